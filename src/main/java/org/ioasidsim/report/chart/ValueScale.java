package org.ioasidsim.report.chart;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.metric.Wording;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;

/**
 * Where the values of a metric stand on an axis. Shares of which more is better stand by their number of nines, which is the refused share on a
 * logarithmic axis, where 99.9 % and all must be told apart: 0, 90, 99, 99.9 %, ... have equal distances, and all stands at the end.
 *
 * @param nines the place of all, in nines; 0 where the axis is even
 */
record ValueScale(Metric metric, int nines) {
    /** The bound, or the mean, from which shares are told apart by their nines. */
    private static final double NEARLY_ALL = 0.99;

    /** The share from which on nines tell something. */
    private static final double HIGH = 0.9;

    private static final int MOST_NINES = 9;
    private static final int STEPS = 5;

    /** Returns the scale for {@code rows} and the bounds of conditions on them. */
    static ValueScale of(Metric metric, Collection<SummaryRow> rows, double... bounds) {
        return of(
                metric,
                rows.stream().mapToDouble(SummaryRow::mean).toArray(),
                rows.stream().mapToDouble(SummaryRow::lower).toArray(),
                bounds);
    }

    /** Returns the scale for values with the lower ends of their intervals and the bounds of conditions on them. */
    static ValueScale of(Metric metric, double[] means, double[] lowers, double... bounds) {
        boolean isSuccess = metric.unit() == Metric.Unit.FRACTION && metric.better() == Metric.Better.HIGHER;
        double[] near = both(means, bounds)
                .filter(value -> value >= NEARLY_ALL)
                .distinct()
                .toArray();
        boolean isHigh = both(means, lowers).anyMatch(value -> value >= HIGH && value < 1);
        boolean isStrict = Arrays.stream(bounds).anyMatch(bound -> bound >= NEARLY_ALL && bound <= 1);
        return new ValueScale(
                metric, isSuccess && isHigh && (isStrict || near.length > 1) ? nines(means, lowers, bounds) : 0);
    }

    private static DoubleStream both(double[] some, double[] others) {
        return DoubleStream.concat(Arrays.stream(some), Arrays.stream(others));
    }

    private static int nines(double[] means, double[] lowers, double... bounds) {
        double most = both(means, bounds)
                .filter(value -> value < 1)
                .map(ValueScale::nines)
                .max()
                .orElse(0);
        if (most == 0) {
            most = Arrays.stream(lowers)
                    .map(ValueScale::nines)
                    .filter(Double::isFinite)
                    .min()
                    .orElse(1);
        }
        return 1 + (int) Math.ceil(Math.min(MOST_NINES, Math.max(1, most)) - 1e-9);
    }

    private static double nines(double share) {
        return -Math.log10(1 - share);
    }

    /** Returns whether shares stand by their nines. */
    boolean isByNines() {
        return nines > 0;
    }

    /** Returns the place of a value on the axis; undefined and infinite values have none. */
    double place(double value) {
        if (!isByNines() || !Double.isFinite(value)) {
            return value * Wording.axisScale(metric);
        }
        return value >= 1 ? nines : Math.max(0, Math.min(nines, nines(value)));
    }

    /** Returns the largest place that there can be; infinite where a metric has no bound. */
    double most() {
        return isByNines()
                ? nines
                : switch (metric.unit()) {
                    case FRACTION -> 100;
                    case INDEX -> 1;
                    default -> Double.POSITIVE_INFINITY;
                };
    }

    /** Returns an axis of that name, whose ticks end at what there can be. */
    NumberAxis axis(ChartStyle style, String label) {
        if (!isByNines()) {
            return style.axis(label, most());
        }
        NumberAxis axis = style.axis(label + ", log scale", nines);
        axis.setNumberFormatOverride(new NinesFormat(nines));
        axis.setTickUnit(new NumberTickUnit(1));
        return axis;
    }

    /** Sets the range of an axis to what is shown: down to 0 where values stand evenly, else to the next lower number of nines. */
    void show(NumberAxis axis, double bottom, double top) {
        if (isByNines()) {
            double low = Math.min(nines - 1, Double.isFinite(bottom) ? Math.floor(bottom + 1e-9) : 0);
            axis.setRange(low - 0.08, nines + 0.12);
        } else {
            double end = top > 0 ? top * 1.06 : 1;
            axis.setRange(0, Math.min(end, 1.03 * most()));
            axis.setTickUnit(new NumberTickUnit(end > most() / 2 ? most() / STEPS : ChartStyle.step(end)));
        }
    }

    /** Writes numbers of nines as shares in per cent. */
    private static final class NinesFormat extends NumberFormat {
        private static final long serialVersionUID = 1L;

        private final int all;
        private final NumberFormat plain =
                new DecimalFormat("0.########", DecimalFormatSymbols.getInstance(Locale.ROOT));

        NinesFormat(int all) {
            this.all = all;
        }

        @Override
        public StringBuffer format(double nines, StringBuffer to, FieldPosition position) {
            double share = nines >= all - 1e-9 ? 100 : 100 - 100 * Math.pow(10, -nines);
            return to.append(plain.format(share));
        }

        @Override
        public StringBuffer format(long nines, StringBuffer to, FieldPosition position) {
            return format((double) nines, to, position);
        }

        @Override
        public Number parse(String text, ParsePosition position) {
            throw new IllegalStateException("Axis labels are written, not read.");
        }
    }
}
