package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs as archives have them: without waits, with more fields, on a wall clock. None may come out empty, nor years of nothing be simulated. */
class ImportClocksTest {
    private static final String TAIL = " 2 -1 -1 2 -1 -1 1 5 6 -1 -1 -1 -1 -1";

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 7 -1 30 | 0,job,7,37,30 | 1 jobs have an unknown wait time (-1): each starts at its submission",
                "1 7.5 -1.0 30.25 | 0,job,7.5,37.75,30.25 | each starts at its submission",
                "1 1700000000 4 30 | 0,job,0,30,30 | starts at 1700000004 s (2023-11-14 22:13:24 UTC if that is Unix"
                        + " time): all times are moved",
                "1 1700000000.5 -1 30 | 0,job,0,30,30 | all times are moved"
            })
    void takesASubmissionForAStartAndAWallClockForATrace(String job, String row, String told) throws IOException {
        Cli cli = Cli.run("import", file("log", job + TAIL + "\n").toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out().lines().toList().get(1)).startsWith(row + ",");
        assertThat(cli.err()).contains(told);
    }

    @Test
    void leavesFurtherFieldsOfAJobAside() throws IOException {
        Cli cli =
                Cli.run("import", file("log", "1 7 0 30" + TAIL + " 9.5 gpu\n").toString());
        assertThat(cli.out().lines().toList().get(1)).isEqualTo("0,job,7,37,30,6,5,,2,,,,");
        assertThat(cli.err()).contains("1 jobs have more than 18 fields: those behind are not used");
    }

    @Test
    void isNoSuccessWithoutARow() throws IOException {
        Path log = file("log", "; Version: 2.2\n1 7 0 -1" + TAIL + "\n");
        Cli cli = Cli.run(
                "import", log.toString(), "-o", directory.resolve("out.csv").toString());
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err())
                .startsWith(log + ": expected lifetimes, found none: needed are lines with a start and a length")
                .contains("1 jobs whose run time is unknown");
        assertThat(directory.resolve("out.csv")).doesNotExist();
        Cli replay = Cli.run("replay", log.toString(), "--scenario", scenario("none"));
        assertThat(replay.status()).isEqualTo(3);
    }

    /** 0 to 2 s, 10 to 12 s: of 12 s after the first start, four are lived in, whichever column says so and wherever the clock begins. */
    @ParameterizedTest
    @CsvSource({"0, duration_s", "1700000000, duration_s", "0, till", "1700000000, till"})
    void readsATableOnAnyClockWithLengthsOrEnds(long origin, String column) throws IOException {
        boolean isEnd = column.equals("till");
        String rows = origin + "," + (isEnd ? origin + 2 : 2) + "\n" + (origin + 10) + "," + (isEnd ? origin + 12 : 2);
        file("rows.csv", "start_s," + column + "\n" + rows + "\n");
        String trace = "{trace: {file: rows.csv" + (isEnd ? ", end: till" : "") + "}}";
        Cli cli = Cli.run(
                "run",
                scenario(trace),
                "--duration",
                "12s",
                "--no-charts",
                "--out",
                directory.resolve("out").toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(Files.readAllLines(directory.resolve("out/clocks/run/summary.csv")))
                .anyMatch(line -> line.matches(".*web,held_mean,.*0\\.333+[0-9]*,.*"));
        assertThat(cli.err().contains("all times are moved")).isEqualTo(origin > 0);
    }

    /** The same rows in three forms; the second object lacks a mark and has a key more. */
    @Test
    void readsTablesWithTabsAndJsonLinesAsThoseWithCommas() throws IOException {
        for (String text : List.of(
                "start_s,duration_s,censored\n0,2,\n10,2,\n",
                "start_s\tduration_s\tcensored\n0\t2\t\n10\t2\t\n",
                "{\"start_s\": 0, \"duration_s\": 2.0, \"censored\": null}\n{\"start_s\":10,\"duration_s\":2,\"more\":[1]}\n")) {
            file("rows.csv", text);
            Cli run = Cli.run(
                    "run",
                    scenario("{trace: {file: rows.csv}}"),
                    "--duration",
                    "12s",
                    "--no-charts",
                    "--fresh",
                    "--out",
                    directory.resolve("out").toString());
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(Files.readAllLines(directory.resolve("out/clocks/run/summary.csv")))
                    .as(text)
                    .anyMatch(line -> line.matches(".*web,held_mean,.*0\\.333+[0-9]*,.*"));
        }
        file("rows.csv", "{\"duration_s\": 1}\n{\"duration_s\": 3}\n{\"duration_s\": 4}\n");
        Cli fit = Cli.run(
                "fit",
                directory.resolve("rows.csv").toString(),
                "--column",
                "duration_s",
                "--no-charts",
                "--out",
                directory.resolve("out").toString());
        assertThat(fit.status()).as(fit.err()).isZero();
    }

    @Test
    void saysWhichLineIsNoObject() throws IOException {
        file("rows.csv", "{\"start_s\": 0, \"duration_s\": 2}\n[1]\n");
        Cli cli = Cli.run("validate", scenario("{trace: {file: rows.csv}}"));
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err() + cli.out()).contains("line 2: expected a JSON object in each line");
    }

    @Test
    void refusesAnEndBeforeItsStart() throws IOException {
        file("rows.csv", "start_s,till\n5,4\n");
        Cli cli = Cli.run("validate", scenario("{trace: {file: rows.csv, end: till}}"));
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err() + cli.out())
                .contains("rows.csv:2:", "till: expected an end at or after the start 5.0, found 4.0");
    }

    private String scenario(String arrivals) throws IOException {
        return WebScenario.write(directory, "clocks", "arrivals: " + arrivals, "10s");
    }

    @CanIgnoreReturnValue
    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
