package org.ioasidsim.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.random.Streams;
import org.ioasidsim.workload.trace.TraceSpec;
import org.ioasidsim.workload.trace.Traces;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows of a recorded file arrive, when, and for how long; the rows and the expected values are written side by side. */
class TraceRowsTest {
    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("t.csv"), """
                start_s,duration_s,who,censored
                0,30,a,L
                4,2,b,
                10,5,a,
                12,20,c,
                18,1,b,R
                25,3,a,
                """);
    }

    private record Arrival(double at, double life, int instance) {}

    private TraceSpec spec(double from, double until, double speed, long rounds) {
        return new TraceSpec(
                file,
                "start_s",
                "duration_s",
                null,
                TraceSpec.AUTO,
                null,
                List.of(),
                "who",
                from,
                until,
                speed,
                rounds,
                1,
                0);
    }

    private static List<Arrival> arrivals(TraceSpec spec, double startSeconds, Traces traces) {
        var stream = new Streams(1, 1).stream("t", 0, "instances");
        List<Arrival> found = new ArrayList<>();
        try (Arrivals arrivals =
                Arrivals.of(new ArrivalsSpec.Trace(spec, Double.NaN, List.of()), startSeconds, stream, traces)) {
            for (double at = arrivals.next();
                    at < Double.POSITIVE_INFINITY && found.size() < 100;
                    at = arrivals.next()) {
                found.add(new Arrival(at, arrivals.lifetimeSeconds(), arrivals.instance()));
            }
        }
        return found;
    }

    private static List<Arrival> arrivals(TraceSpec spec) {
        List<Arrival> kept = arrivals(spec, 0, new Traces());
        assertThat(arrivals(spec, 0, new Traces(2)))
                .as("rows that are read anew each time")
                .isEqualTo(kept);
        return kept;
    }

    @Test
    void anOpenEndLivesOnAndInstancesAreNumberedByTheirFirstRow() {
        assertThat(arrivals(spec(0, Double.POSITIVE_INFINITY, 1, 1)))
                .containsExactly(
                        new Arrival(0, 30, 0),
                        new Arrival(4, 2, 1),
                        new Arrival(10, 5, 0),
                        new Arrival(12, 20, 2),
                        new Arrival(18, Double.POSITIVE_INFINITY, 1),
                        new Arrival(25, 3, 0));
    }

    @Test
    void aWindowTakesInWhatLivesAtItsBeginningAndSpeedDividesAllTimes() {
        assertThat(arrivals(spec(14, 20, 2, 1)))
                .containsExactly(
                        new Arrival(0, 8, 0), // ends at 30
                        new Arrival(0, 0.5, 0), // ends at 15
                        new Arrival(0, 9, 1), // ends at 32
                        new Arrival(2, Double.POSITIVE_INFINITY, 2));
    }

    @Test
    void aRoundEndsOpenEndsAndBringsBackThoseOfTheStartButNotWhatTheWindowCut() {
        assertThat(arrivals(spec(0, 20, 1, 2)))
                .containsExactly(
                        new Arrival(0, 30, 0),
                        new Arrival(4, 2, 1),
                        new Arrival(10, 5, 0),
                        new Arrival(12, 20, 2),
                        new Arrival(18, 2, 1), // to the end of its round
                        new Arrival(20, 30, 0),
                        new Arrival(24, 2, 1),
                        new Arrival(30, 5, 0),
                        new Arrival(32, 20, 2),
                        new Arrival(38, Double.POSITIVE_INFINITY, 1));
        assertThat(arrivals(spec(3, 11, 1, Long.MAX_VALUE)).subList(0, 5))
                .containsExactly(
                        new Arrival(0, 27, 0),
                        new Arrival(1, 2, 1),
                        new Arrival(7, 5, 0),
                        new Arrival(9, 2, 1),
                        new Arrival(15, 5, 0));
    }

    @Test
    void passesOverWhatIsBeforeTheStart() {
        assertThat(arrivals(spec(0, 20, 1, 1), 11, new Traces()).stream().map(Arrival::at))
                .containsExactly(12.0, 18.0);
    }

    @Test
    void rowsOfOtherTenantsAreLeftOut() {
        var spec = new TraceSpec(
                file,
                "start_s",
                "duration_s",
                null,
                null,
                "who",
                List.of("b", "c"),
                null,
                0,
                Double.POSITIVE_INFINITY,
                1,
                1,
                1,
                0);
        assertThat(arrivals(spec)).containsExactly(new Arrival(4, 2, 0), new Arrival(12, 20, 0), new Arrival(18, 1, 0));
    }

    /** Of 20,000 rows, each taken with probability 0.3: 6,000, with a standard deviation of 64.8. */
    @Test
    void aSampleTakesRowsIndependently() throws IOException {
        var rows = new StringBuilder("start_s,duration_s\n");
        for (int i = 0; i < 20_000; i++) {
            rows.append(i).append(",1\n");
        }
        Files.writeString(file, rows);
        var spec = new TraceSpec(
                file,
                "start_s",
                "duration_s",
                null,
                null,
                null,
                List.of(),
                null,
                0,
                Double.POSITIVE_INFINITY,
                1,
                1,
                0.3,
                0);
        int count = 0;
        int pairs = 0;
        double last = Double.NaN;
        try (Arrivals arrivals = Arrivals.of(
                new ArrivalsSpec.Trace(spec, Double.NaN, List.of()),
                0,
                new Streams(7, 1).stream("t", 0, "arrivals"),
                new Traces())) {
            for (double at = arrivals.next(); at < Double.POSITIVE_INFINITY; at = arrivals.next()) {
                count++;
                pairs += at == last + 1 ? 1 : 0;
                last = at;
            }
        }
        assertThat(count).isBetween(6000 - 260, 6000 + 260);
        assertThat(pairs).isBetween(1800 - 180, 1800 + 180); // 0.09 of 20,000
    }
}
