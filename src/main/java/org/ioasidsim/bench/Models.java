package org.ioasidsim.bench;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The texts of the scenarios that are measured. */
final class Models {
    /** 65,536 ids, slightly overloaded. */
    static final String LOSS = loss(65_537, 66_000, "warm_up: 4s, duration: 12s");

    /** 1,024 ids, slightly overloaded: all of its state fits into the cache of one core. */
    static final String SMALL_LOSS = loss(1_025, 1_040, "warm_up: 4s, duration: 500s");

    /** A hundred ids at a load of 90: few events. */
    static final String TRIVIAL = loss(101, 90, "warm_up: 5s, duration: 20s, replications: 5");

    private Models() {}

    /** Returns a loss model with {@code holders} ids held on average; these must be so few of the 2^20 ids that no request is lost. */
    static String holding(int holders) {
        return loss(1 << 20, holders, "warm_up: 4s, duration: 1s");
    }

    /** Returns a loss model: Poisson requests, each of a process that holds its id for a second on average. */
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

    /** Returns a host with {@code live} processes, at most 4,190,000, that live for a second on average; one in five holds an id. */
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

    /** Returns a host with many tenants: {@code active} ones with equal demand, together 25 % more than the ids there are, and idle ones. */
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
