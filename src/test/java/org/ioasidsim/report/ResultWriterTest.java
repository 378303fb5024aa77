package org.ioasidsim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ioasidsim.archive.InvalidManifestException;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.ManifestReader;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.chart.ChartJob;
import org.ioasidsim.report.chart.ChartJobs;
import org.ioasidsim.report.chart.ExperimentCharts;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartImages;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.draw.Fonts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory of results must be whole, the same from run to run, and readable at any size of the scenario. */
@Tag("slow")
class ResultWriterTest {
    private static final int MOST_SVG_BYTES = 150_000;

    @TempDir
    Path directory;

    @Test
    void writesEveryFileOfTheContractAndNothingElse() throws IOException {
        WrittenFiles written = written(Fixture.typical(), Fixture.INFO, directory);

        assertThat(written.warnings()).isEmpty();
        assertThat(files(written.directory()))
                .allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(names(written)).containsExactlyInAnyOrderElementsOf(listed(written));
        assertThat(names(written))
                .contains(
                        "summary.csv",
                        "replications.csv",
                        "refusals.csv",
                        "blame.csv",
                        "exact.csv",
                        "timeline.csv",
                        "summary.txt",
                        "answer.json",
                        "report.html",
                        "manifest.json",
                        "charts/occupancy-no-limit.png",
                        "charts/unmet-limit.svg",
                        "charts/metrics-by-variant.csv");
    }

    @Test
    void givesTheSameBytesWhenWrittenAgainWithOtherThreads() throws IOException {
        WrittenFiles once = written(Fixture.typical(), Fixture.INFO, directory.resolve("a"));
        RunInfo one = new RunInfo(
                Fixture.INFO.commandLine(),
                Fixture.INFO.version(),
                Fixture.INFO.commit(),
                Fixture.INFO.javaVersion(),
                Fixture.INFO.program(),
                Fixture.INFO.startedAt(),
                Fixture.INFO.finishedAt(),
                1);
        WrittenFiles twice = written(Fixture.typical(), one, directory.resolve("b"));

        assertSameBytes(twice, once);
    }

    /** Three tenants have their colours before anything is simulated; of twenty-six, the result says which have one. */
    @ParameterizedTest
    @ValueSource(ints = {3, 26})
    void givesTheSameBytesWhenAVariantIsDrawnBeforeTheNextIsSimulated(int tenants) throws IOException {
        ExperimentResult result = Fixture.result(tenants, 3, 2);
        WrittenFiles after = written(result, Fixture.INFO, directory.resolve("a"));
        Path scenario = directory.resolve("b").resolve(result.scenarioName());
        try (var charts = ExperimentCharts.of(result.file(), Drawing.ahead(), scenario, 2)) {
            result.variants().subList(0, 2).forEach(charts::begin);
            WrittenFiles beside = ResultWriter.writeInto(result, Optional.empty(), Fixture.INFO, charts);

            assertSameBytes(beside, after);
        }
        assertThat(scenario).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void leavesNothingOfChartsWhoseResultsAreNotWritten() throws IOException {
        ExperimentResult result = Fixture.typical();
        Path scenario = directory.resolve("never");
        try (var charts = ExperimentCharts.of(result.file(), Drawing.ahead(), scenario, 2)) {
            result.variants().forEach(charts::begin);
        }
        assertThat(files(directory)).isEmpty();
    }

    /** A variant that was interrupted before its first replication has nothing to show: results may never come. */
    @Test
    void drawsNothingAheadOfAVariantWithoutResults() throws IOException {
        ExperimentResult result = Fixture.empty();
        Path scenario = directory.resolve("never");
        try (var charts = ExperimentCharts.of(result.file(), Drawing.ahead(), scenario, 1)) {
            result.variants().forEach(charts::begin);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void drawsNothingWhereNoChartsAreWanted() throws IOException {
        WrittenFiles written = written(Fixture.typical(), Fixture.INFO, directory, Drawing.NONE);

        assertThat(written.warnings()).isEmpty();
        assertThat(written.directory().resolve("report.html")).isNotEmptyFile();
        assertThat(written.directory().resolve("charts")).doesNotExist();
    }

    /** A file where the directory of charts belongs: it may be dear to its owner, and no manifest says that the run is whole. */
    @Test
    void refusesToReplaceAFileByTheDirectoryOfCharts() throws IOException {
        Path scenario = directory.resolve(Fixture.typical().scenarioName());
        Files.createDirectories(scenario);
        Files.writeString(scenario.resolve("charts"), "in the way");

        assertThatThrownBy(() -> written(Fixture.typical(), Fixture.INFO, directory, Drawing.ahead()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("charts: is a file where a directory goes, move it away");
        assertThat(scenario.resolve("charts")).hasContent("in the way");
        assertThat(scenario.resolve("manifest.json")).doesNotExist();
    }

    @Test
    void isInterruptedWhileItDraws() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> written(Fixture.typical(), Fixture.INFO, directory, Drawing.ahead()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 2, 3", "26, 1, 2", "500, 1, 1", "3, 40, 2"})
    void keepsPicturesSmallWhateverTheNumberOfTenantsAndVariants(int tenants, int variants, int replications)
            throws IOException {
        ExperimentResult result = Fixture.result(tenants, variants, replications);

        for (ChartJob job : ChartJobs.of(result, new ChartStyle(Fonts.load()))) {
            Chart chart = job.chart().get();
            assertThat(ChartImages.svg(chart).length()).as(chart.name()).isLessThan(MOST_SVG_BYTES);
        }
    }

    @Test
    void saysSoWhereNothingWasMeasured() throws IOException {
        WrittenFiles written = written(Fixture.empty(), Fixture.INFO, directory);

        assertThat(written.directory().resolve("summary.txt")).content().contains("No replication is complete.");
        assertThat(written.directory().resolve("charts/occupancy-base.svg"))
                .content()
                .contains("nothing to show");
    }

    private static WrittenFiles written(ExperimentResult result, RunInfo info, Path below) throws IOException {
        return written(result, info, below, Drawing.ahead());
    }

    private static WrittenFiles written(ExperimentResult result, RunInfo info, Path below, Drawing drawing)
            throws IOException {
        return ResultWriter.writeInto(below.resolve(result.scenarioName()), result, Optional.empty(), info, drawing);
    }

    private static void assertSameBytes(WrittenFiles one, WrittenFiles other) throws IOException {
        assertThat(names(one)).isEqualTo(names(other));
        for (String name : names(other)) {
            assertThat(one.directory().resolve(name))
                    .hasSameBinaryContentAs(other.directory().resolve(name));
        }
    }

    private static List<String> names(WrittenFiles written) throws IOException {
        return files(written.directory()).stream()
                .map(file -> written.directory().relativize(file).toString())
                .sorted()
                .toList();
    }

    /** Returns the files that the manifest has sums of, and the manifest itself. */
    private static List<String> listed(WrittenFiles written) {
        try {
            Manifest manifest = ManifestReader.read(written.directory());
            return Stream.concat(manifest.fileSha256().keySet().stream(), Stream.of(Manifest.FILE))
                    .toList();
        } catch (InvalidManifestException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> paths = Files.walk(below)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }
}
