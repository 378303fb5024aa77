package org.ioasidsim.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        JsonObject taken = ask(taking("limit", "web", "30/s", expected.warmUp().seconds()));
        JsonArray runs = new JsonArray();
        for (int number = 1; number <= taken.get("replications").getAsInt(); number++) {
            runs.add(ask(run(number)).get("bytes"));
        }
        JsonObject sum = new JsonObject();
        sum.addProperty("do", "sum");
        sum.add("runs", runs);

        JsonObject actual = ask(sum);
        JsonObject published = JsonParser.parseString(
                        JsonText.inPage(json -> LiveResult.write(file.only(List.of("limit")), expected, json)))
                .getAsJsonObject();
        actual.remove("sentences"); // one says that the run has found its warm-up, which the page was given
        published.remove("sentences");
        assertThat(actual).isEqualTo(published);
    }

    @Test
    void tellsOfABrokenValueWhatAFileWouldBeTold() {
        open();

        assertThat(ask(taking("none", "web", "often", 1)).getAsJsonArray("problems"))
                .singleElement()
                .asString()
                .contains("tenants.web.processes.arrivals.poisson", "expected", "found often");
    }

    @Test
    void saysWhatItWasNotAsked() {
        assertThat(ask(run(1)).get("problems").toString()).contains("expected a point to be taken first");
    }

    private void open() {
        JsonObject request = new JsonObject();
        request.addProperty("do", "open");
        request.addProperty("name", "live.yaml");
        request.addProperty("text", SCENARIO);
        assertThat(ask(request).getAsJsonArray("variants"))
                .containsExactly(new JsonPrimitive("none"), new JsonPrimitive("limit"));
    }

    private static JsonObject taking(String variant, String tenant, String rate, double warmUpSeconds) {
        JsonObject set = new JsonObject();
        set.addProperty("tenants." + tenant + ".processes.arrivals.poisson", rate);
        JsonObject request = new JsonObject();
        request.addProperty("do", "take");
        request.addProperty("variant", variant);
        request.addProperty("warm_up", warmUpSeconds);
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
