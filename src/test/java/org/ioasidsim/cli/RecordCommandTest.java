package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands must name what the kernel has, be the same in the help, and what they record must be what imports read. */
class RecordCommandTest {
    @TempDir
    private Path root = Path.of("");

    @Test
    void namesTheEventsThatTheKernelHas() throws IOException {
        assertThat(record())
                .contains("cannot be read here", "perf record -a", "trace-cmd record", "trace_pipe", "bpftrace -q");
        events("task/task_newtask", "sched/sched_process_fork", "sched/sched_process_exec", "sched/sched_process_exit");
        assertThat(record())
                .contains("# this kernel lacks cgroup:cgroup_attach_task: leave them out", "and none of PASIDs")
                .doesNotContain("-e intel_iommu:cache_tag_assign");
        events("cgroup/cgroup_attach_task", "intel_iommu/cache_tag_assign", "intel_iommu/cache_tag_unassign");
        assertThat(record())
                .contains("# this kernel has all events of processes", "-e intel_iommu:cache_tag_unassign")
                .doesNotContain("-e amdgpu:amdgpu_pasid_freed");
    }

    @Test
    void printsTheSameCommandsInTheHelp() {
        assertThat(Cli.run("record", "--help").out())
                .contains("perf script -i perf.data -F comm,pid,tid,cpu,time,event,trace > trace.txt", "sva_bind_ret");
    }

    /** The rows of the script stand in the order of their ends. */
    @Test
    void theTableOfTheScriptBecomesOneSortedByStart() throws IOException {
        String script = Files.readString(Path.of("scenarios", "recording", "lifetimes.bt"));
        assertThat(script).contains("printf(\"start_s,duration_s,class,pid,comm\\n\")");
        Path rows = Files.writeString(root.resolve("rows.csv"), """
                start_s,duration_s,class,pid,comm
                3.000000000,0.500000000,fork->exec,12,"a"
                1.000000000,9.000000000,exec->exit,11,"b, c"
                """);
        Cli cli = Cli.run("import", rows.toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out().lines().skip(1))
                .containsExactly("0,row,1,10,9,,,,,,,exec->exit,", "1,row,3,3.5,0.5,,,,,,,fork->exec,");
        assertThat(cli.err()).contains("the columns pid, comm are not kept");
    }

    private void events(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(root.resolve("sys/kernel/tracing/events").resolve(name));
        }
    }

    private String record() {
        Cli cli = Cli.run("record", "--root", root.toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        return cli.out();
    }
}
