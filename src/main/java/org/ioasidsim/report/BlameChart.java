package org.ioasidsim.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.ReplicationResult;
import org.ioasidsim.experiment.VariantResult;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYZDataset;

/**
 * The picture of {@code blame.csv} of one variant: who went without, by row, while whom, by column, held ids above its entitlement. Of many
 * tenants those with most blame on either side are shown, the rest as one.
 */
final class BlameChart {
    private static final int MOST_TENANTS = 25;
    private static final int MOST_NUMBERED = 12;
    private static final int FRAME_PIXELS = 190;
    private static final int LEAST_CELL_PIXELS = 17;
    private static final int MOST_CELL_PIXELS = 46;
    private static final int NAME_WIDTH = 18;
    private static final Color DARKEST = new Color(0x0B3C5D);
    private static final Color LIGHTEST = new Color(0xE3EEF6);

    private final ChartStyle style;
    private final VariantResult variant;
    private final List<String> labels = new ArrayList<>();
    private final double[][] cells;

    BlameChart(ChartStyle style, VariantResult variant) {
        this.style = style;
        this.variant = variant;
        this.cells = grouped(total(variant));
    }

    /** Returns id-seconds {@code [victim][holder]} over all complete replications. */
    static double[][] total(VariantResult variant) {
        int tenants = ResultTables.tenants(variant).size();
        double[][] total = new double[tenants][tenants];
        for (ReplicationResult replication : ResultTables.complete(variant)) {
            for (int victim = 0; victim < tenants; victim++) {
                for (int holder = 0; holder < tenants; holder++) {
                    total[victim][holder] += replication.blameIdSeconds()[victim][holder];
                }
            }
        }
        return total;
    }

    private double[][] grouped(double[][] total) {
        int tenants = total.length;
        List<Integer> shown = IntStream.range(0, tenants)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer tenant) -> -involvement(total, tenant)))
                .limit(tenants <= MOST_TENANTS + 1 ? tenants : MOST_TENANTS)
                .sorted()
                .toList();
        int rest = tenants - shown.size();
        int[] place = new int[tenants];
        for (int tenant = 0; tenant < tenants; tenant++) {
            int own = shown.indexOf(tenant);
            place[tenant] = own < 0 ? shown.size() : own;
        }
        shown.forEach(tenant ->
                labels.add(Wording.elided(ResultTables.tenants(variant).get(tenant), NAME_WIDTH)));
        if (rest > 0) {
            labels.add(rest + " others");
        }
        double[][] sums = new double[labels.size()][labels.size()];
        for (int victim = 0; victim < tenants; victim++) {
            for (int holder = 0; holder < tenants; holder++) {
                sums[place[victim]][place[holder]] += total[victim][holder];
            }
        }
        return sums;
    }

    private static double involvement(double[][] total, int tenant) {
        double sum = 0;
        for (int other = 0; other < total.length; other++) {
            sum += total[tenant][other] + total[other][tenant];
        }
        return sum;
    }

    Chart draw() {
        double most = 0;
        for (double[] row : cells) {
            for (double cell : row) {
                most = Math.max(most, cell);
            }
        }
        XYPlot plot = style.plot(axis("held above its entitlement"), axis("unmet demand"));
        plot.getRangeAxis().setInverted(true);
        plot.setDomainAxisLocation(AxisLocation.TOP_OR_LEFT);
        plot.setRangeGridlinesVisible(false);
        plot.setFixedLegendItems(new LegendItemCollection());
        if (most > 0) {
            fill(plot, most);
        }
        int replications = ResultTables.complete(variant).size();
        String subtitle = most > 0
                ? "id-seconds, total of " + Wording.counted(replications, "replication") + "; the darkest is "
                        + number(most)
                : "nobody held ids above its entitlement while another went without";
        String title = "Who stood in whose way, " + Wording.elided(variant.name(), 40);
        int cell = Math.max(LEAST_CELL_PIXELS, Math.min(MOST_CELL_PIXELS, 480 / Math.max(1, labels.size())));
        return new Chart(
                ChartJobs.fileName("blame", variant.name()),
                title + ": " + subtitle + ".",
                style.picture(title, subtitle, plot),
                ChartStyle.WIDTH,
                FRAME_PIXELS + cell * Math.max(2, labels.size()),
                data());
    }

    private SymbolAxis axis(String label) {
        SymbolAxis axis = style.withoutLine(style.look(new SymbolAxis(label, labels.toArray(String[]::new))));
        axis.setGridBandsVisible(false);
        axis.setRange(-0.5, Math.max(0, labels.size() - 1) + 0.5);
        axis.setTickLabelFont(style.small());
        axis.setVerticalTickLabels(label.startsWith("held") && labels.size() > 7);
        return axis;
    }

    private void fill(XYPlot plot, double most) {
        List<double[]> filled = new ArrayList<>();
        for (int victim = 0; victim < cells.length; victim++) {
            for (int holder = 0; holder < cells.length; holder++) {
                if (cells[victim][holder] > 0) {
                    filled.add(new double[] {holder, victim, cells[victim][holder]});
                    if (cells.length <= MOST_NUMBERED) {
                        plot.addAnnotation(label(holder, victim, cells[victim][holder], most));
                    }
                }
            }
        }
        double[][] columns = new double[3][filled.size()];
        for (int i = 0; i < filled.size(); i++) {
            for (int column = 0; column < 3; column++) {
                columns[column][i] = filled.get(i)[column];
            }
        }
        DefaultXYZDataset data = new DefaultXYZDataset();
        data.addSeries("blame", columns);
        XYBlockRenderer blocks = new XYBlockRenderer();
        blocks.setPaintScale(new Shade(most));
        plot.setDataset(data);
        plot.setRenderer(blocks);
    }

    private XYTextAnnotation label(int holder, int victim, double value, double most) {
        XYTextAnnotation label = style.note(number(value), holder, victim);
        label.setTextAnchor(TextAnchor.CENTER);
        label.setPaint(value > most / 2 ? Color.WHITE : ChartStyle.INK);
        return label;
    }

    private static String number(double value) {
        return value >= 1_000 ? Wording.count(Math.round(value)) : Numbers.text(Math.round(value * 10) / 10.0);
    }

    private CsvTable data() {
        return new CsvTable(List.of("victim", "holder", "id_seconds"), rows -> {
            for (int victim = 0; victim < cells.length; victim++) {
                for (int holder = 0; holder < cells.length; holder++) {
                    if (cells[victim][holder] > 0) {
                        rows.add(labels.get(victim), labels.get(holder), Numbers.text(cells[victim][holder]));
                    }
                }
            }
        });
    }

    /** From light for next to nothing to dark for the most. */
    private record Shade(double most) implements PaintScale {
        @Override
        public double getLowerBound() {
            return 0;
        }

        @Override
        public double getUpperBound() {
            return most;
        }

        @Override
        public Color getPaint(double value) {
            double part = Math.max(0, Math.min(1, value / most));
            return new Color(
                    mixed(LIGHTEST.getRed(), DARKEST.getRed(), part),
                    mixed(LIGHTEST.getGreen(), DARKEST.getGreen(), part),
                    mixed(LIGHTEST.getBlue(), DARKEST.getBlue(), part));
        }

        private static int mixed(int from, int to, double part) {
            return (int) Math.round(from + (to - from) * part);
        }
    }
}
