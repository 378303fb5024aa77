package org.ioasidsim.bench;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The scenarios that are measured, as text. */
final class Models {
    /** The loss model: 65,536 ids, slightly overloaded, one process for each request, every metric on. */
    static final String LOSS = """
            scenario: erlang-loss
            question: What does an event cost?
            host: {preset: x86-vtd-20bit, max_pasids: 65537, devices: {dsa: {}}}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 66000/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
            run: {warm_up: 4s, duration: 12s, replications: 1}
            """;

    private Models() {}

    /** Returns a loss model without loss: {@code holders} processes hold an id each on average, at most nearly all ids of 20 bits. */
    static String holding(int holders) {
        return """
                scenario: holders
                question: What does a live process keep of memory?
                host: {preset: x86-vtd-20bit, devices: {dsa: {}}}
                cgroups: {/web: {}}
                tenants:
                  web:
                    cgroup: /web
                    kind: container
                    instances: 1
                    processes: {arrivals: {poisson: %d/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
                run: {warm_up: 4s, duration: 1s, replications: 1}
                """.formatted(holders);
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
