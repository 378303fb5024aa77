package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fit must paste into a scenario as it is printed, and data that cannot be fitted must be told with its line. */
class FitCommandTest {
    private static final String SCENARIO = """
            scenario: pasted
            question: Is the fit read?
            host: {preset: arm64-8bit, devices: {acc: {}}}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 1/s}, lifetime: FIT, devices: [acc]}
            run: {duration: 1s, replications: 1}
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyFitPastesIntoAScenario() throws IOException {
        Cli cli = fit("times.csv", times(), "--format", "csv");
        assertThat(cli.status()).as(cli.err()).isZero();
        String[] heads = cli.out().lines().findFirst().orElseThrow().split(",", -1);
        assertThat(heads).endsWith("distribution");
        assertThat(cli.out().lines().skip(1).toList()).hasSize(5).allSatisfy(row -> {
            String distribution = row.substring(row.indexOf('{'), row.lastIndexOf('}') + 1);
            Path scenario = directory.resolve("pasted.yaml");
            Files.writeString(scenario, SCENARIO.replace("FIT", distribution));
            assertThat(Cli.run("validate", scenario.toString()).err()).as(row).isEmpty();
        });
    }

    @Test
    void saysHowManyTimesWereCutOffAndFitsATerminal() throws IOException {
        Cli cli = fit("times.csv", times());
        assertThat(cli.out())
                .startsWith("Best, as a scenario writes it: {exponential: {mean: ")
                .contains("\n\ntimes.csv, duration_s: 500 times, none of them cut off\n");
        assertThat(cli.out().lines().filter(line -> !line.contains("{")))
                .allMatch(line -> line.codePointCount(0, line.length()) <= 80);
    }

    /** 500 exponential times with a mean of 2 s, by inversion. */
    private static String times() {
        var random = new SplittableRandom(3);
        var text = new StringBuilder("start_s,duration_s\n");
        for (int i = 0; i < 500; i++) {
            text.append(i)
                    .append(',')
                    .append(-2 * Math.log(1 - random.nextDouble()))
                    .append('\n');
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'duration,x\n1,2\n'       | expected the column duration_s
            'duration_s\n1\n0\n'      | :3:
            'duration_s\n1\n2\nx\n'   | :4:
            'duration_s\n1\n1e308\n' | :3:1: duration_s: expected a time from 1e-12 to 1e15 seconds, found 1e308
            'duration_s\n1e-300\n1\n' | :2:1: duration_s: expected a time from 1e-12 to 1e15 seconds, found 1e-300
            'duration_s\n1\n-2\n'     | :3:
            'duration_s\n'            | expected rows with numbers
            'duration_s\n1\nNUL\n'    | line 3: expected text, found a zero byte
            """)
    void tellsWhatCannotBeFitted(String text, String message) throws IOException {
        Cli cli = fit("bad.csv", text.replace("NUL", "\0"));
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).contains(message).doesNotContain("Exception");
        assertThat(cli.out()).isEmpty();
    }

    /** The quantiles of the exponential law itself: no law that contains it can do better, and what its parameters are says nothing. */
    @Test
    void aLawThatCameOutAsTheExponentialOneIsCalledDegenerate() throws IOException {
        String exponential = "duration_s\n"
                + IntStream.range(0, 400)
                        .mapToObj(i -> -20 * Math.log(1 - (i + 0.5) / 400) + "\n")
                        .collect(Collectors.joining());
        String out = fit("plain.csv", exponential).out();
        assertThat(out).startsWith("Best, as a scenario writes it: {exponential: {mean: ");
        assertThat(out)
                .containsPattern("(?m)^\\{lomax: .*  # degenerate: the exponential law$")
                .containsPattern("(?m)^\\{hyperexponential: .*  # degenerate: the exponential law$")
                .containsPattern("(?m)^\\{weibull: .*  # 95 %: shape ")
                .contains("Degenerate, since no better than the exponential law")
                .doesNotContainPattern("e-?[1-9][0-9]");
        assertThat(fit("plain.csv", exponential, "--format", "json").out()).doesNotContainPattern("e[+-]?[1-9][0-9]");
    }

    @Test
    void readsGzipUnderAnyNameAndPlainTextNamedGz() throws IOException {
        String plain = afterName(fit("times.csv", times()));
        assertThat(afterName(fit(Files.write(directory.resolve("times"), compressed(times())))))
                .isEqualTo(plain);
        assertThat(afterName(fit("times.csv.gz", times()))).isEqualTo(plain);
    }

    /** Returns the answer behind the name of the file. */
    private static String afterName(Cli cli) {
        assertThat(cli.status()).as(cli.err()).isZero();
        return cli.out().substring(cli.out().indexOf(", duration_s: "));
    }

    @Test
    void saysThatGzipDataIsCutOff() throws IOException {
        byte[] bytes = compressed(times());
        Path file = directory.resolve("cut.csv.gz");
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        Cli cli = fit(file);
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).contains("the gzip data is cut off").doesNotContain("Exception");
    }

    @Test
    void aLineWithoutEndEndsTheReading() throws IOException {
        Cli cli = fit("long.csv", "duration_s\n1\n" + "9".repeat(1_100_000));
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).contains("line 3: expected at most 1048576 bytes, found a longer line");
    }

    @Test
    void warnsWhenMarkedTimesCountAsComplete() throws IOException {
        String marked = "duration_s,censored\n1,\n2,R\n3,0\n4,LR\n5,\n";
        Cli without = fit("marked.csv", marked, "--quiet");
        assertThat(without.status()).isZero();
        assertThat(without.err())
                .contains("the column censored marks 2 rows as cut off")
                .contains("--censored censored");
        assertThat(fit("marked.csv", marked, "--quiet", "--censored", "censored")
                        .err())
                .isEmpty();
        assertThat(fit("unmarked.csv", "duration_s,censored\n1,\n2,\n", "--quiet")
                        .err())
                .isEmpty();
    }

    /** P(X > x) = (1 + x)^-0.8 at equal steps of probability: a shape below 1, so that the mean is infinite. */
    @Test
    void saysWhereALawWithoutAMeanWasEnded() throws IOException {
        String heavy = "duration_s\n"
                + IntStream.range(0, 400)
                        .mapToObj(i -> Math.pow(1 - (i + 0.5) / 400, -1 / 0.8) - 1 + "\n")
                        .collect(Collectors.joining());
        String longest = heavy.lines().reduce((first, last) -> last).orElseThrow();
        assertThat(fit("heavy.csv", heavy).out())
                .contains("max: " + longest.substring(0, 4))
                .contains("The lomax law has an infinite mean");
        assertThat(fit("times.csv", times()).out()).doesNotContain(", max:").doesNotContain("infinite mean");
    }

    private Cli fit(String name, String text, String... more) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text);
        return fit(file, more);
    }

    private Cli fit(Path file, String... more) {
        String[] args = {"fit", file.toString(), "--column", "duration_s", "--out", directory.toString(), "--no-charts"
        };
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Cli.run(all);
    }

    private static byte[] compressed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** What stands for 0 must itself be a time that can be fitted. */
    @Test
    void zeroCountsAsAPossibleTime() {
        for (String time : List.of("0s", "1e-300s", "1e300s", "5", "NaN")) {
            Cli cli = Cli.run("fit", "any.csv", "--column", "s", "--zero-as", time);
            assertThat(cli.status()).isEqualTo(2);
            assertThat(cli.err())
                    .contains("--zero-as '" + time + "' is not a time from 1e-12s to 1e15s")
                    .hasLineCount(1);
        }
    }
}
