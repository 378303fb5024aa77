package examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What the documentation shows to programmers must compile against what is public, run, and stand there as it was compiled. */
@Isolated("standard output and locale are of the whole process")
@Tag("slow")
class TenLinesTest {
    /** The scenario's own comment derives the 96.4 %: 20,000 of 20,750 requests. */
    @Test
    void theExampleInTheDocumentationRunsAndSaysWhatItsScenarioDerives() throws Exception {
        String printed = printed();

        assertThat(printed.lines()).hasSize(6);
        assertThat(printed)
                .contains(String.format(Locale.ROOT, "one-limit      queues   %5.1f %%", 100 * 20_000 / 20_750.0));
        assertThat(printed).contains("two-limits     queues   100.0 %");
    }

    @Test
    void theDocumentationRepeatsTheExample() throws Exception {
        String source = Files.readString(Path.of("src/test/java/examples/TenLines.java"));
        String lines =
                source.replaceAll("(?s).*// begin\n(.*?)\n *// end.*", "$1").stripIndent();

        assertThat(lines.lines().count()).isLessThanOrEqualTo(12);
        assertThat(Files.readString(Path.of("docs/library.md"))).contains(lines);
    }

    private static String printed() throws Exception {
        PrintStream before = System.out;
        Locale locale = Locale.getDefault();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Locale.setDefault(Locale.ROOT);
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            TenLines.main(new String[0]);
        } finally {
            System.setOut(before);
            Locale.setDefault(locale);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
