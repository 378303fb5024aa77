package org.ioasidsim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.experiment.summary.Metric;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A scenario that ships must be right, and reading what show prints must give the same run. */
@Tag("slow")
class ShippedScenariosTest {
    private static final Path DIRECTORY = Path.of("scenarios");
    private static final Path SCHEMA = DIRECTORY.resolve("scenario.schema.json");

    private final ScenarioReader reader = TestScenarios.reader();

    static Stream<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void isReadWithoutAProblemUnderItsOwnName(Path file) throws Exception {
        ScenarioFile read = reader.read(file, Overrides.NONE);

        assertThat(read.variants()).isNotEmpty();
        assertThat(read.variants().get(0).scenario().name() + ".yaml")
                .isEqualTo(file.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void givesTheSameRunWhenReadBackFromItsResolvedText(Path file) throws Exception {
        ScenarioFile read = reader.read(file, Overrides.NONE);

        ScenarioFile again = TestScenarios.readBack(read.resolvedYaml(), DIRECTORY);

        assertThat(again.variants()).isEqualTo(read.variants());
        assertThat(again.resolvedYaml()).isEqualTo(read.resolvedYaml());
        assertThat(again.expect()).isEqualTo(read.expect());
        assertThat(again.sweep()).isEqualTo(read.sweep());
        assertThat(again.plan()).isEqualTo(read.plan());
        assertThat(again.baseline()).isEqualTo(read.baseline());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void givesTheSameVariantWhenReadBackFromThatVariantsText(Path file) throws Exception {
        for (ScenarioFile.Variant variant : reader.read(file, Overrides.NONE).variants()) {
            ScenarioFile again = TestScenarios.readBack(variant.scenario().resolvedYaml(), DIRECTORY);

            assertThat(again.variants()).containsExactly(new ScenarioFile.Variant("base", variant.scenario()));
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void passesThePublishedSchema(Path file) throws Exception {
        assertThat(schema().validate(TestScenarios.json(Files.readString(file)), InputFormat.JSON))
                .isEmpty();
    }

    /** A release of the kernel is a number to a YAML reader unless it is quoted. */
    @ParameterizedTest
    @ValueSource(strings = {"6.12", "6.10", "'6.10'", "6.1.164"})
    void passTheSchemaWithAnyReleaseQuotedOrNot(String release) throws Exception {
        String text = Files.readString(DIRECTORY.resolve("noisy-neighbour-arm64.yaml"))
                .replace("  preset: arm64-smmuv3-64k\n", "  preset: arm64-smmuv3-64k\n  kernel: " + release + "\n");

        assertThat(text).contains("kernel: " + release);
        assertThat(schema().validate(TestScenarios.json(text), InputFormat.JSON))
                .isEmpty();
        assertThat(TestScenarios.readBack(text, DIRECTORY).resolvedYaml())
                .containsPattern("kernel: '?" + release.replace("'", "") + "'?[ \n]");
    }

    @Test
    void failTheSchemaWhenTheyAreBroken() throws Exception {
        String right = Files.readString(DIRECTORY.resolve("noisy-neighbour-arm64.yaml"));
        for (List<String> change : List.of(
                List.of("poisson: 80/s", "poisson: 80"),
                List.of("poisson: 80/s", "poison: 80/s"),
                List.of("kind: vm", "kind: wm"),
                List.of("duration: 12s", "duration: 12"),
                List.of("replications: 5", "replications: 0"),
                List.of("  preset: arm64-smmuv3-64k\n", ""))) {
            String broken = right.replace(change.get(0), change.get(1));

            assertThat(broken).isNotEqualTo(right);
            assertThat(schema().validate(TestScenarios.json(broken), InputFormat.JSON))
                    .as(change.get(1))
                    .isNotEmpty();
        }
    }

    @Test
    void haveThePublishedSchemaThatTheReaderDescribes() throws Exception {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(SCHEMA, schemaText());
        }

        assertThat(Files.readString(SCHEMA)).isEqualTo(schemaText());
    }

    private String schemaText() {
        return reader.jsonSchema(
                Completions.ofAnyFile(metric -> Metric.ofWord(metric).exampleBound()));
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    }
}
