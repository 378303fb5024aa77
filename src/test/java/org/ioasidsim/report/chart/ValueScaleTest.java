package org.ioasidsim.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.Fonts;
import org.jfree.chart.axis.NumberAxis;
import org.junit.jupiter.api.Test;

/** 99.9 % and all must stand apart where they matter, no axis may go beyond what there can be, and names of lines may not lie over each other. */
class ValueScaleTest {
    @Test
    void setsSharesByTheirNinesWhereTheBoundIsStrict() throws IOException {
        ValueScale scale = ValueScale.of(Metric.FIRST_TRY_SUCCESS, rows(0, 0.9, 0.99, 1), 0.999);

        // -log10(1 - share); all stands one beyond the most nines, which are those of the bound
        assertThat(scale.place(0)).isEqualTo(0);
        assertThat(scale.place(0.9)).isCloseTo(1, within(1e-9));
        assertThat(scale.place(0.99)).isCloseTo(2, within(1e-9));
        assertThat(scale.place(0.999)).isCloseTo(3, within(1e-9));
        assertThat(scale.place(1)).isEqualTo(4);
        NumberAxis axis = scale.axis(new ChartStyle(Fonts.load()), "success");
        assertThat(List.of(0, 1, 2, 3, 4).stream().map(axis.getNumberFormatOverride()::format))
                .containsExactly("0", "90", "99", "99.9", "100");
    }

    @Test
    void setsSharesEvenlyWhereNoneIsNearlyAll() {
        assertThat(ValueScale.of(Metric.FIRST_TRY_SUCCESS, rows(0.1, 0.5, 1), 0.95)
                        .isByNines())
                .isFalse();
        assertThat(ValueScale.of(Metric.FIRST_TRY_SUCCESS, rows(0.1, 0.5, 1), 1).isByNines())
                .as("a strict bound, but nothing between 90 % and all")
                .isFalse();
        assertThat(ValueScale.of(Metric.STARVATION_TIME, rows(0.99, 0.999), 0.999)
                        .isByNines())
                .as("seconds are no share")
                .isFalse();
    }

    @Test
    void endsAnAxisWhereValuesEnd() throws IOException {
        var style = new ChartStyle(Fonts.load());
        ValueScale index = ValueScale.of(Metric.JAIN_SATISFACTION, rows(0.5, 1));
        NumberAxis axis = index.axis(style, "index");
        index.show(axis, 0.5, 1);

        assertThat(axis.getUpperBound()).isLessThan(1.05);
        assertThat(axis.getTickUnit().getSize()).isEqualTo(0.2);
        ValueScale seconds = ValueScale.of(Metric.STARVATION_TIME, rows(0, 12));
        NumberAxis times = seconds.axis(style, "time");
        seconds.show(times, 0, 12);
        assertThat(times.getUpperBound()).isGreaterThan(12);
    }

    @Test
    void keepsNamesApartAndBelowTheTop() {
        assertThat(EndLabels.apart(new double[] {1, 1.2, 5}, 1, 10)).containsExactly(1, 2, 5);
        // three at the top: pushed down from it
        assertThat(EndLabels.apart(new double[] {10, 10, 10}, 1, 10)).containsExactly(8, 9, 10);
    }

    private static List<SummaryRow> rows(double... means) {
        return Arrays.stream(means)
                .mapToObj(mean ->
                        new SummaryRow("v", "web", Metric.FIRST_TRY_SUCCESS, mean, 0, Double.NaN, Double.NaN, 0.95, 5))
                .toList();
    }
}
