package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.scenario.Overrides;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One replication of each shipped scenario gives what is checked in under {@code golden}: nobody changes a figure without seeing it. Rewritten
 * with {@code -Dgolden.update=true}.
 */
@Tag("slow")
class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static List<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("scenarios"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void givesTheFiguresThatAreCheckedIn(Path scenario) throws IOException {
        ExperimentResult result = Experiment.of(RunScenario.read(scenario, Overrides.NONE.replications(1)))
                .run();
        assertThat(result.variants())
                .allSatisfy(variant -> assertThat(RunScenario.row(result, variant.name(), "*", Metric.UTILISATION)
                                .mean())
                        .as("utilisation of " + variant.name())
                        .isBetween(0.0, 1.0));
        String actual = result.variants().stream().map(GoldenTest::lines).collect(Collectors.joining());
        Path golden = GOLDEN.resolve(scenario.getFileName() + ".csv");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }

    private static String lines(VariantResult variant) {
        ReplicationResult replication = variant.replications().get(0);
        assertThat(replication.failure()).isNull();
        return String.format("%s,,event_hash,%016x\n", variant.name(), replication.eventHash())
                + variant.summary().stream()
                        .filter(row -> !Double.isNaN(row.mean()))
                        .map(row -> variant.name() + "," + row.tenant() + ","
                                + row.metric().word() + "," + row.mean() + "\n")
                        .collect(Collectors.joining());
    }
}
