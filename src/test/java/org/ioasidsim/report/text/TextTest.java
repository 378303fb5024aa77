package org.ioasidsim.report.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.report.Fixture;
import org.ioasidsim.report.answer.MailingListText;
import org.ioasidsim.report.answer.RunAnswer;
import org.ioasidsim.report.answer.TerminalTable;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ResultTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words and tables must say what the numbers say, no more digits than known, and fit where they are read. */
class TextTest {
    @Test
    void fitsAMailingListWhateverTheNames() {
        for (ExperimentResult result : List.of(Fixture.typical(), Fixture.result(26, 3, 2), Fixture.empty())) {
            assertThat(MailingListText.of(result, Optional.empty(), Fixture.INFO)
                            .lines())
                    .hasSizeLessThanOrEqualTo(MailingListText.MOST_LINES)
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(75));
        }
    }

    /** A policy is judged by what it does to each of them: long names of variants are cut before a tenant is left out. */
    @Test
    void aMailHasAColumnForEachOfThreeTenants() {
        ExperimentResult result = Fixture.result(
                List.of("web", "batch", "noisy"),
                List.of("reservation-for-each-group", "limit-of-each-of-the-groups"),
                2);
        String heads = MailingListText.of(result, Optional.empty(), Fixture.INFO)
                .lines()
                .filter(line -> line.startsWith("variant"))
                .findFirst()
                .orElseThrow();
        assertThat(heads).contains(" web ", " batch ", " noisy ");
    }

    @Test
    void showsTwoDigitsOfTheHalfWidthAndNeverRoundsLossesAway() {
        assertThat(Wording.interval(row(Metric.FIRST_TRY_SUCCESS, 0.12345, 0.0123)))
                .isEqualTo("12.3 ± 1.2 %");
        assertThat(Wording.interval(row(Metric.FIRST_TRY_SUCCESS, 0.99996, 0.0123)))
                .isEqualTo("99.996 ± 1.230 %");
        assertThat(Wording.interval(row(Metric.FIRST_TRY_SUCCESS, 0.99804, 0))).isEqualTo("99.8 ± 0 %");
        assertThat(Wording.interval(row(Metric.FIRST_TRY_SUCCESS, 0.99804, 1e-16)))
                .as("rounding of equal values")
                .isEqualTo("99.8 ± 0 %");
        assertThat(Wording.interval(row(Metric.LONGEST_DENIAL, 0.0205, 0.0011))).isEqualTo("20.5 ± 1.1 ms");
        assertThat(Wording.interval(row(Metric.TIME_TO_BIND_P99, Double.POSITIVE_INFINITY, Double.NaN)))
                .isEqualTo("never");
        assertThat(Wording.interval(row(Metric.WEIGHTED_SLOWDOWN, Double.NaN, Double.NaN)))
                .isEqualTo("-");
    }

    @Test
    void showsTheEndOfAnIntervalThatIsNotSymmetric() {
        SummaryRow none = new SummaryRow("v", "web", Metric.CALL_CONGESTION, 0, 0.0038, 0, 0.0038, 0.95, 10)
                .by(IntervalMethod.CLOPPER_PEARSON, 10);
        assertThat(Wording.interval(none)).isEqualTo("0 % (≤ 0.380 %)");
        assertThat(Wording.halfWidth(none)).isEqualTo("≤ 0.380 %");
        SummaryRow all = new SummaryRow("v", "web", Metric.FIRST_TRY_SUCCESS, 1, 0.0038, 0.9962, 1, 0.95, 10)
                .by(IntervalMethod.CLOPPER_PEARSON, 10);
        assertThat(Wording.interval(all)).isEqualTo("100 % (≥ 99.6 %)");
        SummaryRow never = new SummaryRow("v", "web", Metric.FIRST_TRY_SUCCESS, 0, 0.451, 0, 0.451, 0.95, 5)
                .by(IntervalMethod.CLOPPER_PEARSON, 5);
        assertThat(Wording.interval(never)).isEqualTo("0 % (all 5)");
        SummaryRow few = new SummaryRow("v", "web", Metric.CALL_CONGESTION, 0.003, 0.0058, 0.001, 0.0088, 0.95, 10)
                .by(IntervalMethod.CLOPPER_PEARSON, 10);
        assertThat(Wording.interval(few)).isEqualTo("0.300 % (0.100 % to 0.880 %)");
        SummaryRow infinite = new SummaryRow(
                        "v",
                        "web",
                        Metric.TIME_TO_BIND_P99,
                        Double.POSITIVE_INFINITY,
                        Double.NaN,
                        0.5,
                        Double.POSITIVE_INFINITY,
                        0.95,
                        10)
                .by(IntervalMethod.ORDER_STATISTICS, 10);
        assertThat(Wording.interval(infinite)).isEqualTo("never (≥ 500 ms)");
    }

    /** A reader compares a figure with the bound that stands above it: "99.9 %", undecided or missed, beside "at least 99.9 %" is a riddle. */
    @Test
    void noNumberIsWrittenLikeABoundThatItIsNot() {
        SummaryRow undecided = skewed(Metric.FIRST_TRY_SUCCESS, 0.9992, 0.99898, 0.99957);
        assertThat(Wording.interval(undecided)).isEqualTo("99.9 % (99.9 % to 99.96 %)");
        assertThat(Wording.interval(undecided, 0.999)).isEqualTo("99.92 % (99.898 % to 99.96 %)");
        assertThat(Wording.interval(undecided, 0.99)).isEqualTo(Wording.interval(undecided));
        assertThat(Wording.interval(skewed(Metric.FIRST_TRY_SUCCESS, 0.999, 0.999, 0.9996), 0.999))
                .as("what is the bound is written like it")
                .isEqualTo("99.9 % (≤ 99.96 %)");
        assertThat(Wording.interval(row(Metric.FIRST_TRY_SUCCESS, 0.99948, 0.0005), 0.999))
                .as("from 99.898 % up")
                .isEqualTo("99.948 ± 0.050 %");
        assertThat(Wording.interval(skewed(Metric.CALL_CONGESTION, 1.0004e-9, 0.9996e-9, 1.02e-9), 1e-9))
                .isEqualTo("1.0004e-9 (9.996e-10 to 1.02e-9)");
        assertThat(Wording.interval(skewed(Metric.LONGEST_DENIAL, 0.99996, 0.5, 1.5), 1))
                .as("1,000 ms is 1 s")
                .isEqualTo("999.96 ms (500 ms to 1.50 s)");
        assertThat(Wording.value(Metric.FIRST_TRY_SUCCESS, 1 - 1.04e-7, 1 - 1e-7))
                .isEqualTo("99.9999896 %");
        assertThat(Wording.percent(0.0104, 0.01)).isEqualTo("1.04 %");
        assertThat(Wording.inPercent(Metric.CALL_CONGESTION, 4.0004e-7, 4e-7)).isEqualTo("0.000040004 %");
    }

    /** Nobody learns from "1,000 ms (1,000 ms to 1,000 ms)" how sure it is: more digits say it, or that the interval is narrower than any shown. */
    @Test
    void anIntervalThatSeemsAPointSaysHowNarrowItIs() {
        SummaryRow narrow = skewed(Metric.LONGEST_DENIAL, 0.99978, 0.99961, 0.99993);
        assertThat(Wording.interval(narrow)).isEqualTo("999.8 ms (999.6 ms to 999.9 ms)");
        SummaryRow narrower = skewed(Metric.LONGEST_DENIAL, 0.999781, 0.999772, 0.999783);
        assertThat(Wording.interval(narrower)).isEqualTo("999.8 ± <0.1 ms");
        assertThat(Wording.interval(skewed(Metric.FIRST_TRY_SUCCESS, 1 - 3.5e-7, 1 - 4e-7, 1 - 3.07e-7)))
                .isEqualTo("99.999965 % (99.99996 % to 99.999969 %)");
        assertThat(Wording.halfWidth(narrower)).isEqualTo("± <0.1 ms");
        assertThat(Wording.mean(narrower)).isEqualTo("999.8 ms");
        assertThat(Wording.interval(skewed(Metric.LONGEST_DENIAL, 1, 0.99998, 1)))
                .isEqualTo("1.000 ± <0.001 s");
        assertThat(Wording.interval(skewed(Metric.HELD_MEAN, 12_345.6, 12_345.5, 12_345.8)))
                .isEqualTo("12,346 ± <1");
    }

    private static SummaryRow skewed(Metric metric, double mean, double lower, double upper) {
        return new SummaryRow("v", "web", metric, mean, upper - mean, lower, upper, 0.95, 10);
    }

    @Test
    void answersWhoStarvesAndWhatChangedAgainstTheBaseline() {
        RunAnswer answer = RunAnswer.of(Fixture.typical());

        assertThat(answer.variants().get(0).sentences().get(0))
                .startsWith("VMs that could start: ")
                .contains("web 62.");
        assertThat(answer.variants().get(0).sentences())
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith(
                                "Starving, denied for longer than 1 s at a time, in a measured time of 10 min: web"));
        assertThat(answer.variants().get(1).sentences())
                .contains("Nobody starves: who is refused gets an id at the same moment, or asks no more.")
                .anySatisfy(sentence ->
                        assertThat(sentence).startsWith("The host runs out of ids in none of 10 replications"));
        assertThat(answer.variants().get(2).sentences()).contains("No request is refused.");
        assertThat(answer.comparisons()).hasSize(2);
        assertThat(answer.comparisons().get(0)).startsWith("With limit instead of no-limit, first-try success is 99.");
        assertThat(answer.expectations().get(0)).startsWith("NOT met: ");
    }

    @Test
    void printsOneJsonDocumentWithInfiniteAsTextAndUndefinedAsNull() {
        JsonObject document =
                JsonParser.parseString(TerminalTable.json(Fixture.typical())).getAsJsonObject();
        JsonObject first = document.getAsJsonArray("variants").get(0).getAsJsonObject();

        // 3 tenants and the host, each with its metrics, in each variant
        long ofTenant =
                List.of(Metric.values()).stream().filter(Metric::ofTenant).count();
        long ofHost = List.of(Metric.values()).stream().filter(Metric::ofHost).count();
        assertThat(first.getAsJsonArray("summary")).hasSize((int) (3 * ofTenant + ofHost));
        assertThat(first.toString()).contains("\"mean\":\"inf\"", "\"mean\":null");
    }

    @Test
    void listsRefusalsInTheOrderOfTheChecksAsTotals() {
        String csv = ResultTables.refusals(Fixture.result(List.of("b", "a"), List.of("only"), 3))
                .text();

        // three replications: misc 3 x 37; pool 3 x 400 and 3 x 410; misc is checked before the pool
        assertThat(csv).isEqualTo("""
                variant,tenant,limit,level,errno,count
                only,b,misc,/b,EBUSY,111
                only,b,pool,host,ENOSPC,1200
                only,a,misc,/a,EBUSY,111
                only,a,pool,host,ENOSPC,1230
                """);
    }

    @Test
    void leavesTheOldFileWhereWritingFails(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("summary.csv");
        AtomicFiles.write(file, "old\n");

        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    out.write('n');
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(Files.readString(file)).isEqualTo("old\n");
        assertThat(directory).isDirectoryContaining(file::equals);
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void saysNoPluralOfOneFurtherRow() {
        assertThat(Phrases.furtherIn(1, "row", "sweep.csv")).isEqualTo("1 further row is in sweep.csv.");
        assertThat(Phrases.furtherIn(2000, "row", "sweep.csv")).isEqualTo("2,000 further rows are in sweep.csv.");
    }

    private static SummaryRow row(Metric metric, double mean, double half) {
        return new SummaryRow("v", "web", metric, mean, half, mean - half, mean + half, 0.95, 10);
    }
}
