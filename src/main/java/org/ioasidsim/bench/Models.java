package org.ioasidsim.bench;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The scenarios that are measured, as text. */
final class Models {
    /** 65,536 ids, slightly overloaded. */
    static final String LOSS = loss(65_537, 66_000, "warm_up: 4s, duration: 12s");

    /** 1,024 ids, slightly overloaded: all of its state is near the core that simulates it. */
    static final String SMALL_LOSS = loss(1_025, 1_040, "warm_up: 4s, duration: 500s");

    /** A hundred ids at a load of 90: few events. */
    static final String TRIVIAL = loss(101, 90, "warm_up: 5s, duration: 20s, replications: 5");

    private Models() {}

    /** Returns a loss model in which {@code holders} processes hold an id each on average, at most nearly all ids of 20 bits, so that none is lost. */
    static String holding(int holders) {
        return loss(1 << 20, holders, "warm_up: 4s, duration: 1s");
    }

    /** Returns a loss model: Poisson requests, each by a process of its own that holds for a second on average. */
    private static String loss(int maxPasids, int perSecond, String run) {
        return """
                scenario: loss
                question: How often does a pool of ids refuse?
                host: {preset: x86-vtd-20bit, max_pasids: %d, devices: {dsa: {}}}
                cgroups: {/web: {}}
                tenants:
                  web:
                    cgroup: /web
                    kind: container
                    instances: 1
                    processes: {arrivals: {poisson: %d/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
                run: {%s}
                """.formatted(maxPasids, perSecond, run);
    }

    /** Returns a host on which {@code live} processes, at most 4,190,000, live a second each on average; one in five holds an id. */
    static String live(int live, double seconds) {
        return String.format(Locale.ROOT, """
                scenario: live
                question: Does an event cost more where more live?
                host: {preset: x86-vtd-20bit, cpus: 64, pid_max: 4194304, devices: {dsa: {}}}
                cgroups: {/web: {}}
                tenants:
                  web:
                    cgroup: /web
                    kind: container
                    instances: 1
                    processes:
                      initial: %d
                      arrivals: {poisson: %d/s}
                      lifetime: {exponential: {mean: 1s}}
                      bind: {probability: 20%%}
                      devices: [dsa]
                run: {duration: %ss, replications: 1}
                """, live, live, seconds);
    }

    /** Returns tenants of whom {@code active} ask alike, together for five ids where there are four, and the others for none. */
    static String crowd(int tenants, int active, String onRefusal) {
        String groups =
                IntStream.range(0, tenants).mapToObj(i -> "  /g" + i + ": {}\n").collect(Collectors.joining());
        String all = IntStream.range(0, tenants)
                .mapToObj(i -> "  t" + i + ": {cgroup: /g" + i
                        + ", kind: container, instances: 1, processes: {arrivals: "
                        + (i < active ? "{poisson: " + 12_500.0 / active + "/s}" : "none")
                        + ", lifetime: {exponential: {mean: 1s}}, devices: [dsa], on_refusal: " + onRefusal + "}}\n")
                .collect(Collectors.joining());
        return "scenario: crowd\nquestion: What do many tenants cost?\n"
                + "host: {preset: x86-vtd-20bit, max_pasids: 10001, devices: {dsa: {}}}\ncgroups:\n" + groups
                + "tenants:\n" + all + "run: {duration: 20s, warm_up: 2s, replications: 1}\n";
    }
}
