package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.scenario.Overrides;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded rows drive the kernel: instances made by rows, and rows that are instances, followed by hand. */
class TraceTenantsTest {
    @TempDir
    Path directory;

    private ExperimentResult run(String rows, String children, String tenant) throws IOException {
        Files.writeString(directory.resolve("t.csv"), rows);
        Path file = Files.writeString(
                directory.resolve("s.yaml"),
                """
                scenario: recorded
                question: Do recorded rows drive the kernel?
                host: {preset: x86-vtd-20bit, max_pasids: 5, devices: {dsa: {}}}
                cgroups: {/jobs: {}CHILDREN}
                controls: {misc_pasid: on}
                tenants:
                  jobs:
                """.replace("CHILDREN", children) + tenant.indent(4) + "run: {duration: 20s, replications: 1}\n");
        return Experiment.of(RunScenario.read(file, Overrides.NONE)).jobs(1).run();
    }

    private static void check(ExperimentResult result, Metric metric, double expected) {
        assertThat(RunScenario.row(result, "base", "jobs", metric).mean())
                .as(metric.word())
                .isCloseTo(expected, within(1e-9));
    }

    /** Each value of the column gets a cgroup that may hold one id; the second row of a is refused, that of b comes after the first. */
    @Test
    void eachValueOfTheInstanceColumnGetsACgroupOfItsOwn() throws IOException {
        ExperimentResult result = run(
                "start_s,duration_s,who\n0,8,a\n1,10,a\n2,4,b\n7,2,b\n",
                ", \"/jobs/{instance}\": {misc.max: pasid 1}",
                """
                cgroup: /jobs/{instance}
                kind: container
                instances: 0
                processes: {arrivals: {trace: {file: t.csv, instance: who}}, devices: [dsa]}
                """);

        check(result, Metric.REQUESTS, 4);
        check(result, Metric.GRANTS, 3);
        check(result, Metric.HELD_MEAN, (8 + 4 + 2) / 20.0);
        check(result, Metric.HELD_PEAK, 2);
    }

    /** VMs that live from 0 to 5 and from 4 to 10, each with one process that lives as long as its VM. */
    @Test
    void rowsCanBeTheInstances() throws IOException {
        ExperimentResult result = run("start_s,duration_s\n0,5\n4,6\n", "", """
                cgroup: /jobs
                kind: container
                instances: {arrivals: {trace: {file: t.csv}}}
                processes: {initial: 1, lifetime: forever, devices: [dsa]}
                """);

        check(result, Metric.REQUESTS, 2);
        check(result, Metric.GRANTS, 2);
        check(result, Metric.HELD_MEAN, (5 + 6) / 20.0);
        check(result, Metric.HELD_PEAK, 2);
    }
}
