package org.ioasidsim.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.experiment.compare.ComparisonRow;
import org.ioasidsim.experiment.compare.Verdict;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ComparisonIndex;
import org.ioasidsim.report.text.Phrases;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;

/** Which tenants win and which lose: a row for each tenant, a column for each variant, coloured by the difference in first-try success. */
final class WinnersChart {
    private static final Metric METRIC = Metric.FIRST_TRY_SUCCESS;
    private static final int MOST_TENANTS = 30;
    private static final int MOST_LEVEL_LABELS = 6;
    private static final int LEVEL_LABEL_PIXELS = 640;
    private static final int PIXELS_PER_CHARACTER = 7;
    private static final int UPRIGHT_LABEL = 22;
    private static final int UPRIGHT_PIXELS = 150;
    private static final int ROW_PIXELS = 26;
    private static final int FRAME_PIXELS = 175;
    private static final double HALF_CELL = 0.46;

    private final ChartStyle style;
    private final ComparisonIndex index;
    private final List<String> variants;
    private final List<String> tenants;
    private final List<String> others;

    WinnersChart(ChartStyle style, ComparisonIndex index) {
        this.style = style;
        this.index = index;
        this.variants = index.others();
        List<String> largest = index.tenants().stream()
                .sorted(Comparator.comparingDouble((String tenant) -> -index.largestDifference(tenant, METRIC)))
                .limit(MOST_TENANTS)
                .toList();
        this.tenants = index.tenants().stream().filter(largest::contains).toList();
        this.others = index.tenants().stream()
                .filter(tenant -> !largest.contains(tenant))
                .toList();
    }

    /** The colour of a cell. */
    private enum Shade {
        FAR_WORSE("worse by 25 pp or more", 0xD55E00, true),
        WORSE("5 to 25 pp", 0xEE9C5B, false),
        LITTLE_WORSE("below 5 pp", 0xFADBC0, false),
        NONE("no difference shown, or identical", 0xE3E6EA, false),
        LITTLE_BETTER("better by below 5 pp", 0xC5E0F2, false),
        BETTER("5 to 25 pp", 0x6FB0DA, false),
        FAR_BETTER("25 pp or more", 0x0072B2, true);

        private final String label;
        private final Color color;
        private final boolean isDark;

        Shade(String label, int rgb, boolean isDark) {
            this.label = label;
            this.color = new Color(rgb);
            this.isDark = isDark;
        }

        static Shade of(ComparisonRow row) {
            if (!row.verdict().isShown()) {
                return NONE;
            }
            double points = 100 * Math.abs(row.difference());
            boolean isBetter = row.verdict() == Verdict.BETTER;
            if (points >= 25) {
                return isBetter ? FAR_BETTER : FAR_WORSE;
            } else if (points >= 5) {
                return isBetter ? BETTER : WORSE;
            }
            return isBetter ? LITTLE_BETTER : LITTLE_WORSE;
        }
    }

    Chart draw() {
        boolean isLevel = variants.size() <= MOST_LEVEL_LABELS;
        int room = isLevel ? LEVEL_LABEL_PIXELS / PIXELS_PER_CHARACTER / Math.max(1, variants.size()) : UPRIGHT_LABEL;
        SymbolAxis columns = style.nameAxis(variants, room);
        columns.setInverted(false);
        columns.setVerticalTickLabels(!isLevel);
        List<String> rows = new ArrayList<>(tenants);
        if (!others.isEmpty()) {
            rows.add(Phrases.counted(others.size(), "other") + ", mean");
        }
        XYPlot plot = style.plot(columns, style.withoutLine(style.nameAxis(rows, UPRIGHT_LABEL)));
        plot.setRangeGridlinesVisible(false);
        plot.setFixedLegendItems(addCells(plot, isLevel));
        String title = "Who wins and who loses against "
                + Phrases.elided(index.comparison().baseline(), 40);
        String subtitle = "difference in first-try success, by tenant and variant"
                + (isLevel ? ", in percentage points" : "") + "; blank: undefined";
        return new Chart(
                "winners",
                title + ": " + subtitle + ".",
                style.picture(title, subtitle, plot),
                ChartStyle.WIDTH,
                FRAME_PIXELS + ROW_PIXELS * Math.max(2, rows.size()) + (isLevel ? 0 : UPRIGHT_PIXELS),
                data());
    }

    private LegendItemCollection addCells(XYPlot plot, boolean withNumbers) {
        Map<Shade, XYSeries> cells = new EnumMap<>(Shade.class);
        for (Shade shade : Shade.values()) {
            cells.put(shade, series(shade));
        }
        for (int tenant = 0; tenant < tenants.size(); tenant++) {
            for (int variant = 0; variant < variants.size(); variant++) {
                ComparisonRow row = index.row(variants.get(variant), tenants.get(tenant), METRIC);
                if (!Double.isNaN(row.difference())) {
                    addCell(cells.computeIfAbsent(Shade.of(row), WinnersChart::series), variant, tenant);
                    addNumber(plot, withNumbers, Shade.of(row).isDark, row.difference(), variant, tenant);
                }
            }
        }
        addOthers(plot, withNumbers, cells.computeIfAbsent(Shade.NONE, WinnersChart::series));
        LegendItemCollection legend = new LegendItemCollection();
        cells.forEach((shade, series) -> {
            ChartStyle.addSeries(plot, series, PathRenderer.Kind.SPANS, shade.color, ChartStyle.THIN);
            ChartStyle.legendBox(legend, shade.label, shade.color);
        });
        return legend;
    }

    private static XYSeries series(Shade shade) {
        return new XYSeries(shade, false, true);
    }

    private static void addCell(XYSeries cells, int variant, int row) {
        cells.add(variant - HALF_CELL, row, false);
        cells.add(variant + HALF_CELL, row, false);
    }

    /** Adds the cells of the other tenants, uncoloured: the mean of their differences is not tested. */
    private void addOthers(XYPlot plot, boolean withNumbers, XYSeries cells) {
        for (int variant = 0; variant < variants.size() && !others.isEmpty(); variant++) {
            double mean = meanOfOthers(variants.get(variant));
            if (!Double.isNaN(mean)) {
                addCell(cells, variant, tenants.size());
                addNumber(plot, withNumbers, false, mean, variant, tenants.size());
            }
        }
    }

    private double meanOfOthers(String variant) {
        return others.stream()
                .mapToDouble(tenant -> index.row(variant, tenant, METRIC).difference())
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private void addNumber(XYPlot plot, boolean withNumbers, boolean isOnDark, double difference, int x, int y) {
        if (withNumbers) {
            double points = 100 * difference;
            String text =
                    points == 0 ? "0" : (points > 0 ? "+" : "") + Wording.plain(points, Math.abs(points) < 10 ? 2 : 1);
            XYTextAnnotation note = style.note(text, x, y);
            note.setTextAnchor(TextAnchor.CENTER);
            note.setPaint(isOnDark ? Color.WHITE : ChartStyle.INK);
            plot.addAnnotation(note);
        }
    }

    private CsvTable data() {
        return new CsvTable(List.of("tenant", "variant", "difference", "verdict"), rows -> {
            for (String tenant : tenants) {
                for (String variant : variants) {
                    ComparisonRow row = index.row(variant, tenant, METRIC);
                    rows.add(
                            tenant,
                            variant,
                            Numbers.text(row.difference()),
                            row.verdict().word());
                }
            }
            for (String variant : others.isEmpty() ? List.<String>of() : variants) {
                String name = Phrases.counted(others.size(), "other") + ", mean";
                rows.add(name, variant, Numbers.text(meanOfOthers(variant)), "");
            }
        });
    }
}
