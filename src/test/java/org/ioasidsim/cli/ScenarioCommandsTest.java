package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.scenario.ScenarioTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** A pipeline marks each problem at its line: it needs the parts of the message by themselves. */
    @Test
    void validateListsProblemsAsJson() throws IOException {
        Path file = write(Files.readString(SHIPPED).replace("question:", "questoin:"));
        Path none = directory.resolve("none.yaml");
        Cli cli = Cli.run(
                "validate",
                SHIPPED.toString(),
                file.toString(),
                none.toString(),
                "--format",
                "json",
                "--duration",
                "3");
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).isEmpty();
        JsonArray files = JsonParser.parseString(cli.out()).getAsJsonArray();
        assertThat(files.get(0).getAsJsonObject().get("valid").getAsBoolean()).isFalse();
        JsonObject ofOption = problems(files, 0).get(0).getAsJsonObject();
        assertThat(ofOption.keySet()).containsExactly("option", "key", "message");
        assertThat(ofOption.get("option").getAsString()).isEqualTo("--duration");
        JsonObject misspelt = problems(files, 1).asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(problem -> problem.get("key").getAsString().equals("questoin"))
                .findFirst()
                .orElseThrow();
        assertThat(misspelt.keySet()).containsExactly("file", "line", "column", "key", "message");
        assertThat(misspelt.get("file").getAsString()).isEqualTo(file.toString());
        assertThat(Files.readAllLines(file).get(misspelt.get("line").getAsInt() - 1))
                .startsWith("questoin:");
        assertThat(misspelt.get("column").getAsInt()).isEqualTo(1);
        assertThat(misspelt.get("message").getAsString()).contains("did you mean question?");
        assertThat(problems(files, 2).toString())
                .isEqualTo("[{\"file\":\"" + none + "\",\"key\":\"\",\"message\":\"no such file\"}]");
        Cli valid = Cli.run("validate", SHIPPED.toString(), "--format", "json");
        assertThat(valid.status()).isZero();
        assertThat(JsonParser.parseString(valid.out())
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("variants"))
                .hasSize(7);
    }

    private static JsonArray problems(JsonArray files, int file) {
        return files.get(file).getAsJsonObject().getAsJsonArray("problems");
    }

    /** JSON is YAML: what a program gets is the whole scenario, and no number lost a digit on the way, not that of kernel 6.10. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "noisy-neighbour-arm64",
                "fleet",
                "vm-boot-storm",
                "policy-proposals",
                "rare-refusals",
                "daemon-raises-limit"
            })
    void whatShowPrintsAsJsonIsTheSameScenario(String name) throws IOException {
        Path file = SHIPPED.resolveSibling(name + ".yaml");
        String json = Cli.run("show", file.toString(), "--format", "json").out();
        JsonObject host = JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("host");
        assertThat(host.get("cpus").getAsJsonPrimitive().isNumber()).isTrue();
        assertThat(host.get("serialise_bind").getAsJsonPrimitive().isBoolean()).isTrue();
        assertThat(host.get("kernel").getAsJsonPrimitive().isString()).isTrue();
        assertThat(Cli.run("show", write(json).toString(), "--format", "json").out())
                .isEqualTo(json);
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
        assertThat(Cli.run("presets").out()).containsPattern("arm64-smmuv3-64k .* 65,406\n");
        assertThat(Cli.run("presets", "arm64-8bit").out())
                .contains("arm64-8bit ")
                .hasLineCount(3);
        assertThat(Cli.run("presets", "arm64-8bits"))
                .isEqualTo(
                        new Cli(
                                2,
                                "",
                                "ioasid-sim: no preset arm64-8bits (did you mean arm64-8bit?); `ioasid-sim presets` lists them\n"));
    }

    /** 250 ASIDs of 8 bits can be pinned on 4 CPUs (docs/kernel.md); with 8 CPUs it is 4 fewer. */
    @Test
    void listsAreDocumentsToo() {
        JsonObject preset = array("presets", "arm64-8bit").get(0).getAsJsonObject();
        assertThat(preset.get("capacity").getAsInt()).isEqualTo(246);
        assertThat(array("metrics")).hasSize(Metric.values().length);
        assertThat(array("metrics", "utilisation").toString()).contains("\"of_host\":true");
        assertThat(array("policies", "fair-share").toString()).contains("\"keys\":[{\"key\":");
        assertThat(array("doctor", "--out", directory.toString()).toString()).contains("\"check\":\"java\"");
    }

    private static JsonArray array(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--format", "json"));
        return JsonParser.parseString(Cli.run(all.toArray(String[]::new)).out()).getAsJsonArray();
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
    void initWritesAScenarioAndItsSchemaAndNeverOverOne() throws IOException {
        String name = directory.resolve("my-question").toString();
        Path schema = directory.resolve("scenario.schema.json");
        assertThat(Cli.run("init", name)).isEqualTo(new Cli(0, name + ".yaml\n" + schema + "\n", ""));
        assertThat(Files.readString(schema)).isEqualTo(Cli.run("schema").out());
        assertThat(Cli.run("init", name).status()).isEqualTo(2);
        assertThat(Cli.run("init", "a_b").err())
                .isEqualTo("ioasid-sim: init: the name of a scenario has at most 100 ASCII letters, digits and '-',"
                        + " the first of them no '-', found 'a_b'\n");
        assertThat(Cli.run("init", directory.resolve("-x").toString()).err()).contains("found '-x'");
        assertThat(Cli.run("init", directory.resolve("größe").toString()).err()).contains("ASCII", "found 'größe'");
        assertThat(Cli.run("init").out()).contains("scenario: my-scenario\n");
    }

    /** A template that does not run, or does not meet its own expectations, is a bad teacher. */
    @ParameterizedTest
    @EnumSource(ScenarioTemplate.class)
    void eachTemplateIsRightAndRuns(ScenarioTemplate template) {
        String name = directory.resolve("mine").toString();
        assertThat(Cli.run("init", "--for", template.word(), name).status()).isZero();

        Cli checked = Cli.run("validate", name + ".yaml");
        assertThat(checked.err()).isEmpty();
        Cli run = Cli.run(
                "run",
                name + ".yaml",
                "--duration",
                "1s",
                "--replications",
                "1",
                "--set",
                "run.warm_up=0s",
                "--set",
                "expect={}",
                "--no-charts",
                "--out",
                directory.toString());
        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void initGuessesAMisspeltQuestion() {
        Cli cli = Cli.run("init", "--for", "capacty");
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("--for noisy-neighbour|capacity|", "(did you mean capacity?)");
    }

    /** The recording that was imported before is what the template shall read. */
    @Test
    void initKeepsARecordingThatIsThere() throws IOException {
        Path rows = Files.writeString(directory.resolve("mine.csv"), "start_s,duration_s\n1,2\n");
        Cli init =
                Cli.run("init", "--for", "recording", directory.resolve("mine").toString());
        assertThat(init.status()).isZero();
        assertThat(rows).hasContent("start_s,duration_s\n1,2\n");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("scenario.yaml"), text);
    }
}
