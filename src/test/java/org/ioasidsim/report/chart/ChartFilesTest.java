package org.ioasidsim.report.chart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.report.draw.Drawing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory that runs out while a chart is drawn must be told as that, with its remedy, and not as a chart that is wrong. */
@Tag("slow")
class ChartFilesTest {
    @Test
    void memoryThatRunsOutIsNoFailureOfAChart(@TempDir Path directory) throws IOException {
        var job = new ChartJob("", () -> {
            throw new OutOfMemoryError("Java heap space");
        });
        try (NewDirectory results = NewDirectory.of(directory.resolve("run"))) {
            assertThatThrownBy(() ->
                            ChartFiles.write(Drawing.ahead(), style -> List.of(job), 1, results, new ArrayList<>()))
                    .isInstanceOf(OutOfMemoryError.class);
        }
    }
}
