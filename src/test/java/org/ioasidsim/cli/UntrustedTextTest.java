package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.file.SafeText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, questions and files of others must reach terminals and files without what moves, hides or forges text. */
class UntrustedTextTest {
    private static final String ATTACK = "\u202egnp.\u2066 \u2028b.yaml:1:1: forged \ufeff";
    private static final String SCENARIO = """
            scenario: attacked
            question: "Who wrote ATTACK?"
            host: {preset: arm64-8bit, devices: {dma: {}}}
            cgroups: {/web: {}}
            tenants:
              web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {poisson: 20/s}, lifetime: 1s, devices: [dma]}}
            run: {duration: 1s, replications: 2}
            variants: {one: {}, two: {/web/pids.max: 9}}
            """.replace("ATTACK", ATTACK);

    @TempDir
    Path directory = Path.of("");

    private String file(String name) throws IOException {
        return Files.writeString(directory.resolve(name), SCENARIO).toString();
    }

    private String out() {
        return directory.resolve("out").toString();
    }

    private static void assertSafe(String text) {
        assertThat(text).isEqualTo(SafeText.block(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "csv", "markdown", "lkml"})
    void noFormatOfResultsPassesThemOn(String format) throws IOException {
        for (String command : List.of("run", "compare")) {
            Cli cli = Cli.run(command, file("s.yaml"), "--format", format, "--no-charts", "--out", out());
            assertThat(cli.status()).as(cli.err()).isZero();
            assertSafe(cli.out());
            assertSafe(cli.err());
        }
    }

    @Test
    void noFileOfResultsPassesThemOn() throws IOException {
        assertThat(Cli.run("compare", file("s.yaml"), "--out", out()).status()).isZero();
        int found = 0;
        try (Stream<Path> files = Files.walk(Path.of(out()))) {
            for (Path file : files.filter(one -> one.toString().matches(".*[.](csv|txt|json|html|svg|md)"))
                    .toList()) {
                String text = Files.readString(file);
                assertThat(SafeText.block(text)).as(file.toString()).isEqualTo(text);
                found += text.contains("\\u202e") ? 1 : 0;
            }
        }
        assertThat(found).as("files that quote the question").isGreaterThan(2);
    }

    @Test
    void aNameOfAFileIsOneLine() throws IOException {
        String name = "s\nb.yaml:1:1: forged \u001b[2J.yaml";
        Cli valid = Cli.run("validate", file(name));
        assertThat(valid.out())
                .hasLineCount(1)
                .contains("s\\u000ab.yaml:1:1: forged \\u001b[2J.yaml: valid")
                .doesNotContain("\u001b");
        for (String command : List.of("validate", "show", "run", "ops", "import", "sweep", "plan", "fit")) {
            Cli missing = Cli.run(command, directory.resolve("un" + name).toString(), "--out", out());
            assertThat(missing.status()).as(missing.err()).isIn(2, 3);
            assertThat(missing.err()).as(command).hasLineCount(1).doesNotContain("\u001b");
        }
    }

    @Test
    void anOpScriptCannotStartALine() throws IOException {
        Path script = Files.writeString(directory.resolve("s.ops"), "host ids=4\nbind \u001b[2J\u2028x\u202e web\n");
        Cli cli = Cli.run("ops", script.toString());
        assertSafe(cli.out());
        assertSafe(cli.err());
    }

    /** A stack trace keeps its lines and its tabs; what it quotes keeps none. */
    @Test
    void whatIsVerboseIsSafeAsWell() {
        Cli cli = Cli.run(
                "--verbose", "validate", directory.resolve("a\nb\u001bc").toString());
        assertThat(cli.err()).contains("\n\tat ").doesNotContain("\u001b").doesNotContain("\nb");
    }
}
