package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A command that the documentation shows must be one that the program takes, and a link must lead somewhere. What answers at once is run here;
 * {@code src/test/sh/docs.sh} runs the rest on the built program.
 */
class DocsTest {
    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final String PROGRAM = "./ioasid-sim ";
    private static final Set<String> QUICK = Set.of(
            "help", "completion", "init", "validate", "show", "schema", "presets", "metrics", "policies", "analytic");

    @TempDir
    private Path directory = Path.of("");

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(120);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFile(Path page) throws IOException {
        for (String link : LINK.matcher(Files.readString(page))
                .results()
                .map(found -> found.group(1))
                .toList()) {
            assertThat(page.resolveSibling(link)).as(link + " in " + page).exists();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandIsTaken(Path page) throws IOException {
        for (String line : commands(page)) {
            String[] words = words(line);
            var parsed = Main.commandLine(
                            Cli.console(
                                    new ByteArrayInputStream(new byte[0]),
                                    new ByteArrayOutputStream(),
                                    new ByteArrayOutputStream()),
                            words)
                    .parseArgs(words);
            assertThat(parsed.errors()).as(line).isEmpty();
            for (String word : words) {
                if (word.startsWith("scenarios/") && !word.contains("*")) {
                    assertThat(Path.of(word)).as(line).exists();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatAnswersAtOnceIsAnswered(Path page) throws IOException {
        for (String line : commands(page)) {
            String[] words = words(line);
            if (QUICK.contains(words[0]) && !line.matches(".*\\b(FILE|NAME|DIR|COMMAND|MODEL)\\b.*")) {
                String[] here = Stream.of(words).map(this::here).toArray(String[]::new);
                Cli cli = Cli.run(here);
                assertThat(cli.status()).as(line + "\n" + cli.err()).isZero();
            }
        }
    }

    /** Returns a word so that a file that the page makes lies in the test's directory. */
    private String here(String word) {
        boolean isMade = word.startsWith("my-") && !word.startsWith("my-scenario");
        return isMade ? directory.resolve(word).toString() : word;
    }

    private static List<String> commands(Path page) throws IOException {
        return SHELL.matcher(Files.readString(page))
                .results()
                .flatMap(block -> block.group(1).lines())
                .filter(line -> line.startsWith(PROGRAM))
                .map(line -> line.substring(PROGRAM.length()).replaceFirst("\\s+[#>|].*$", ""))
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static String[] words(String line) {
        Matcher matcher = WORD.matcher(line);
        return matcher.results().map(DocsTest::unquoted).toArray(String[]::new);
    }

    private static String unquoted(MatchResult word) {
        for (int i = 1; i < 3; i++) {
            if (word.group(i) != null) {
                return word.group(i);
            }
        }
        return word.group(3);
    }

    @Test
    void thePageOfKeysHasWhatTheReaderKnows() throws IOException {
        Path page = Path.of("docs/scenarios.md");
        String marker = "<!-- keys -->\n\n";
        String written = Files.readString(page);
        assertThat(written).contains(marker); // or what stands above the keys would be lost
        String above = written.substring(0, written.indexOf(marker) + marker.length());
        String actual = above + Cli.run("schema", "--format", "markdown").out();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(page, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(page));
    }
}
