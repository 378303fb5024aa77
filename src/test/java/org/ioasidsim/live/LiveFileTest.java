package org.ioasidsim.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioReader;
import org.ioasidsim.scenario.ScenarioTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page cannot do is told before it is written; what it needs travels with it. */
class LiveFileTest {
    private static final String SCENARIO = """
            scenario: live
            question: What does a page hold?
            host: {preset: x86-vtd-8bit-viommu, devices: {hpre: {pasid_bits: 16}}}
            cgroups: {/web: {}}
            controls: {policy: POLICY}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {trace: {file: traces/web.csv}}, devices: [hpre]}
            events: [{on: {file: /web/pids.events}, kill: web}]
            run: {warm_up: 0s, duration: 20s, replications: 1, seed: 1}
            variants:
              none: {}
              limit: {/web/pids.max: 3, run.seed: 5}
            """;

    @TempDir
    private Path directory = Path.of("");

    private ScenarioFile file(String policy, int rows) throws Exception {
        Path traces = Files.createDirectories(directory.resolve("traces"));
        Files.writeString(traces.resolve("web.csv"), "start_s,duration_s\n" + "1.2500000,2.500000\n".repeat(rows));
        Path path = Files.writeString(directory.resolve("live.yaml"), SCENARIO.replace("POLICY", policy));
        Policies.Entry first = BuiltInPolicies.catalogue().entries().get(0);
        var own = new Policies.Entry(
                "mine", "", "", "", "", section -> new Renamed(first.read().apply(section)));
        return new ScenarioReader(BuiltInPolicies.catalogue().with(own), Metric.names()).read(path, Overrides.NONE);
    }

    /** A policy by another name. */
    private record Renamed(PolicySpec policy) implements PolicySpec {
        @Override
        public String name() {
            return "mine";
        }

        @Override
        public Policy start(HostFacts host) {
            return policy.start(host);
        }
    }

    @Test
    void tellsOfPoliciesThatPagesDoNotKnow() throws Exception {
        assertThat(LiveFile.obstacle(file("first-come", 1))).isEmpty();
        assertThat(LiveFile.obstacle(file("mine", 1)))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("the policy mine does not come with the program"));
    }

    /** The scenario of a run is in memory: the page needs no file, which may be another one by then. */
    @Test
    void holdsTheTextThatWasReadAndReadsItNotAgain() throws Exception {
        ScenarioFile file = file("first-come", 1);
        Files.writeString(file.path(), "scenario: another\n");
        assertThat(LiveText.of(file).text()).isEqualTo(SCENARIO.replace("POLICY", "first-come"));

        Path including =
                Files.writeString(directory.resolve("including.yaml"), "include: [live.yaml]\nscenario: on-top\n");
        Files.writeString(file.path(), file.written());
        var reader = new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names());
        ScenarioFile onTop = reader.read(including, Overrides.NONE);
        assertThat(LiveText.of(onTop).text()).isEqualTo(onTop.resolvedYaml()).contains("scenario: on-top\n");
    }

    /** Each row has 19 bytes, the head as many: 105,262 rows and it are 1,999,997 bytes. */
    @Test
    void holdsTwoMegabytesOfDataAtMost() throws Exception {
        assertThat(LiveFile.obstacle(file("first-come", 105_262))).isEmpty();
        assertThat(LiveFile.obstacle(file("first-come", 110_000)))
                .contains("it reads 2.1 MB of data, and a page holds at most 2 MB");
    }

    /** A file of a cgroup, which an event waits for, is no data. */
    @Test
    void findsTheDataByTheNamesOfTheScenario() throws Exception {
        String data = JsonText.inPage(LiveParts.of(file("first-come", 1)).data()::write);
        assertThat(data).startsWith("{\"traces/web.csv\":\"").doesNotContain("pids.events");
    }

    /** A page whose engine is beside it holds its data itself: all pages of a gallery have one engine. */
    @Test
    void sharesTheEngineAndNotTheData() throws Exception {
        ScenarioFile file = file("first-come", 1);
        assertThat(LiveFile.html(file, List.of(), "../engine.js"))
                .contains("data-source=\"../engine.js\"", "{\"files\":{\"traces/web.csv\":\"")
                .doesNotContain("\"engine\":\"");
    }

    @Test
    void offersWhatVariantsChangeFirstAndEachOtherNumber() throws Exception {
        var keys = LiveParts.of(file("first-come", 1)).keys();
        assertThat(keys.changed())
                .extracting(LiveKeys.Key::path, LiveKeys.Key::values)
                .contains(tuple("/web/pids.max", List.of("", "3")), tuple("run.seed", List.of("1", "5")));
        assertThat(keys.others())
                .extracting(LiveKeys.Key::path, LiveKeys.Key::values)
                .contains(tuple("run.duration", List.of("20s")));
    }

    /** Its plan calls the limit misc.max.pasid, its variants misc.max: a control for each would leave one without effect. */
    @Test
    void offersALimitOfTwoNamesOnce() throws Exception {
        Path path = Files.writeString(directory.resolve("limit.yaml"), ScenarioTemplate.LIMIT.text("limit"));
        var file = new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names()).read(path, Overrides.NONE);
        assertThat(LiveParts.of(file).keys().changed())
                .filteredOn(key -> key.path().contains("misc.max"))
                .extracting(LiveKeys.Key::path, LiveKeys.Key::values)
                .containsExactly(tuple("/batch/misc.max.pasid", List.of("max", "8000", "14000")));
    }
}
