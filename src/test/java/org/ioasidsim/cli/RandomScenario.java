package org.ioasidsim.cli;

import java.util.Random;

/** Small scenarios, drawn from a seed, in which everything runs short: ids, ASIDs, tasks, quotas, queues, widths. */
final class RandomScenario {
    private final Random random;
    private final boolean isArm;
    private final boolean isPrivate;
    private final String ioasids;
    private final boolean hasMiscPasid;
    private final boolean hasMiscAsid;

    RandomScenario(long seed) {
        random = new Random(seed);
        isArm = random.nextBoolean();
        isPrivate = isArm && random.nextBoolean();
        ioasids = one("off", "as-posted", "reservation", "limit");
        hasMiscPasid = random.nextBoolean();
        hasMiscAsid = isArm && random.nextBoolean();
    }

    String yaml() {
        return """
                scenario: drawn
                question: Is it replayed?
                host:
                  preset: %s
                  %s
                  max_pasids: %s
                  pid_max: %s
                  sva: %s
                  guest_ids: %s
                  devices:
                    wide: {smmu: %s}
                    narrow: {pasid_bits: 4, smmu: 1}
                    queues: {work_queues: 6, mode: %s}
                cgroups:
                  /a: {pids.max: %s%s}
                  /a/own: {}
                  /a/b: {pids.max: %s%s}
                  /c: {pids.max: %s%s}
                  "/c/{instance}": {pids.max: %s%s}
                controls: {ioasids: %s, misc_pasid: %s, misc_asid: %s, vm_quota: %s}
                tenants:
                %s%s%s\
                events: [%s]
                run: {duration: 8s, replications: 1, seed: %d}
                """.formatted(
                        isPrivate ? "arm64-private-64k" : isArm ? "arm64-8bit" : "x86-vtd-20bit",
                        isPrivate ? "dma_domains: 65510" : isArm ? "cpus: 230" : "cpus: 8",
                        one("36", "60", "300"),
                        one("4Mi", "320", "345"),
                        isPrivate ? "mm-drop" : one("mm-drop", "last-unbind"),
                        isArm ? one("pool", "pool-and-asid", "none") : one("pool", "none"),
                        one("0", "1"),
                        one("dedicated", "shared"),
                        one("max", "20", "60"),
                        limits("6", "12"),
                        one("max", "10", "25"),
                        limits("3", "6"),
                        one("max", "30"),
                        limits("6", "12"),
                        one("max", "3", "9"),
                        limits("1", "2"),
                        ioasids,
                        onOff(hasMiscPasid),
                        onOff(hasMiscAsid),
                        one("max", "3", "10"),
                        tenant("one"),
                        tenant("two"),
                        tenant("three"),
                        one(
                                "",
                                "{at: 3s, kill: one}, {at: 4s, start: one}, {at: 5s, reset: wide}",
                                "{at: 2s, stop: two}, {at: 3s, start: two}, {at: 4s, migrate: {tenant: three, to: /a/own}}",
                                "{at: 2s, migrate: {tenant: one, to: /a/b}}, {at: 5s, write: {/a/pids.max: 7}}"),
                        random.nextInt(1000));
    }

    private String limits(String low, String high) {
        String misc = hasMiscPasid ? ", misc.max: pasid " + one(low, high, "max") : "";
        String limit = ioasids.equals("off") ? "" : ", ioasids.max: " + one(low, high);
        return misc + (misc.isEmpty() || random.nextBoolean() ? limit : "");
    }

    private String tenant(String name) {
        boolean isVm = random.nextBoolean();
        return """
                  %s:
                    cgroup: %s
                    kind: %s
                    instances: %s
                    vmm_threads: %s
                    guest_pid_max: %s
                    rlimit_nproc: %s
                    processes:
                      initial: %s
                      arrivals: %s
                      lifetime: {exponential: {mean: %s}}
                      threads: %s
                      devices: %s
                      bind: {probability: %s, after: %s, hold: %s, think: 300ms}
                      private_ids: %s
                      on_refusal: %s
                      leak_probability: %s
                """.formatted(
                        name,
                        name.equals("three") ? "\"/c/{instance}\"" : one("/a/own", "/a/b"),
                        isVm ? "vm" : "container",
                        one("2", "4", "{arrivals: {poisson: 1/s}, lifetime: {exponential: {mean: 2s}}, max: 4}"),
                        one("0", "1", "3"),
                        one("32768", "5"),
                        one("max", "max", "12"),
                        one("0", "5"),
                        one("{poisson: 6/s}", "{poisson: 20/s}", "{closed: {population: 6, think: 200ms}}"),
                        one("300ms", "2s"),
                        one("1", "1", "3"),
                        one("[wide]", "[wide, narrow]", "[queues]", "[narrow, queues, wide]"),
                        one("1", "0.8"),
                        one("0s", "{exponential: {mean: 200ms}}"),
                        one("lifetime", "lifetime", "{exponential: {mean: 400ms}}"),
                        one("0", "0", "2"),
                        one("give-up", "fall-back", "{retry: {first: 100ms, max: 1s, attempts: 4}}"),
                        one("0", "0", "0.1"))
                .indent(2);
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String onOff(boolean isOn) {
        return isOn ? "on" : "off";
    }
}
