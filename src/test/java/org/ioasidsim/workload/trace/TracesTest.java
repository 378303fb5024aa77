package org.ioasidsim.workload.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of a recorded file: too many rows, or an old finding about a file that changed, must not be kept. */
class TracesTest {
    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("t.csv"), """
                start_s,duration_s
                0,30
                4,2
                10,5
                12,20
                18,1
                25,3
                """);
    }

    private TraceSpec until(double seconds) {
        return new TraceSpec(file, "start_s", "duration_s", null, null, null, List.of(), null, 0, seconds, 1, 1, 1, 0);
    }

    /** The file has six rows: as many are kept, one fewer is not, and what one file takes is lacking to the next. */
    @Test
    void asManyRowsAreKeptAsThereIsRoomFor() {
        assertThat(isKept(new Traces(6), until(100))).isTrue();
        assertThat(isKept(new Traces(5), until(100))).isFalse();
        var shared = new Traces(11);
        assertThat(isKept(shared, until(100))).isTrue();
        assertThat(isKept(shared, until(200))).as("6 of 11 are taken").isFalse();
        assertThat(isKept(shared, until(100))).as("kept already").isTrue();
        var wide = new Traces(12);
        assertThat(isKept(wide, until(100))).isTrue();
        assertThat(isKept(wide, until(200))).isTrue();
    }

    private static boolean isKept(Traces traces, TraceSpec spec) {
        return traces.rows(spec) instanceof KeptRows;
    }

    /** What was found is remembered of 64 files: the one that was asked for longest ago is forgotten. */
    @Test
    void findingsAreRememberedUntilTheFileChangesOrTooManyOthersAreChecked() throws IOException {
        TraceSpec first = until(1);
        TraceFindings found = CheckedTraces.findings(first);
        assertThat(CheckedTraces.findings(first)).isSameAs(found);
        for (int other = 1; other <= 63; other++) {
            assertThat(CheckedTraces.findings(until(1 + other))).isNotSameAs(found);
        }
        assertThat(CheckedTraces.findings(first)).as("one of 64").isSameAs(found);
        for (int other = 100; other < 164; other++) {
            var unused = CheckedTraces.findings(until(other));
        }
        TraceFindings again = CheckedTraces.findings(first);
        assertThat(again).as("one of 65").isNotSameAs(found);
        Files.writeString(file, "start_s,duration_s\n0,30\n");
        assertThat(CheckedTraces.findings(first)).isNotSameAs(again);
    }
}
