package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.trace.Traces;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** An object for each event would make long runs slow: a run three times as long must allocate next to nothing more. */
@Tag("slow")
@Isolated("others would be measured with it")
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path directory;

    @Test
    void aSteadyRunAllocatesNothingPerEvent() throws IOException {
        double[] warm = run("200s");
        double[] shorter = run("200s");
        double[] longer = run("600s");

        assertThat(warm[1]).isGreaterThan(50_000);
        double bytesPerEvent = (longer[0] - shorter[0]) / (longer[1] - shorter[1]);
        assertThat(bytesPerEvent).isLessThan(0.1);
    }

    /** 60 bytes in the records and the timer of a process, room to grow, and what the collector of the tests rounds up for large arrays. */
    @Test
    void aLiveProcessKeepsFewBytes() throws IOException {
        Path file = directory.resolve("live.yaml");
        Files.writeString(file, """
                scenario: live
                question: What does a live process keep?
                host: {preset: x86-vtd-20bit, devices: {dsa: {}}}
                cgroups: {/web: {}}
                tenants:
                  web:
                    cgroup: /web
                    kind: container
                    instances: 1
                    processes: {arrivals: {poisson: 500000/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
                run: {warm_up: 3s, duration: 1s, replications: 1}
                """);
        var run = new SingleRun(RunScenario.read(file, Overrides.NONE));

        assertThat(run.bytesPerHeldId()).isBetween(50.0, 110.0);
    }

    /** Returns the bytes allocated and the events of one replication. */
    private double[] run(String duration) throws IOException {
        Path file = directory.resolve("steady.yaml");
        Files.writeString(file, """
                scenario: steady
                question: Does it allocate?
                host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
                cgroups: {/web: {}}
                tenants:
                  web:
                    cgroup: /web
                    kind: container
                    instances: 1
                    processes: {arrivals: {poisson: 250/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
                run: {duration: 1s}
                measure: {window: 1h}
                """);
        Scenario scenario = RunScenario.read(file, Overrides.NONE.duration(duration))
                .variants()
                .get(0)
                .scenario();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        ReplicationResult result = Replication.run(scenario, 1, 30, false, new Traces(), () -> false);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        return new double[] {allocated, result.values()[1][Metric.EVENTS.ordinal()]};
    }
}
