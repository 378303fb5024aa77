package org.ioasidsim.report.chart;

import java.util.Arrays;
import java.util.List;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.experiment.summary.WarmUpResult;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.report.draw.StepSeries;
import org.ioasidsim.report.draw.TimeUnitOfAxis;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.stats.interval.Welch;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;

/** The chart on which a warm-up is judged by eye: occupancy of the pilot runs, averaged and smoothed, with the cut that was found. */
final class WarmUpChart {
    /** Samples to either side over which Welch's moving average runs: a fortieth of the run each. */
    private static final int SHARE_OF_WINDOW = 40;

    private final ChartStyle style;
    private final VariantResult variant;
    private final WarmUpResult warmUp;
    private final TimeUnitOfAxis unit;

    WarmUpChart(ChartStyle style, VariantResult variant) {
        this.style = style;
        this.variant = variant;
        this.warmUp = variant.warmUp();
        this.unit = TimeUnitOfAxis.of(end());
    }

    Chart draw() {
        double[] times = Arrays.stream(warmUp.timeSeconds()).map(unit::from).toArray();
        double[] smooth = smooth();
        double top = Arrays.stream(warmUp.meanHeld()).max().orElse(1);
        NumberAxis time = style.axis("simulated time (" + unit.word() + ")");
        time.setRange(0, Math.max(unit.from(end()), unit.from(warmUp.seconds())));
        XYPlot plot = style.plot(time, style.withoutLine(style.countAxis("ids held", top)));
        LegendItemCollection legend = new LegendItemCollection();
        XYSeries mean = StepSeries.of("mean", times, warmUp.meanHeld());
        ChartStyle.addSeries(plot, mean, PathRenderer.Kind.LINE, ChartStyle.PALETTE.get(4), ChartStyle.THIN);
        ChartStyle.legendLine(legend, "mean of the pilot runs", ChartStyle.PALETTE.get(4), ChartStyle.THIN);
        XYSeries average = new XYSeries("average", false, true);
        for (int sample = 0; sample < smooth.length; sample++) {
            average.add(times[sample], smooth[sample], false);
        }
        ChartStyle.addSeries(plot, average, PathRenderer.Kind.LINE, ChartStyle.PALETTE.get(0), ChartStyle.LINE);
        ChartStyle.legendLine(legend, "moving average (Welch)", ChartStyle.PALETTE.get(0), ChartStyle.LINE);
        plot.addDomainMarker(new ValueMarker(unit.from(warmUp.seconds()), ChartStyle.REFUSED, ChartStyle.DASHED));
        ChartStyle.legendLine(
                legend, "warm-up " + Wording.seconds(warmUp.seconds()), ChartStyle.REFUSED, ChartStyle.DASHED);
        plot.setFixedLegendItems(legend);
        return chart(plot, smooth);
    }

    private Chart chart(XYPlot plot, double[] smooth) {
        String title = "Warm-up, " + Phrases.elided(variant.name(), 40);
        String subtitle = Phrases.counted(warmUp.cutsSeconds().size(), "pilot run")
                + (warmUp.seconds() == warmUp.settlingSeconds() ? ", five mean residual holds" : ", cut by MSER-5")
                + (warmUp.tooShort() ? "; too short to have settled" : "");
        return new Chart(
                ChartNames.of("warm-up", variant.name()),
                title + ": " + subtitle + ".",
                style.picture(title, subtitle, plot),
                ChartStyle.WIDTH,
                ChartStyle.HEIGHT,
                data(smooth));
    }

    private double[] smooth() {
        return Welch.movingAverage(warmUp.meanHeld(), warmUp.meanHeld().length / SHARE_OF_WINDOW);
    }

    private double end() {
        double[] seconds = warmUp.timeSeconds();
        return seconds.length == 0 ? 1 : seconds[seconds.length - 1];
    }

    private CsvTable data(double[] smooth) {
        return new CsvTable(List.of("time_s", "held", "moving_average"), rows -> {
            for (int sample = 0; sample < warmUp.meanHeld().length; sample++) {
                double average = sample < smooth.length ? smooth[sample] : Double.NaN;
                rows.add(
                        Numbers.text(warmUp.timeSeconds()[sample]),
                        Numbers.text(warmUp.meanHeld()[sample]),
                        Numbers.text(average));
            }
        });
    }
}
