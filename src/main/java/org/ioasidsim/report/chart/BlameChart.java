package org.ioasidsim.report.chart;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.report.table.BlameMatrix;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Phrases;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;

/** The picture of the {@link BlameMatrix} of one variant. */
final class BlameChart {
    private static final int MOST_TENANTS = 25;
    private static final int MOST_NUMBERED = 12;
    private static final int FRAME_PIXELS = 190;
    private static final int LEAST_CELL_PIXELS = 17;
    private static final int MOST_CELL_PIXELS = 46;
    private static final int NAME_WIDTH = 18;
    private static final int SHADES = 16;
    private static final int MOST_NAMED_COLUMNS = 6;
    private static final Color DARKEST = new Color(0x0B3C5D);
    private static final Color LIGHTEST = new Color(0xE3EEF6);

    private final ChartStyle style;
    private final VariantResult variant;
    private final List<String> victims;
    private final List<String> holders;
    private final double[][] cells;

    BlameChart(ChartStyle style, VariantResult variant) {
        this.style = style;
        this.variant = variant;
        BlameMatrix matrix = BlameMatrix.of(variant, MOST_TENANTS);
        this.victims = elided(matrix.victims());
        this.holders = elided(matrix.holders());
        this.cells = matrix.total();
    }

    private static List<String> elided(List<String> names) {
        return names.stream().map(name -> Phrases.elided(name, NAME_WIDTH)).toList();
    }

    Chart draw() {
        double most = 0;
        for (double[] row : cells) {
            for (double cell : row) {
                most = Math.max(most, cell);
            }
        }
        XYPlot plot = style.plot(axis("held above its entitlement", columns()), axis("unmet demand", rows()));
        plot.getRangeAxis().setInverted(true);
        plot.setDomainAxisLocation(AxisLocation.TOP_OR_LEFT);
        plot.setRangeGridlinesVisible(false);
        plot.setFixedLegendItems(new LegendItemCollection());
        if (most > 0) {
            fill(plot, most);
        }
        int replications = ResultTables.complete(variant).size();
        String subtitle = most > 0
                ? "id-seconds, total of " + Phrases.counted(replications, "replication") + "; the darkest is "
                        + number(most)
                : "nobody held ids above its entitlement while another went without";
        String title = "Who stood in whose way, " + Phrases.elided(variant.name(), 40);
        int cell = Math.max(LEAST_CELL_PIXELS, Math.min(MOST_CELL_PIXELS, 480 / Math.max(1, holders.size())));
        return new Chart(
                ChartNames.of("blame", variant.name()),
                title + ": " + subtitle + ".",
                style.picture(title, subtitle, plot),
                ChartStyle.WIDTH,
                FRAME_PIXELS + cell * Math.max(2, victims.size()),
                data());
    }

    /** Returns the names of the rows, with numbers if the columns have room for numbers only. */
    private List<String> rows() {
        return holders.size() <= MOST_NAMED_COLUMNS || !victims.equals(holders)
                ? victims
                : IntStream.range(0, victims.size())
                        .mapToObj(i -> victims.get(i) + "  " + (i + 1))
                        .toList();
    }

    private List<String> columns() {
        return holders.size() <= MOST_NAMED_COLUMNS
                ? holders
                : IntStream.rangeClosed(1, holders.size())
                        .mapToObj(Integer::toString)
                        .toList();
    }

    private SymbolAxis axis(String label, List<String> names) {
        SymbolAxis axis = style.withoutLine(style.look(new SymbolAxis(label, names.toArray(String[]::new))));
        axis.setGridBandsVisible(false);
        axis.setRange(-0.5, Math.max(0, names.size() - 1) + 0.5);
        axis.setTickLabelFont(style.small());
        return axis;
    }

    private void fill(XYPlot plot, double most) {
        for (int shade = 0; shade < SHADES; shade++) {
            XYSeries filled = new XYSeries(shade, false, true);
            for (int victim = 0; victim < cells.length; victim++) {
                for (int holder = 0; holder < holders.size(); holder++) {
                    if (shade(cells[victim][holder], most) == shade) {
                        filled.add(holder, victim, false);
                    }
                }
            }
            ChartStyle.addSeries(plot, filled, PathRenderer.Kind.CELLS, color(shade), ChartStyle.THIN);
        }
        for (int victim = 0; victim < cells.length && holders.size() <= MOST_NUMBERED; victim++) {
            for (int holder = 0; holder < holders.size(); holder++) {
                if (cells[victim][holder] > 0) {
                    plot.addAnnotation(label(holder, victim, cells[victim][holder], most));
                }
            }
        }
    }

    /** Returns the shade of a cell, 0 the lightest; negative without blame. */
    private static int shade(double value, double most) {
        return value > 0 ? (int) Math.min(SHADES - 1.0, SHADES * value / most) : -1;
    }

    private static Color color(int shade) {
        double part = shade / (SHADES - 1.0);
        return new Color(
                mixed(LIGHTEST.getRed(), DARKEST.getRed(), part),
                mixed(LIGHTEST.getGreen(), DARKEST.getGreen(), part),
                mixed(LIGHTEST.getBlue(), DARKEST.getBlue(), part));
    }

    private static int mixed(int from, int to, double part) {
        return (int) Math.round(from + (to - from) * part);
    }

    private XYTextAnnotation label(int holder, int victim, double value, double most) {
        XYTextAnnotation label = style.note(number(value), holder, victim);
        label.setTextAnchor(TextAnchor.CENTER);
        label.setPaint(value > most / 2 ? Color.WHITE : ChartStyle.INK);
        return label;
    }

    private static String number(double value) {
        if (value < 0.05) {
            return "<0.1";
        }
        return value >= 1_000 ? Phrases.count(Math.round(value)) : Numbers.text(Math.round(value * 10) / 10.0);
    }

    private CsvTable data() {
        return new CsvTable(List.of("victim", "holder", "id_seconds"), rows -> {
            for (int victim = 0; victim < cells.length; victim++) {
                for (int holder = 0; holder < holders.size(); holder++) {
                    if (cells[victim][holder] > 0) {
                        rows.add(victims.get(victim), holders.get(holder), Numbers.text(cells[victim][holder]));
                    }
                }
            }
        });
    }
}
