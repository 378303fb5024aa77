package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scenario that cannot be run must be refused with status 3 and all its problems, each where an editor can jump to. */
class ScenarioCommandsTest {
    private static final Path SHIPPED = Path.of("scenarios", "noisy-neighbour-arm64.yaml");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aValidFileIsSaidToBeValid() {
        Cli cli = Cli.run("validate", SHIPPED.toString());
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).matches("scenarios/noisy-neighbour-arm64.yaml: valid, \\d+ variants\n");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void aMisspeltKeyIsToldWithItsPlaceAndAGuess() throws IOException {
        Path file = write(Files.readString(SHIPPED).replace("question:", "questoin:"));
        Cli cli = Cli.run("validate", file.toString());
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err())
                .containsPattern("(?m)^\\Q" + file + "\\E:\\d+:\\d+: questoin: .*did you mean question\\?");
    }

    @Test
    void theProblemsOfAllFilesAreToldAtOnce() {
        Cli cli = Cli.run(
                "validate", directory.toString(), directory.resolve("none.yaml").toString());
        assertThat(cli)
                .isEqualTo(new Cli(
                        3,
                        "",
                        directory + ": is a directory, name a file in it\n" + directory.resolve("none.yaml")
                                + ": no such file\n"));
    }

    @Test
    void aValueOfTheCommandLineIsCheckedLikeOneOfTheFile() {
        Cli cli = Cli.run("validate", SHIPPED.toString(), "--duration", "3");
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).startsWith("--duration: run.duration: expected a time");
    }

    @Test
    void whatShowPrintsIsTheSameScenario() throws IOException {
        String shown = Cli.run("show", SHIPPED.toString()).out();
        assertThat(Cli.run("show", write(shown).toString()).out()).isEqualTo(shown);
    }

    @Test
    void showSaysWhatTheCommandLineChanged() {
        assertThat(Cli.run("show", SHIPPED.toString(), "--seed", "7").out()).contains("seed: 7");
    }

    @Test
    void presetsSayWhatTenantsCanHold() {
        assertThat(Cli.run("presets").out()).containsPattern("arm64-smmuv3-64k .* 65406 ");
    }

    @Test
    void schemaIsTheOneThatIsShipped() throws IOException {
        assertThat(Cli.run("schema").out()).isEqualTo(Files.readString(Path.of("scenarios", "scenario.schema.json")));
    }

    @Test
    void policiesAreListedWithWhatTheyDo() {
        assertThat(Cli.run("policies").out()).containsPattern("(?m)^first-come +\\w");
    }

    @Test
    void initWritesAScenarioThatIsRightAndNeverOverOne() {
        String name = directory.resolve("my-question").toString();
        assertThat(Cli.run("init", name)).isEqualTo(new Cli(0, name + ".yaml\n", ""));
        assertThat(Cli.run("validate", name + ".yaml").status()).isZero();
        assertThat(Cli.run("init", name).status()).isEqualTo(2);
        assertThat(Cli.run("init", "a_b").err())
                .isEqualTo("ioasid-sim: init: the name of a scenario has letters, digits and '-', found 'a_b'\n");
        assertThat(Cli.run("init").out()).contains("scenario: my-scenario\n");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("scenario.yaml"), text);
    }
}
