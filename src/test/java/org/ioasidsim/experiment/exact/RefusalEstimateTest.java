package org.ioasidsim.experiment.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Files;
import java.nio.file.Path;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fleet takes the estimate of one number of VMs for another: its answers would be wrong if that forgot what depends on the number. */
class RefusalEstimateTest {
    private static final String SCENARIO = """
            scenario: estimate
            question: How many are refused?
            host: {preset: x86-vtd-20bit, pasid_bits: 6, devices: {dsa: {}}}
            cgroups: {/vms: {}}
            tenants:
              vms:
                cgroup: /vms
                kind: vm
                instances: 2
                processes: {arrivals: {poisson: 3/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
              others:
                cgroup: /vms
                kind: vm
                vm_quota: 5
                instances: 2
                processes: {arrivals: {poisson: 1/s}, lifetime: {exponential: {mean: 2s}}, devices: [dsa]}
            run: {duration: 300s, replications: 4, seed: 3}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenants.vms.vm_quota=max",
                "tenants.vms.vm_quota=4",
                "host.guest_ids=none",
                "tenants.vms.processes.arrivals={profile: {mean: 3/s, period: 100s, shape: [1, 2]}}"
            })
    void anotherNumberOfVmsIsAsIfRead(String change, @TempDir Path directory) throws Exception {
        RefusalEstimate ofTwo =
                RefusalEstimate.of(scenario(directory, change, 2)).orElseThrow();
        for (int count : new int[] {1, 9, 40}) {
            RefusalEstimate read =
                    RefusalEstimate.of(scenario(directory, change, count)).orElseThrow();
            RefusalEstimate derived = ofTwo.withVms("vms", count);
            assertThat(derived.refused("vms")).isEqualTo(read.refused("vms"));
            assertThat(derived.refused("others")).isEqualTo(read.refused("others"));
            assertThat(derived.load()).isEqualTo(read.load());
            assertThat(derived.isExact()).isEqualTo(read.isExact());
        }
    }

    /**
     * A load that varies is looked at in many moments. A border is sought among many numbers of VMs: where it lies is known from few moments, and each is
     * looked at once.
     */
    @Test
    void aBorderIsSoughtInFewMoments(@TempDir Path directory) throws Exception {
        String varies = "tenants.vms.processes.arrivals={profile: {mean: 3/s, period: 100s, shape: [1, 2]}}";
        RefusalEstimate estimate =
                RefusalEstimate.of(scenario(directory, varies, 2)).orElseThrow();
        int before = estimate.moments();
        RefusalEstimate rough = estimate.rough();
        double aboutOfTen = rough.withVms("vms", 10).refused("vms").share();
        int few = estimate.moments() - before;
        double aboutOfTwelve = rough.withVms("vms", 12).refused("vms").share();
        assertThat(estimate.moments() - before).as("of another number").isEqualTo(few);
        double ofTen = estimate.withVms("vms", 10).refused("vms").share();
        int many = estimate.moments() - before;
        double ofTwelve = estimate.withVms("vms", 12).refused("vms").share();
        assertThat(many).isGreaterThan(10 * few);
        assertThat(estimate.moments() - before).as("of another number").isEqualTo(many);
        assertThat(aboutOfTen).isCloseTo(ofTen, withinPercentage(5));
        assertThat(aboutOfTwelve).isCloseTo(ofTwelve, withinPercentage(5));
    }

    private static Scenario scenario(Path directory, String change, int count) throws Exception {
        Path path = Files.writeString(directory.resolve("estimate.yaml"), SCENARIO);
        return new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names())
                .read(path, Overrides.NONE.set(change).set("tenants.vms.instances=" + count))
                .variants()
                .get(0)
                .scenario();
    }
}
