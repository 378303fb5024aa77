package org.ioasidsim.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.stats.fit.CensoredTimes;
import org.ioasidsim.stats.fit.Fit;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;

/** The Q-Q plot: quantiles of the fitted laws against those observed; a perfect law lies on the diagonal. */
public final class QuantileChart {
    private static final int POINTS = 200;

    private final ChartStyle style;
    private final String source;
    private final List<Fit> fits;
    private final double[] parts;
    private final double[] observed;

    /**
     * Makes the chart of a column of times.
     *
     * @param source the file and the column, for people to read
     * @param fits the best first, at most one for each colour
     */
    public QuantileChart(ChartStyle style, String source, CensoredTimes lifetimes, List<Fit> fits) {
        this.style = style;
        this.source = source;
        this.fits = fits;
        int points = (int) Math.min(POINTS, lifetimes.count());
        this.parts = IntStream.range(0, points)
                .mapToDouble(i -> (i + 0.5) / points)
                .filter(p -> !Double.isNaN(lifetimes.quantile(p)))
                .toArray();
        this.observed = Arrays.stream(parts).map(lifetimes::quantile).toArray();
    }

    /** Draws it. */
    public Chart draw() {
        double least = observed[0];
        double most = Math.max(observed[observed.length - 1], least * 10);
        XYPlot plot = style.plot(
                style.timeLogAxis("expected by the law", least / 10, most * 10),
                style.timeLogAxis("observed", least, most));
        LegendItemCollection legend = new LegendItemCollection();
        XYSeries diagonal = new XYSeries("diagonal", false, true);
        diagonal.add(least, least);
        diagonal.add(most, most);
        ChartStyle.addSeries(plot, diagonal, PathRenderer.Kind.LINE, ChartStyle.INK, ChartStyle.DASHED);
        ChartStyle.legendLine(legend, "perfect", ChartStyle.INK, ChartStyle.DASHED);
        for (int i = 0; i < fits.size(); i++) {
            Fit fit = fits.get(i);
            XYSeries series = new XYSeries(LawNames.of(fit.law()), false, true);
            for (int point = 0; point < parts.length; point++) {
                series.add(fit.law().quantile(parts[point]), observed[point]);
            }
            ChartStyle.addSeries(plot, series, PathRenderer.Kind.LINE, ChartStyle.PALETTE.get(i), ChartStyle.LINE);
            ChartStyle.legendLine(legend, LawNames.of(fit.law()), ChartStyle.PALETTE.get(i), ChartStyle.LINE);
        }
        plot.setFixedLegendItems(legend);
        String title = "Quantiles: observed against fitted";
        return new Chart(
                "quantiles",
                title + ", " + source,
                style.picture(title, source, plot),
                ChartStyle.WIDTH,
                ChartStyle.HEIGHT,
                data());
    }

    private CsvTable data() {
        List<String> header = new ArrayList<>(List.of("part", "observed_s"));
        fits.forEach(fit -> header.add(LawNames.of(fit.law()) + "_s"));
        return new CsvTable(header, rows -> {
            for (int point = 0; point < parts.length; point++) {
                List<String> cells =
                        new ArrayList<>(List.of(Numbers.text(parts[point]), Numbers.text(observed[point])));
                for (Fit fit : fits) {
                    cells.add(Numbers.text(fit.law().quantile(parts[point])));
                }
                rows.add(cells.toArray(String[]::new));
            }
        });
    }
}
