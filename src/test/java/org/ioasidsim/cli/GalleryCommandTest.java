package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index page must lead to what is there, and the results that ship must be what a run gives now. */
@Tag("slow")
class GalleryCommandTest {
    private static final String SCENARIO = """
            scenario: tiny
            question: Are < and & and "quotes" told apart?
            host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {at: [1s, 2s]}, lifetime: 1s, devices: [dsa]}
            run: {duration: 5s, replications: 2, seed: 1}
            """;

    /** The quickest of those that ship. */
    private static final List<String> QUICK = List.of("cgroup-limit-with-backoff", "nested-guests", "device-hot-reset");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void writesAPageWhoseLinksAndPicturesAreThere() throws IOException {
        Cli cli = gallery("text");

        assertThat(cli.status()).isZero();
        assertThat(cli.out()).isEqualTo("""
                tiny
                  Are < and & and "quotes" told apart?
                    Not shown to be good. web gets 100 % (47.3 % to 100 %) of its ids at once.
                """);
        String page = Files.readString(out().resolve("index.html"));
        assertThat(page)
                .contains("<h2 class=\"question\">Are &lt; and &amp; and \"quotes\" told apart?</h2>")
                .contains("alt=\"tiny. First-try success")
                .contains("<h3>base</h3>")
                .doesNotContain(directory.toString(), "http:", "https:", "src=\"/");
        assertThat(links(page))
                .contains("tiny/summary.txt", "tiny/summary.csv", "tiny/refusals.csv")
                .contains("tiny/charts/verdict.svg")
                .allSatisfy(link -> assertThat(out().resolve(link)).isNotEmptyFile());
    }

    @Test
    void showsWhatRunWroteToo() throws IOException {
        Cli run = Cli.run("run", file().toString(), "--out", out().toString(), "--no-charts", "--quiet");
        assertThat(run.status()).isZero();

        Cli cli = Cli.run("gallery", "--out", out().toString(), "--format", "markdown", "--quiet");

        assertThat(cli.out())
                .startsWith(
                        "## tiny\n\n**Are < and & and \"quotes\" told apart?**\n\n- Not shown to be good. web gets 100 %");
        assertThat(Files.readString(out().resolve("index.html")))
                .contains("<a href=\"tiny/run/report.html\">report</a>")
                .contains("No picture: the results were written without charts.");
    }

    @Test
    void printsOneDocumentAndOneTable() throws IOException {
        var json = JsonParser.parseString(gallery("json").out())
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
        assertThat(json.get("picture").getAsString()).isEqualTo("tiny/charts/verdict.svg");
        assertThat(json.getAsJsonObject("answer")
                        .getAsJsonArray("variants")
                        .get(0)
                        .getAsJsonObject())
                .satisfies(variant -> assertThat(
                                variant.getAsJsonArray("sentences").get(2).getAsString())
                        .isEqualTo("No request is refused."));

        assertThat(gallery("csv").out())
                .isEqualTo(
                        "directory,question,answer\ntiny,\"Are < and & and \"\"quotes\"\" told apart?\",Not shown to be good. web gets 100 %"
                                + " (47.3 % to 100 %) of its ids at once.\n");
    }

    @Test
    void saysWhatToDoWhereThereIsNothingToShow() throws IOException {
        Cli empty = Cli.run("gallery", "--out", out().toString());
        assertThat(empty.status()).isEqualTo(3);
        assertThat(empty.out()).isEmpty();
        assertThat(empty.err().lines())
                .containsExactly(out() + ": expected results with an answer.json, found none: run a"
                        + " scenario first, such as ./ioasid-sim run scenarios/noisy-neighbour-arm64.yaml");

        Files.createDirectories(out().resolve("tiny"));
        Files.writeString(out().resolve("tiny/answer.json"), "{}");
        Cli broken = Cli.run("gallery", "--out", out().toString());
        assertThat(broken.status()).isEqualTo(3);
        assertThat(broken.err().lines())
                .containsExactly(out().resolve("tiny/answer.json")
                        + ": expected the answer that `ioasid-sim run` writes, found something else: run the scenario"
                        + " again, or delete the file");
    }

    /** Charts are left out of the comparison: text widths hang on the fonts of the machine. */
    @Test
    void givesTheBytesThatShip() throws IOException {
        List<String> words = new ArrayList<>(List.of("gallery", "--out", out().toString(), "--quiet"));
        QUICK.forEach(name -> words.add("scenarios/" + name + ".yaml"));

        assertThat(Cli.run(words.toArray(String[]::new)).status()).isZero();

        for (String name : QUICK) {
            assertThat(texts(out().resolve(name)))
                    .hasSize(5)
                    .isEqualTo(texts(Path.of("results/shipped").resolve(name)));
        }
    }

    private static Map<String, String> texts(Path results) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(results)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    private static List<String> links(String page) {
        Matcher matcher = Pattern.compile("(?:href|src)=\"([^#\"]+)\"").matcher(page);
        return matcher.results().map(match -> match.group(1)).toList();
    }

    private Cli gallery(String format) throws IOException {
        return Cli.run("gallery", file().toString(), "--out", out().toString(), "--format", format, "--quiet");
    }

    private Path file() throws IOException {
        return Files.writeString(directory.resolve("tiny.yaml"), SCENARIO);
    }

    private Path out() {
        return directory.resolve("out");
    }
}
