package org.ioasidsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.report.page.Gallery;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The results that ship must be those of the scenarios that ship; a scenario that changed leaves no old answer behind. */
class ShippedResultsTest {
    private static final Path SCENARIOS = Path.of("scenarios");
    private static final Path RESULTS = Path.of("results/shipped");
    private static final String REMEDY =
            "write them anew: rm -r results/shipped; ./ioasid-sim gallery scenarios/*.yaml --out results/shipped";
    private static final long MOST_BYTES = 10_000_000;

    static Stream<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void comeFromTheScenarioAsItStandsNow(Path file) throws Exception {
        ScenarioFile scenario =
                new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names()).read(file, Overrides.NONE);

        List<String> now = scenario.variants().stream()
                .map(variant -> variant.name() + " " + variant.scenario().run().seed() + " "
                        + SmallResults.digest(variant.scenario().resolvedYaml()))
                .toList();

        assertThat(written(directory(file))).as(REMEDY).isEqualTo(now);
    }

    @Test
    void areOfNoScenarioThatIsGone() throws IOException {
        List<String> names = scenarios()
                .map(file -> directory(file).getFileName().toString())
                .toList();
        try (Stream<Path> directories = Files.list(RESULTS)) {
            assertThat(directories
                            .filter(Files::isDirectory)
                            .map(directory -> directory.getFileName().toString())
                            .sorted())
                    .as(REMEDY)
                    .isEqualTo(names);
        }
    }

    @Test
    void haveTheIndexPageThatTheGalleryWrites() throws IOException {
        assertThat(Files.readString(RESULTS.resolve("index.html")))
                .as(REMEDY)
                .isEqualTo(Gallery.in(RESULTS).html());
    }

    @Test
    void areSmall() throws IOException {
        try (Stream<Path> files = Files.walk(RESULTS)) {
            long bytes = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(".replications"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            assertThat(bytes).isLessThan(MOST_BYTES);
        }
    }

    private static Path directory(Path file) {
        return RESULTS.resolve(file.getFileName().toString().replaceFirst("\\.yaml$", ""));
    }

    private static List<String> written(Path directory) throws IOException {
        JsonObject origin = JsonParser.parseString(Files.readString(directory.resolve(SmallResults.ORIGIN)))
                .getAsJsonObject();
        List<String> written = new ArrayList<>();
        origin.getAsJsonArray("variants").forEach(element -> {
            JsonObject variant = element.getAsJsonObject();
            written.add(variant.get("variant").getAsString() + " "
                    + variant.get("seed").getAsLong() + " "
                    + variant.get("scenario_sha256").getAsString());
        });
        return written;
    }
}
