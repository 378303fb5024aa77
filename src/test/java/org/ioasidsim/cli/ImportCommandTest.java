package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace must become the lifetimes that its events say, and a damaged one an error with a line and no file. */
class ImportCommandTest {
    private static final String HEADER =
            "id,kind,start_s,end_s,duration_s,tenant,user,host,cpus,mem_gib,accel,class," + "censored,pid,comm\n";

    /** A shell (10) forks 11, which execs at 2.5 and exits at 4; the shell forks 12, which vforks 13 and is still there. */
    private static final String FTRACE = """
            # tracer: nop
                a-b (c)-10    [000] .....     1.000000: task_newtask: pid=11 comm=sh clone_flags=1200000 oom_score_adj=0
                a-b (c)-10    [000] .....     1.000010: sched_process_fork: comm=sh pid=10 child_comm=sh child_pid=11
                     sh-11    [001] d..1.     2.000000: cgroup_attach_task: dst_root=1 dst_id=8 dst_level=1 dst_path=/x pid=11 comm=sh
                   true-11    [001] .....     2.500000: sched_process_exec: filename=/bin/true pid=11 old_pid=11
                a-b (c)-10    [000] .....     3.000000: task_newtask: pid=12 comm=sh clone_flags=1200000 oom_score_adj=0
                     sh-12    [000] .....     3.500000: task_newtask: pid=13 comm=sh clone_flags=4100 oom_score_adj=0
                     sh-13    [000] .....     3.600000: sched_process_exit: comm=sh pid=13 prio=120 group_dead=true
            CPU:1 [LOST 7 EVENTS]
                   true-11    [001] .....     4.000000: sched_process_exit: comm=true pid=11 prio=120 group_dead=true
            """;

    @TempDir
    Path directory = Path.of("");

    @Test
    void endsAddressSpacesAtExecAndAtTheLastExitAndLeavesTheRestOpen() throws IOException {
        Cli cli = importing(FTRACE.getBytes(StandardCharsets.UTF_8));
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(Files.readString(csv()))
                .isEqualTo(HEADER
                        + "0,mm,0,1.5,1.5,/x,,,,,,fork->exec,,11,sh\n"
                        + "1,mm,1.5,3,1.5,/x,,,,,,exec->exit,,11,true\n"
                        + "2,mm,2,3,1,,,,,,,fork->open,R,12,sh\n");
        assertThat(cli.err()).contains("7 events were lost").contains("1 task that began before");
    }

    @Test
    void readsGzipWhateverItsName() throws IOException {
        assertThat(importing(FTRACE.getBytes(StandardCharsets.UTF_8)).status()).isZero();
        String plain = Files.readString(csv());
        Files.delete(csv());
        assertThat(importing(compressed(FTRACE)).status()).isZero();
        assertThat(Files.readString(csv())).isEqualTo(plain);
    }

    @Test
    void writesNothingButTheTableToStandardOutput() throws IOException {
        Path file = Files.writeString(directory.resolve("trace"), FTRACE);
        Cli plain = Cli.run("import", file.toString());
        assertThat(plain.out()).startsWith(HEADER);
        assertThat(Cli.run("import", file.toString(), "-o", "-")).isEqualTo(plain);
        assertThat(Cli.run("import", file.toString(), "-o", "/dev/stdout")).isEqualTo(plain);
    }

    @Test
    void saysWhereAGzipFileIsCutOffAndWritesNothing() throws IOException {
        byte[] bytes = compressed(FTRACE);
        refuses(Arrays.copyOf(bytes, bytes.length - 20), "cut off");
    }

    @Test
    void refusesWhatIsNoTraceOrRunsBackOrHasNoEndOfLine() throws IOException {
        refuses(new byte[] {'P', 'E', 0, 1}, ":1: expected text, found a zero byte");
        refuses("id,kind\n1,mm\n".getBytes(StandardCharsets.UTF_8), ":2: expected kernel trace text");
        refuses("x".repeat(100_000).getBytes(StandardCharsets.UTF_8), ":1: expected lines of at most 65536 bytes");
        String late = " sh-1 [000] ..... 0.5: sched_process_exit: comm=sh pid=1 prio=120\n";
        refuses((FTRACE + late).getBytes(StandardCharsets.UTF_8), ":11: expected times that run back by at most 1 s");
    }

    private void refuses(byte[] trace, String problem) throws IOException {
        Cli cli = importing(trace);
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).contains(problem).hasLineCount(1);
        assertThat(csv()).doesNotExist();
    }

    private Cli importing(byte[] trace) throws IOException {
        Path file = Files.write(directory.resolve("trace"), trace);
        return Cli.run("import", file.toString(), "-o", csv().toString());
    }

    private Path csv() {
        return directory.resolve("out.csv");
    }

    private static byte[] compressed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
