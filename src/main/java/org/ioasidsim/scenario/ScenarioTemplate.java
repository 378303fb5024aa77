package org.ioasidsim.scenario;

/** The commented scenario that {@code init} writes as a starting point. */
public final class ScenarioTemplate {
    private static final String TEXT = """
            # yaml-language-server: $schema=scenario.schema.json
            #
            # A scenario of ioasid-sim. `ioasid-sim show FILE` prints it with every default filled in,
            # `ioasid-sim validate FILE` checks it, `ioasid-sim run FILE` runs it. Times and rates carry their unit.
            scenario: NAME
            question: Does a limit protect the web tenant from a neighbour that forks and holds?

            host:
              preset: arm64-smmuv3-64k        # `ioasid-sim presets` lists them; every key here overrides it
              devices:
                accelerator: {}               # {pasid_bits: 16, work_queues: 8, mode: dedicated}

            cgroups:                          # files as in cgroup v2; parents must be listed
              /web: {}
              /noisy: {pids.max: max}

            tenants:
              web:
                cgroup: /web
                kind: container               # container: processes bind on the host; vm: guest processes
                instances: 1
                processes:
                  arrivals: {poisson: 20/s}
                  lifetime: {lognormal: {median: 1s, sigma: 1}}
                  devices: [accelerator]
                  on_refusal: give-up         # or fall-back, wait, {retry: {first: 1s}}
              noisy:
                cgroup: /noisy
                kind: container
                instances: 1
                processes:
                  arrivals: {poisson: 5000/s}
                  lifetime: forever
                  devices: [accelerator]

            run:
              duration: 20s
              replications: 5

            variants:                         # what `ioasid-sim compare FILE` sets side by side
              no-limit: {}
              limit: {controls.misc_pasid: on, /noisy/misc.max: pasid 1000}
            baseline: no-limit

            expect:
              - "limit: web.first_try_success >= 100%"
            """;

    private ScenarioTemplate() {}

    /** Returns the text of a valid scenario called {@code name}. */
    public static String of(String name) {
        return TEXT.replace("NAME", name);
    }
}
