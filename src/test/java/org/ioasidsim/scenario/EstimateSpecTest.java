package org.ioasidsim.scenario;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ioasidsim.experiment.RunScenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An estimate that splitting cannot give is asked for, and comes out wrong or as a stack trace instead of a line that says why. */
class EstimateSpecTest {
    private static final String SCENARIO = """
            scenario: rare
            question: How often is a request refused?
            host: {preset: x86-vtd-20bit, pasid_bits: 6, devices: {dsa: {}}%s}
            controls: {policy: %s}
            cgroups: {/web: {}}
            tenants:
              web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: %s, lifetime: 1s, devices: [dsa]}}
            run: {duration: 10s, estimate: %s}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | first-come | {at: [1s]} | splitting | are given, so that no path differs from another",
                "'' | {name: adaptive, increase: 5/s} | {poisson: 1/s} | splitting | cannot save its books",
                "', costs: {bind: 1ms}' | first-come | {poisson: 1/s} | splitting | binds take time (costs.bind)",
                "'' | first-come | {poisson: 1/s} | {kind: splitting, importance: /wbe} | /wbe",
                "'' | first-come | {poisson: 1/s} | spliting | found spliting"
            })
    void whatCannotBeHadIsSaid(String host, String policy, String arrivals, String estimate, String message) {
        assertThatThrownBy(() -> RunScenario.read(SCENARIO.formatted(host, policy, arrivals, estimate)))
                .hasMessageContaining("run.estimate")
                .hasMessageContaining(message);
    }
}
