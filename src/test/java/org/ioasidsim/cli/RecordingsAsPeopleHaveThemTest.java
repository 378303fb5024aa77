package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What terminals, spreadsheets and options of the tools do to a recording must not lose its rows, or be told. */
class RecordingsAsPeopleHaveThemTest {
    /** A shell forks a child at 10 s, which executes ls at 10.25 s and exits at 11 s. */
    private static final String REPORT = """
            cpus=2
                          sh-70 [001]    10.000000: task_newtask:         pid=71 comm=sh clone_flags=1200000 oom_score_adj=0
                          sh-70 [001]    10.000000: sched_process_fork:   comm=sh pid=70 child_comm=sh child_pid=71
                          ls-71 [000]    10.250000: sched_process_exec:   filename=/bin/ls pid=71 old_pid=71
                          ls-71 [000]    11.000000: sched_process_exit:   comm=ls pid=71 prio=120 group_dead=true
            """;

    @TempDir
    private Path directory = Path.of("");

    private Path file(String text, Charset charset) throws IOException {
        return Files.write(directory.resolve("recording.txt"), text.getBytes(charset));
    }

    private Cli imported(String text) throws IOException {
        return Cli.run("import", file(text, StandardCharsets.UTF_8).toString());
    }

    private static String lifetimes(Cli cli) {
        return cli.out()
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> cells[2] + "+" + cells[4] + " " + cells[11])
                .collect(Collectors.joining(", "));
    }

    @Test
    void theRecordingItself() throws IOException {
        assertThat(lifetimes(imported(REPORT))).isEqualTo("0+0.25 fork->exec, 0.25+0.75 exec->exit");
    }

    /** trace-cmd 3.1.6: the processor and five flags in place of {@code [001]}. */
    @Test
    void theLatencyFormatOfTraceCmd() throws IOException {
        String latency = REPORT.replace("[001]   ", "1.....").replace("[000]   ", "0dN.2.");
        assertThat(lifetimes(imported(latency))).isEqualTo(lifetimes(imported(REPORT)));
    }

    /** trace-cmd 3.1.6: microseconds since the line before, which the first has none of. */
    @Test
    void theDifferencesOfTraceCmdBesideItsTimes() throws IOException {
        String differences = REPORT.replace("10.000000: sched", "10.000000: (+0)     sched")
                .replace("10.250000:", "10.250000: (+250000)")
                .replace("11.000000:", "11.000000: (+750000)");
        Cli cli = imported(differences);
        assertThat(lifetimes(cli)).isEqualTo(lifetimes(imported(REPORT)));
        assertThat(cli.err()).contains("0 unrecognised");
    }

    @Test
    void theColoursOfATerminal() throws IOException {
        Cli cli = imported(REPORT.replace("sched_process", "\u001b[01;31m\u001b[Ksched_process\u001b[m\u001b[K"));
        assertThat(lifetimes(cli)).isEqualTo(lifetimes(imported(REPORT)));
        assertThat(cli.err()).contains("0 unrecognised");
    }

    /** Each event 0.1 ms after the one before, as a difference: none is a time. */
    @Test
    void refusesTimesThatCountFromTheEventBefore() throws IOException {
        String line = "ls 7%d [001] 0.%06d: sched:sched_process_exit: comm=ls pid=7%d prio=120\n";
        String text = "";
        for (int i = 0; i < 10; i++) {
            text += line.formatted(i, i == 0 ? 0 : 100 + 10 * (i % 2), i);
        }
        Cli cli = imported(text);
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err())
                .contains("expected the time of each event, found times of which")
                .contains("perf script --deltatime");
    }

    /** Buffers of two processors, one after the other, may run back as often: their clocks do not begin at 0. */
    @Test
    void takesTheBuffersOfTwoProcessorsOneAfterTheOther() throws IOException {
        String line = "            ls-7%d [00%d] ..... 5.%06d: sched_process_exit: comm=ls pid=7%d prio=120\n";
        String text = "";
        for (int i = 0; i < 10; i++) {
            text += line.formatted(i, i / 5, 1000 * (i % 5) + i, i);
        }
        assertThat(imported(text).err()).contains("4 events stood after a later one; sorted by time");
    }

    @ParameterizedTest
    @CsvSource({
        "'\3757zXZ\0\0', xz: make text of it with 'xz -d'",
        "'(\265/\375\4\0', zstd: make text of it with 'zstd -d'",
        "BZh91AY, bzip2: make text of it with 'bunzip2'",
        "'PK\u0003\u0004\u0014\0', a zip archive: make text of it with 'unzip'",
    })
    void saysHowToUnpack(String beginning, String told) throws IOException {
        Path file = file(beginning, StandardCharsets.ISO_8859_1);
        Cli imported = Cli.run("import", file.toString());
        assertThat(imported.status()).isEqualTo(3);
        assertThat(imported.err())
                .contains("expected text, or text in gzip, found " + told)
                .hasLineCount(1);

        Cli fitted = Cli.run("fit", file.toString(), "--column", "s", "--no-charts");
        assertThat(fitted.status()).isEqualTo(3);
        assertThat(fitted.err()).contains("expected text, or text in gzip, found " + told);
    }

    @Test
    void saysHowToMakeUtf8OfUtf16() throws IOException {
        Cli cli = Cli.run("import", file(REPORT, StandardCharsets.UTF_16).toString());
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).contains("found UTF-16: make text of it with 'iconv -f UTF-16 -t UTF-8'");
    }

    private Cli fitted(String table) throws IOException {
        Path file = file(table, StandardCharsets.UTF_8);
        return Cli.run("fit", file.toString(), "--column", "duration_s", "--no-charts", "--out", directory.toString());
    }

    /** 1.5, 2.5 and 4 mean 8/3: the exponential law says so, however the table is laid out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "start_s,duration_s\n1,1.5\n2,2.5\n3,4\n",
                "start_s;duration_s\n1;1.5\n2;2.5\n3;4\n",
                "start_s|duration_s\n1|1.5\n2|2.5\n3|4\n",
                "start_s\tduration_s\n1\t1.5\n2\t2.5\n3\t4\n",
                "start_s, duration_s\n1, 1.5\n2, 2.5\n3, 4\n",
                "\ufeffstart_s,duration_s\r\n1,1.5\r\n2,2.5\r\n3,4\r\n",
                "\"start_s\",\"duration_s\"\n\"1\",\"1.5\"\n\"2\",\"2.5\"\n\"3\",\"4\"\n\n",
                "{\"duration_s\": 1.5}\n{\"duration_s\": \"2.5\"}\n{\"duration_s\": 4, \"x\": null}\n",
            })
    void readsATableHoweverItIsLaidOut(String table) throws IOException {
        Cli cli = fitted(table);
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out()).contains("{exponential: {mean: 2.66667s}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "start_s;duration_s/1;1,5/2;2,5|recording.txt:2:1: duration_s: expected a number of at least 0, found 1,5: write a decimal comma as a point",
                "[/{\"duration_s\": 1.5},/{\"duration_s\": 2}/]|line 1: expected a JSON object in each line, found something else: 'jq -c .[]' makes lines of an array",
                "[{\"duration_s\": 1.5}, {\"duration_s\": 2}]|line 1: expected a JSON object in each line, found something else: 'jq -c .[]' makes lines of an array",
                "{/ \"duration_s\": 1.5/}|line 1: expected a JSON object in each line, found something else",
                "start_s,Duration_s/1,2|expected the column duration_s in recording.txt, found start_s, Duration_s (did you mean Duration_s?)",
            })
    void tellsWhatATableHasInstead(String table, String told) throws IOException {
        Cli cli = fitted(table.replace('/', '\n') + "\n");
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).contains(told);
    }
}
