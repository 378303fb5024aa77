package org.ioasidsim.experiment.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.host.HostListener;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioReader;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.state.StateTape;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.Workload;
import org.ioasidsim.workload.WorkloadListener;
import org.ioasidsim.workload.trace.Traces;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A field that a class forgets to keep: what follows a restored state differs from what followed when it was saved. */
@Tag("slow")
class KeptStateTest {
    private static final int EVENTS = 2000;

    /** The first or the last variant of a scenario that ships. */
    record Shipped(String name, Scenario scenario) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Shipped> shipped() throws IOException {
        List<Shipped> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("scenarios"))) {
            for (Path path : files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                List<Shipped> variants = variants(path);
                if (!variants.isEmpty()) {
                    all.add(variants.get(0));
                    all.add(variants.get(variants.size() - 1));
                }
            }
        }
        return all;
    }

    private static List<Shipped> variants(Path path) {
        List<Shipped> variants = new ArrayList<>();
        for (ScenarioFile.Variant variant : file(path).variants()) {
            boolean isTraced = variant.scenario().tenants().stream()
                    .anyMatch(tenant -> tenant.processes().arrivals() instanceof ArrivalsSpec.Trace
                            || tenant.instances().arrivals() instanceof ArrivalsSpec.Trace);
            if (!isTraced && new Run(variant.scenario()).canBeKept()) {
                variants.add(new Shipped(path.getFileName() + " " + variant.name(), variant.scenario()));
            }
        }
        return variants;
    }

    private static ScenarioFile file(Path path) {
        try {
            return new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names()).read(path, Overrides.NONE);
        } catch (Exception e) {
            throw new IllegalStateException(path.toString(), e);
        }
    }

    @Test
    void mostFilesHaveSuchVariants() throws IOException {
        assertThat(shipped()).hasSizeGreaterThan(2 * 18);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void aRestoredStateIsFollowedByTheSame(Shipped shipped) {
        var run = new Run(shipped.scenario());
        run.start();
        var tape = new StateTape();
        run.workload.saveTo(tape);
        long first = run.hashOfNext(EVENTS);
        run.workload.restoreFrom(tape);
        long second = run.hashOfNext(EVENTS);
        assertThat(second).isEqualTo(first);
    }

    /** Two branches of one state go apart, and each is the same when it is taken again. */
    @Test
    void aBranchHasNumbersOfItsOwn() {
        var run = new Run(file(Path.of("scenarios/viommu-long-run.yaml"))
                .variants()
                .get(0)
                .scenario());
        run.start();
        var tape = new StateTape();
        run.workload.saveTo(tape);
        List<Long> hashes = new ArrayList<>();
        for (long branch : new long[] {1, 2, 1}) {
            run.workload.restoreFrom(tape);
            run.workload.branch(branch);
            hashes.add(run.hashOfNext(EVENTS));
        }
        assertThat(hashes.get(0)).isEqualTo(hashes.get(2)).isNotEqualTo(hashes.get(1));
    }

    /** A run that hashes all that its listeners are told. */
    private static final class Run implements WorkloadListener, HostListener {
        private final SimulatedScenario simulated;
        private final Simulation simulation;
        private final Workload workload;
        private final double endSeconds;
        private long hash;
        private int left;

        Run(Scenario scenario) {
            simulated = new SimulatedScenario(scenario, 1, this, new Loop());
            simulation = simulated.simulation();
            workload = simulated.populate(new Traces());
            endSeconds = scenario.run().durationSeconds();
        }

        boolean canBeKept() {
            return simulated.host().canBeKept();
        }

        void start() {
            workload.start();
            var unused = hashOfNext(EVENTS);
        }

        long hashOfNext(int events) {
            hash = 1;
            left = events;
            simulation.runUntil(Math.max(simulation.nowSeconds(), endSeconds));
            hash(simulation.nowSeconds());
            return hash;
        }

        private void hash(double value) {
            hash = (hash ^ Double.doubleToRawLongBits(value)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }

        @Override
        public void heldChanged(int tenant, int delta, boolean ofPool) {
            hash(1000 + 10 * tenant + delta + (ofPool ? 0.5 : 0));
        }

        @Override
        public void asidsChanged(int tenant, int delta) {
            hash(2000 + 10 * tenant + delta);
        }

        @Override
        public void requested(int tenant) {
            hash(tenant);
        }

        @Override
        public void attempted(int tenant, double arrivalSeconds) {
            hash(arrivalSeconds);
        }

        @Override
        public void refused(int tenant, Refusal refusal) {
            hash(refusal.limit().ordinal() + refusal.level().hashCode());
        }

        @Override
        public void granted(int tenant, double arrivalSeconds, double holdSeconds, int attempts) {
            hash(arrivalSeconds + holdSeconds + attempts);
        }

        @Override
        public void grantedAtOnce(int tenant, double holdSeconds) {
            hash(holdSeconds);
        }

        @Override
        public void gaveUp(int tenant, double arrivalSeconds) {
            hash(arrivalSeconds);
        }

        @Override
        public void unmetEnded(int tenant, double arrivalSeconds) {
            hash(arrivalSeconds);
        }

        @Override
        public void openAtEnd(int tenant, double arrivalSeconds, boolean gaveUp) {}

        @Override
        public void advance(double nowSeconds) {
            hash(nowSeconds);
        }

        private final class Loop extends SimulatedScenario.EventLoop {
            @Override
            public void fire(int payload) {
                super.fire(payload);
                left--;
                if (left == 0) {
                    simulation.pause();
                }
            }
        }
    }
}
