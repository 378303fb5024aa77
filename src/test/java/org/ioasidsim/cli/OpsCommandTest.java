package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Index;
import org.ioasidsim.cli.run.OpsPrompt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script that differs from what the kernel answered must not pass, and a bad line must not be run. */
class OpsCommandTest {
    /** A limit of one task below which the second clone is refused. */
    private static final String SCRIPT = """
            host
            mkdir /a
            write /a/pids.max 1
            spawn p /a
            spawn q /a
            """;

    private static final String RESULT = "1: ok\n2: ok\n3: ok\n4: ok\n5: -EAGAIN\n";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void printsAResultForEachOperation() throws IOException {
        assertThat(Cli.run("ops", write("a.ops", SCRIPT))).isEqualTo(new Cli(0, RESULT, ""));
    }

    /** An editor on Windows puts a mark before the text and ends lines in two characters. */
    @Test
    void readsWhatAnyEditorWrites() throws IOException {
        String foreign = "\uFEFF" + SCRIPT.replace("\n", "\r\n");
        assertThat(Cli.run("ops", write("a.ops", foreign))).isEqualTo(new Cli(0, RESULT, ""));
    }

    @Test
    void readsStandardInputWithoutFile() {
        assertThat(Cli.runOn(SCRIPT, "ops")).isEqualTo(new Cli(0, RESULT, ""));
    }

    @Test
    void saysWhichFileSeveralResultsAreOf() throws IOException {
        String one = write("a.ops", SCRIPT);
        String two = write("b.ops", "host\n");
        assertThat(Cli.run("ops", one, two).out()).isEqualTo("# " + one + "\n" + RESULT + "# " + two + "\n1: ok\n");
    }

    @Test
    void tellsAllBadLinesAndRunsNothing() throws IOException {
        String file = write("a.ops", "host\nmkdir a\nspwan p /\n");
        Cli cli = Cli.run("ops", file);
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err().lines()).hasSize(2).allMatch(line -> line.startsWith(file + ":"));
    }

    @Test
    void checkCountsWhatPassesAndWhatFails() throws IOException {
        write("good.ops", SCRIPT);
        write("good.expected", RESULT);
        assertThat(Cli.run("ops", "--check", directory.toString())).isEqualTo(new Cli(0, "1 passed, 0 failed\n", ""));
        write("bad.ops", SCRIPT);
        write("bad.expected", RESULT.replace("-EAGAIN", "ok"));
        assertThat(Cli.run("ops", "--check", directory.toString()))
                .isEqualTo(new Cli(
                        5,
                        "FAIL " + directory.resolve("bad.ops") + ": expected '5: ok', found '5: -EAGAIN'\n"
                                + "1 passed, 1 failed\n",
                        ""));
    }

    @Test
    void checkNeedsSomethingToCheck() {
        assertThat(Cli.run("ops", "--check").status()).isEqualTo(2);
        assertThat(Cli.run("ops", "--check", directory.toString()).status()).isEqualTo(3);
    }

    @Test
    void thePromptAnswersExplainsAndHelps() {
        var bytes = new ByteArrayOutputStream();
        var prompt = new OpsPrompt(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        SCRIPT.lines().forEach(line -> assertThat(prompt.accept(line)).isTrue());
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(RESULT);
        assertThat(prompt.accept("explain")).isTrue();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("/a");
        assertThat(prompt.accept("help")).isTrue();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("spawn P PATH");
        assertThat(prompt.accept("quit")).isFalse();
    }

    @Test
    void thePromptSaysWhatAnOperationDoes() {
        var bytes = new ByteArrayOutputStream();
        var prompt = new OpsPrompt(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertThat(prompt.accept("help bind")).isTrue();
        assertThat(prompt.accept("help bnid")).isTrue();
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().toList())
                .hasSizeGreaterThan(2)
                .satisfies(line -> assertThat(line).startsWith("bind P D ").contains("binds"), Index.atIndex(0))
                .anySatisfy(
                        line -> assertThat(line).startsWith("  checks: no live P or B -ESRCH; device of a VM -EBUSY"))
                .last()
                .asString()
                .isEqualTo("There is no operation bnid (did you mean bind?).");
    }

    @Test
    void listsEveryOperationWithItsSettings() {
        Cli cli = Cli.run("ops", "--list");
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).contains("host [KEY=VALUE...]", "  max-pasids=N", "spawn P PATH", "  capable=on|off");
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80);
    }

    /** What the prompt answers is there for those too who have none. */
    @Test
    void tellsTheChecksOfAnOperationThatIsNamed() {
        Cli listed = Cli.run("ops", "--list", "attach", "bind");
        Cli asked = Cli.runOn("help attach\nhelp bind\n", "ops");

        assertThat(listed.status()).isZero();
        assertThat(listed.out()).contains("attach VM D ID", "checks: kernel before 6.15 -EINVAL", "bind P D");
        assertThat(listed.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(listed.out().replaceAll("\\s+", " "))
                .contains("ioasids -EAGAIN, set or capacity -ENOSPC (of a VM with ioasids=as-posted both -EINVAL");
        assertThat(asked.out()).isEqualTo(listed.out());
    }

    @Test
    void checkFindsAResultTooMany() throws IOException {
        String script = write("long.ops", SCRIPT);
        write("long.expected", RESULT + "6: ok\n");
        assertThat(Cli.run("ops", "--check", script).out())
                .startsWith("FAIL " + script + ": expected '6: ok' after 5 results, found the end of the script\n");
    }

    @CanIgnoreReturnValue
    private String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}
