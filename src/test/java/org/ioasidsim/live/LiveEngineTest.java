package org.ioasidsim.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioReader;
import org.ioasidsim.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page's engine gives what a run of the program gives, to the last digit: a figure that differs without a changed value would be a lie. */
class LiveEngineTest {
    private static final String SCENARIO = """
            scenario: live
            question: Does the page say what the run says?
            host: {preset: x86-vtd-8bit-viommu, devices: {hpre: {pasid_bits: 16}}}
            cgroups: {/web: {}, /jobs: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 30/s}, lifetime: {exponential: {mean: 200ms}}, devices: [hpre]}
              jobs:
                cgroup: /jobs
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 10/s}, lifetime: {weibull: {shape: 0.7, scale: 300ms}}, devices: [hpre]}
            run: {warm_up: auto, duration: 20s, replications: 3, seed: 7}
            measure: {timeline: 1s}
            variants:
              none: {}
              limit: {/jobs/pids.max: 3}
            """;

    @TempDir
    private Path directory = Path.of("");

    private final LiveEngine engine = new LiveEngine();

    @Test
    void givesTheFiguresOfARun() throws Exception {
        Path path = Files.writeString(directory.resolve("live.yaml"), SCENARIO);
        ScenarioFile file = new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names()).read(path, Overrides.NONE);
        VariantResult expected = Experiment.of(file).run().variant("limit");

        open();
        JsonObject published = taking("limit", new JsonObject());
        published.addProperty("warm_up", expected.warmUp().seconds());
        JsonObject taken = ask(published);
        JsonArray runs = new JsonArray();
        for (int number = 1; number <= taken.get("replications").getAsInt(); number++) {
            runs.add(ask(run(number)).get("bytes"));
        }
        JsonObject sum = new JsonObject();
        sum.addProperty("do", "sum");
        sum.add("runs", runs);

        JsonObject actual = ask(sum);
        JsonObject written = JsonParser.parseString(
                        JsonText.inPage(json -> LiveResult.write(file, expected, LiveResult.MOST_SAMPLES, json)))
                .getAsJsonObject();
        actual.remove("sentences"); // one says that the run has found its warm-up, which the page was given
        written.remove("sentences");
        assertThat(actual).isEqualTo(written);
    }

    /**
     * Whom the answer is about is what the whole file asks: its plan, of the baseline, and its expectations of other variants. One process
     * of jobs at a time gets 10 % of its ids; web is never refused.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plan: {find: largest /jobs/pids.max, between: [1, 64], such_that: [web.first_try_success >= 99%]}",
                "expect: [\"none: web.first_try_success >= 99%\"]",
                "verdict: {tenant: web}"
            })
    void answersAboutWhomTheFileIsAbout(String asked) throws IOException {
        open(SCENARIO + asked + "\n");
        JsonObject set = new JsonObject();
        set.addProperty("/jobs/pids.max", "1");
        var unused = ask(taking("limit", set));
        JsonArray runs = new JsonArray();
        runs.add(ask(run(1)).get("bytes"));
        JsonObject sum = new JsonObject();
        sum.addProperty("do", "sum");
        sum.add("runs", runs);
        assertThat(ask(sum).get("sentence").getAsString())
                .contains("web gets 100 %")
                .doesNotContain("jobs gets");
    }

    /** Each wrong value is told at its line, with the words that a file with it is told. */
    @ParameterizedTest
    @CsvSource({
        "tenants.web.processes.arrivals.poisson, 30/s, often",
        "tenants.jobs.processes.lifetime.weibull.shape, 0.7, -1",
        "run.duration, 20s, 20",
        "host.preset, x86-vtd-8bit-viommu, x87"
    })
    void tellsOfABrokenValueWhatAFileWouldBeTold(String path, String value, String broken) throws IOException {
        String told = SCENARIO.replaceFirst(Pattern.quote(value) + "(?=[,}\\s])", broken);
        Path file = Files.writeString(directory.resolve("live.yaml"), told);
        var reader = new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names());
        var invalid = catchThrowableOfType(InvalidScenarioException.class, () -> reader.read(file, Overrides.NONE));
        Problem expected = invalid.problems().get(0);

        open();
        JsonObject set = new JsonObject();
        set.addProperty(path, broken);
        assertThat(ask(taking("none", set)).getAsJsonArray("problems"))
                .first()
                .extracting(JsonElement::getAsString)
                .asString()
                .matches("live\\.yaml:" + expected.place().line() + ":[0-9]+: .*")
                .endsWith(": " + expected.path() + ": " + expected.message());
    }

    /** One that the scenario leaves to its default, too: the nearest line above it is named. */
    @Test
    void tellsOfABrokenValueWithoutALineOfItsOwn() {
        open();
        JsonObject set = new JsonObject();
        set.addProperty("run.warm_up_pilots", "1");
        assertThat(ask(taking("none", set)).getAsJsonArray("problems").toString())
                .contains("live.yaml:16:");
    }

    @Test
    void readsTheDataThatItWasGiven() throws IOException {
        String trace = "start_s,duration_s\n0,2\n1,4\n";
        JsonObject request = new JsonObject();
        request.addProperty("do", "open");
        request.addProperty("name", directory.resolve("live.yaml").toString());
        request.addProperty(
                "text",
                SCENARIO.replace(
                        "{poisson: 30/s}, lifetime: {exponential: {mean: 200ms}}", "{trace: {file: traces/web.csv}}"));
        assertThat(ask(request).keySet()).isEmpty();
        engine.keep("traces/web.csv", trace.getBytes(StandardCharsets.UTF_8));

        assertThat(ask(taking("none", new JsonObject())).get("replications").getAsInt())
                .isEqualTo(3);
        assertThat(ask(run(1)).get("events").getAsDouble()).isPositive();
    }

    @Test
    void saysWhatItWasNotAsked() {
        assertThat(ask(run(1)).get("problems").toString()).contains("expected a point to be taken first");
    }

    private void open() {
        open(SCENARIO);
    }

    private void open(String text) {
        JsonObject request = new JsonObject();
        request.addProperty("do", "open");
        request.addProperty("name", "live.yaml");
        request.addProperty("text", text);
        assertThat(ask(request).keySet()).isEmpty();
    }

    private static JsonObject taking(String variant, JsonObject set) {
        JsonObject request = new JsonObject();
        request.addProperty("do", "take");
        request.addProperty("variant", variant);
        request.add("set", set);
        return request;
    }

    private static JsonObject run(int number) {
        JsonObject request = new JsonObject();
        request.addProperty("do", "run");
        request.addProperty("number", number);
        return request;
    }

    private JsonObject ask(JsonObject request) {
        return JsonParser.parseString(engine.answer(request.toString())).getAsJsonObject();
    }
}
