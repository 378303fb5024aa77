package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scenario must say timers as people know them: every so often, or as in a crontab. */
class ScheduledRunTest {
    @TempDir
    private Path directory = Path.of("");

    /** Ten times in ten minutes, from half a minute on; from 23:55 on the minutes 55 to 59 and, of the next day, 0 to 4, of which five are odd. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{every: 1min, batch: 3, first: 30s} | 30 | 3",
                "{every: 1min, batch: 3, first: 30s, jitter: 1s} | 30 | 3",
                "{cron: '1-59/2 * * * *', batch: 4, begins: '2024-12-31T23:55'} | 20 | 4",
            })
    void startsBatchesAtTheirTimes(String arrivals, String requests, String peak) throws IOException {
        Cli cli = Cli.run(
                "run",
                scenario(arrivals),
                "--no-charts",
                "--out",
                directory.resolve("out").toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(Files.readAllLines(directory.resolve("out/timers/run/summary.csv")))
                .anyMatch(line -> line.startsWith("base,web,requests,requests,neither," + requests + ","))
                .anyMatch(line -> line.startsWith("base,web,held_peak,ids,") && line.contains("," + peak + ","));
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThat(problem("{cron: '61 * * * *'}")).contains("cron: expected five fields such as 0 3 * * 1-5");
        assertThat(problem("{cron: '* * * * *', begins: '2024-02-31T00:00'}")).contains("a local time under begins");
        assertThat(problem("{every: 1s, jitter: 2s}"))
                .contains("jitter: expected at most the time from one batch to the next");
        assertThat(problem("{every: 1s, batches: 2}")).contains("batches").contains("did you mean batch?");
    }

    private String problem(String arrivals) throws IOException {
        Cli cli = Cli.run("validate", scenario(arrivals));
        assertThat(cli.status()).isEqualTo(3);
        return cli.out() + cli.err();
    }

    private String scenario(String arrivals) throws IOException {
        return WebScenario.write(directory, "timers", "arrivals: " + arrivals + ", lifetime: 2s", "10min");
    }
}
