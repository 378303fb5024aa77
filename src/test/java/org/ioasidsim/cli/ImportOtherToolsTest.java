package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever brings the output of another tool must hear which it is and what would do; what has starts and ends is read. */
class ImportOtherToolsTest {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PCOMM            PID    PPID   RET ARGS | execsnoop without times: record with execsnoop -T",
                "PCOMM            PID    PPID   TID    AGE(s)  EXIT_CODE | exitsnoop without times",
                "[pid  4242] clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID) = 4243 | strace",
                "4242 12:00:01.5 execve(\"/bin/ls\", [\"ls\"], 0x7ffd /* 20 vars */) = 0 | strace",
                "[11:22:33.444555666] (+0.000000100) box sched_process_fork: { cpu_id = 1 }, { parent_tid = 5 } | LTTng",
                "bash 4242 [001] 101.100000:     250000 cycles:P:  ffffffff81012345 do_syscall_64+0x5 | perf script of samples",
                "bash 4242/4242 [001] 101.100000:  1 cpu-clock: | perf script of samples",
                "apiVersion: v1 | a Kubernetes object in YAML",
                "Attaching 3 probes... | bpftrace's output",
                "[   12.345678] usb 1-1: new device | a kernel log",
                "USER         PID %CPU %MEM    VSZ | a list of processes at one instant",
                "<!DOCTYPE html> | a web page",
                "see [the docs](docs/a.md), [the code](src), and more | a text for people",
                "Who holds an id, and for how long, and why, is told below | a text for people",
                "name,begun,ended | a table of no data set known",
                "name;begun;ended | a table of no data set known",
                "{\"action\": \"start\", \"time\": 17} | JSON lines of no data set known",
                "1 0 5 100 4 -1 -1 4 -1 -1 1 1 1 1 1 1 -1 | a log of fewer than the 18 fields",
                "Tracing exec()s. Ctrl-C to end. | execsnoop of perf-tools",
                "     0.000 ( 0.010 ms): bash/1234 clone(clone_flags: CHILD_CLEARTID) = 1235 | perf trace",
                "   time    cpu  task name                       wait time  sch delay   run time | perf sched",
                "Time     Event     PID Info   Duration Process | forkstat",
                "type=SYSCALL msg=audit(1700000000.123:456): arch=c000003e syscall=59 | an audit log",
                "ls                     root     pts/0      0.00 secs Sat Nov 28 12:00 | lastcomm of process accounting",
            })
    void namesTheToolThatATextComesFrom(String line, String told) throws IOException {
        Path file = file(line + "\n" + line + "\n");
        Cli cli = Cli.run("import", file.toString());
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err())
                .startsWith(file + ":")
                .contains("expected kernel trace text", "found " + told)
                .hasLineCount(1);
    }

    @Test
    void namesATableWithBars() throws IOException {
        assertThat(Cli.run("import", file("JobID|Start|End\n1|2|3\n").toString())
                        .err())
                .contains("found a table of no data set known");
    }

    /** The arguments of the first exec have a line break, and the tool was too slow once. */
    @Test
    void leavesLinesOfArgumentsAndOfLossesAside() throws IOException {
        Cli cli = Cli.run("import", file("""
                        TIME     PCOMM            PID    PPID  RET ARGS
                        12:00:00 sh               100    1     0   /bin/sh -c "a
                        3 b"
                        Possibly lost 7 samples
                        12:00:02 ls               100    1     0   /bin/ls
                        """).toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out().lines().skip(1).map(line -> line.split(",", -1)[4] + " " + line.split(",", -1)[11]))
                .containsExactly("2 sh", "0 ls");
        assertThat(cli.err())
                .contains("1 lines of arguments that have line breaks: left out", "1 times that samples were lost");
    }

    /** 13:00:10 less 4 s is 13:00:06; the thread 71 is no process, and the day goes on past midnight. */
    @Test
    void readsExitsnoopWithTimes() throws IOException {
        Cli cli = Cli.run("import", file("""
                TIME-UTC     PCOMM            PID    PPID   TID    AGE(s)  EXIT_CODE
                23:59:50.000 my tool          70     1      70     4.00    0
                23:59:50.000 my tool          70     1      71     2.00    0
                00:00:10.500 sh               80     1      80     1.50    code 65
                """).toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out().lines().skip(1).map(line -> line.replaceAll(",+", ",")))
                .containsExactly("0,process,0,4,4,my tool,", "1,process,23,24.5,1.5,sh,");
        assertThat(cli.err()).contains("1 exits of threads other than the first: left out", "all times are moved");
    }

    /** The exec of the same process ends the program before; -2 is ENOENT, an exec that failed. */
    @ParameterizedTest
    @CsvSource({"'TIME     TIME(s) ', '14:08:2%d 2%d.5 '", "'TIME     ', '14:08:2%d '"})
    void readsExecsnoopWithTimes(String columns, String times) throws IOException {
        Cli cli = Cli.run(
                "import",
                file(columns + "PCOMM            PID    PPID  RET ARGS\n"
                                + times.replace("%d", "0") + "sh  70 1 0 /bin/sh -c x\n"
                                + times.replace("%d", "1") + "no  70 1 -2 /bin/no\n"
                                + times.replace("%d", "3") + "ls  70 1 0 /bin/ls -l\n"
                                + times.replace("%d", "4") + "w   71 1 0 /bin/w\n")
                        .toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out().lines().skip(1).map(line -> line.split(",", -1)[4] + " " + line.split(",", -1)[11]))
                .containsExactly("3 sh", "1 ls", "0 w");
        assertThat(cli.err()).contains("1 execs that failed: left out", "is open (R)", "2 had not ended (R)");
    }

    /** With or without the tool on this machine a file that only begins like a recording is refused with the command that reads one. */
    @ParameterizedTest
    @CsvSource({
        "PERFILE2, perf script -F comm",
        "'\u0017\u0008Dtracing', trace-cmd report -t -i",
        "PAR1, found Parquet: write it as CSV"
    })
    void namesTheCommandThatMakesTextOfABinaryRecording(String beginning, String command) throws IOException {
        byte[] bytes = (beginning + "\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(directory.resolve("recording"), bytes);
        Cli cli = Cli.run("import", file.toString());
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).startsWith(file + ": expected ").contains(command).hasLineCount(1);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("text"), text);
    }
}
