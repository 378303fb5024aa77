package org.ioasidsim.report.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.ioasidsim.report.Fixture;
import org.ioasidsim.report.chart.ChartJobs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing of a chart may shine through one that is drawn after it. */
@Tag("slow")
class CanvasTest {
    @Test
    void eachChartLooksAsIfItWereTheFirst() throws IOException {
        List<Chart> charts = ChartJobs.of(Fixture.result(2, 1, 2), new ChartStyle(Fonts.load())).stream()
                .map(job -> job.chart().get())
                .toList();
        assertThat(charts.stream().map(Chart::height).distinct()).as("heights").hasSizeGreaterThan(1);

        var used = new Canvas(1, 1);
        for (Chart chart : charts) {
            BufferedImage first = new Canvas(chart.width(), chart.height()).draw(chart);
            BufferedImage after = used.draw(chart);
            assertThat(after.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
            assertThat(after.getWidth()).isEqualTo(2 * chart.width());
            assertThat(pixels(after)).as(chart.name()).isEqualTo(pixels(first));
        }
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
