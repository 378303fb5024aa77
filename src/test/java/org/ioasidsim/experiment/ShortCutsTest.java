package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is left out where it cannot matter must not matter: a scenario gives the same to the last bit if things are added that keep the program from
 * leaving anything out, and that never happen. These are the removal of a device that nobody uses after the end, so that processes are made before they
 * ask; a daemon that waits for more refusals than there are, so that each event is followed up; and limits that nobody reaches, so that the gates at all
 * cgroups are looked at.
 */
@Tag("slow")
class ShortCutsTest {
    private static final List<String> REFUSED =
            List.of("give-up", "fall-back", "wait", "{retry: {first: 50ms, attempts: 3}}");
    private static final List<String> ARRIVALS = List.of(
            "{poisson: 30/s}",
            "{renewal: {uniform: {min: 5ms, max: 60ms}}}",
            "{batch: {size: 3, poisson: 10/s}}",
            "{at: [10ms, 10ms, 200ms, 200ms, 3s]}",
            "{closed: {population: 12, think: {exponential: {mean: 100ms}}}}");
    private static final List<String> LIFETIMES =
            List.of("{exponential: {mean: 500ms}}", "250ms", "{uniform: {min: 0s, max: 1s}}");
    private static final List<String> POLICIES = List.of(
            "first-come",
            "first-come",
            "first-come",
            "blocking-bind",
            "fair-share",
            "{name: static-quota, ids: {t0: 5}}");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void nothingChangesByWhatNeverHappens(long seed) {
        assertThat(run(scenario(seed, true)))
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
                .isEqualTo(run(scenario(seed, false)));
    }

    private static List<ReplicationResult> run(String yaml) {
        List<ReplicationResult> all = RunScenario.text(yaml).variants().get(0).replications();
        assertThat(all).allSatisfy(each -> assertThat(each.failure()).isNull());
        return all;
    }

    private static String scenario(long seed, boolean isPlain) {
        var random = new SplittableRandom(seed);
        int tenants = 1 + random.nextInt(3);
        String host = "{preset: x86-vtd-20bit, max_pasids: " + (6 + random.nextInt(20)) + ", pid_max: "
                + (random.nextBoolean() ? 330 + random.nextInt(40) : 4_194_304)
                + (random.nextInt(4) == 0 ? ", costs: {free: {exponential: {mean: 20ms}}}" : "")
                + ", devices: {dsa: {}, spare: {}}}";
        List<String> groups = new ArrayList<>();
        var text = new StringBuilder();
        for (int i = 0; i < tenants; i++) {
            groups.add("/t" + i + ": {" + limit(random, isPlain) + "}");
            text.append(tenant(i, random));
        }
        return """
            scenario: short-cuts
            question: Does it matter what is left out?
            host: %s
            controls: {policy: %s}
            cgroups: {%s}
            tenants:
            %s
            %s
            run: {warm_up: 1s, duration: 9s, replications: 2, seed: %d}
            """.formatted(
                        host,
                        pick(POLICIES, random),
                        String.join(", ", groups),
                        text,
                        isPlain
                                ? "events: [{at: 10h, remove: spare}, {on: {file: /t0/pids.events, count: 1000000000},"
                                        + " kill: t0}]"
                                : "",
                        seed);
    }

    private static String limit(SplittableRandom random, boolean isPlain) {
        if (random.nextInt(3) == 0) {
            return "pids.max: " + (4 + random.nextInt(10));
        }
        return isPlain ? "pids.max: 4000000" : "";
    }

    private static String tenant(int number, SplittableRandom random) {
        boolean isVm = random.nextInt(4) == 0;
        return """
              t%d:
                cgroup: /t%d
                kind: %s
                instances: %d
                %s
                processes:
                  arrivals: %s
                  lifetime: %s
                  %s
                  devices: [dsa]
                  on_refusal: %s
            """.formatted(
                        number,
                        number,
                        isVm ? "vm" : "container",
                        1 + random.nextInt(2),
                        random.nextInt(4) == 0 ? "rlimit_nproc: 25" : "",
                        pick(ARRIVALS, random),
                        pick(LIFETIMES, random),
                        isVm ? "" : "threads: " + (1 + random.nextInt(3)),
                        pick(REFUSED, random));
    }

    private static String pick(List<String> from, SplittableRandom random) {
        return from.get(random.nextInt(from.size()));
    }
}
