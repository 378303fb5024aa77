package org.ioasidsim.report.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Paint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ioasidsim.experiment.search.FleetCell;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.table.ConditionWords;
import org.ioasidsim.report.table.FleetAnswer;
import org.ioasidsim.report.table.FleetTables;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.FleetSpec;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYZDataset;

/** The charts of a fleet: a heat map of what fits for each policy, shaded by the logarithm within each flavour. */
public final class FleetCharts {
    private static final int MOST_NUMBERED = 12;
    private static final int CELL_PIXELS = 34;
    private static final int LEAST_CELL_PIXELS = 11;
    private static final int LOW_CELL_PIXELS = 16;

    /** The height of all rows together that is not exceeded while their names have room: with it the picture stands in a first screen. */
    private static final int MOST_PIXELS = 410;

    /** The size of letters of which a row shows all, as a part of its height: else every second name is left out. */
    private static final float LETTERS = 0.78f;

    private static final int FRAME_PIXELS = 170;
    private static final double DARK_FROM = 0.55;
    private static final int CONDITION_WIDTH = 60;
    private static final String APPROXIMATE = "~";

    private final ChartStyle style;
    private final FleetAnswer answer;

    private FleetCharts(ChartStyle style, FleetAnswer answer) {
        this.style = style;
        this.answer = answer;
    }

    public static List<ChartJob> jobs(ChartStyle style, FleetAnswer answer) {
        var charts = new FleetCharts(style, answer);
        List<ChartJob> jobs = new ArrayList<>();
        for (FleetSpec.Choice policy : answer.fleet().policies()) {
            jobs.add(new ChartJob("", () -> charts.heatMap(policy)));
        }
        return jobs;
    }

    private Chart heatMap(FleetSpec.Choice policy) {
        FleetSpec fleet = answer.fleet();
        var across = new KeyAxis("flavour", names(fleet.flavours()));
        var up = new KeyAxis("host", names(fleet.hosts()));
        int rows = Math.max(2, up.values().size());
        int height = rows * Math.max(LEAST_CELL_PIXELS, Math.min(CELL_PIXELS, MOST_PIXELS / rows));
        SymbolAxis names = downwards(up.rows(style, height));
        if (height < LOW_CELL_PIXELS * rows) {
            Font tiny = style.tiny();
            names.setTickLabelFont(tiny.deriveFont(Math.min(tiny.getSize2D(), LETTERS * height / rows)));
        }
        XYPlot plot = style.plot(across.symbols(style), names);
        plot.setRangeGridlinesVisible(false);
        List<FleetCell> cells = answer.cells(policy);
        var columns = new double[3][cells.size()];
        for (int i = 0; i < cells.size(); i++) {
            FleetCell cell = cells.get(i);
            columns[0][i] = across.values().indexOf(cell.cell().flavour().name());
            columns[1][i] = up.values().indexOf(cell.cell().host().name());
            columns[2][i] = shade(cell, cells);
            if (across.values().size() <= MOST_NUMBERED) {
                plot.addAnnotation(label(cell, columns[0][i], columns[1][i], columns[2][i]));
            }
        }
        var data = new DefaultXYZDataset();
        data.addSeries("cells", columns);
        var renderer = new XYBlockRenderer();
        renderer.setPaintScale(new Shades());
        plot.setDataset(data);
        plot.setRenderer(renderer);
        plot.setFixedLegendItems(new LegendItemCollection());
        String name = "What fits on each host" + (policy.name().isEmpty() ? "" : ", " + policy.name());
        return new Chart(
                policy.name().isEmpty() ? "fleet" : ChartNames.of("fleet", policy.name()),
                name + ": " + spoken(cells) + ".",
                style.picture(
                        name,
                        "with "
                                + Phrases.elided(ConditionWords.of(fleet.plan().conditions()), CONDITION_WIDTH)
                                + "; stronger blue is more, within each flavour" + marks(cells),
                        plot),
                ChartStyle.WIDTH,
                FRAME_PIXELS + height,
                data(cells));
    }

    private static SymbolAxis downwards(SymbolAxis axis) {
        axis.setInverted(true);
        axis.setLabel(null);
        return axis;
    }

    private static List<String> names(List<FleetSpec.Choice> choices) {
        return choices.stream().map(FleetSpec.Choice::name).toList();
    }

    private static double shade(FleetCell cell, List<FleetCell> cells) {
        long most = cells.stream()
                .filter(other -> other.cell().flavour().equals(cell.cell().flavour()))
                .mapToLong(other -> other.fits().orElse(0))
                .max()
                .orElse(0);
        return most <= 0 ? 0 : Math.log1p(Math.max(0, cell.fits().orElse(0))) / Math.log1p(most);
    }

    private XYTextAnnotation label(FleetCell cell, double x, double y, double shade) {
        String text = cell.fits().isPresent()
                ? (FleetTables.isApproximate(cell) ? APPROXIMATE : "")
                        + FleetTables.number(cell.fits(), answer.fleet().plan())
                        + mark(cell)
                : "-";
        var label = new XYTextAnnotation(text, x, y);
        label.setFont(style.small());
        label.setTextAnchor(TextAnchor.CENTER);
        label.setPaint(shade > DARK_FROM ? Color.WHITE : ChartStyle.INK);
        return label;
    }

    /** Returns the sign of what stands behind a number: nothing for theory. */
    private static String mark(FleetCell cell) {
        return switch (cell.state()) {
            case UNKNOWN, THEORY -> "";
            case CONFIRMED, SIMULATED -> "*";
            case UNDECIDED -> "?";
            case REFUTED -> "!";
        };
    }

    private static String marks(List<FleetCell> cells) {
        Map<String, String> words = Map.of(
                APPROXIMATE, "approximate", "*", "simulated", "?", "not decided", "!", "simulation says otherwise");
        String marks = cells.stream()
                .map(cell -> FleetTables.isApproximate(cell) ? APPROXIMATE : mark(cell))
                .filter(mark -> !mark.isEmpty())
                .distinct()
                .sorted()
                .map(mark -> mark + " " + words.get(mark))
                .collect(Collectors.joining(", "));
        return marks.isEmpty() ? "" : "; " + marks;
    }

    /** Returns for each flavour in words on which host most fit and on which the fewest. */
    private String spoken(List<FleetCell> cells) {
        List<String> parts = new ArrayList<>();
        for (FleetSpec.Choice flavour : answer.fleet().flavours()) {
            List<FleetCell> known = cells.stream()
                    .filter(cell ->
                            cell.cell().flavour().equals(flavour) && cell.fits().isPresent())
                    .sorted(Comparator.comparingLong(cell -> cell.fits().getAsLong()))
                    .toList();
            if (!known.isEmpty()) {
                parts.add(flavour.name() + " from " + spoken(known.get(0)) + " to "
                        + spoken(known.get(known.size() - 1)));
            }
        }
        return String.join("; ", parts);
    }

    private static String spoken(FleetCell cell) {
        return Phrases.count(cell.fits().orElse(0)) + " on "
                + cell.cell().host().name();
    }

    private static CsvTable data(List<FleetCell> cells) {
        return new CsvTable(
                List.of("host", "flavour", "fits", "state"),
                rows -> cells.forEach(cell -> rows.add(
                        cell.cell().host().name(),
                        cell.cell().flavour().name(),
                        cell.fits().isPresent() ? Long.toString(cell.fits().getAsLong()) : "",
                        cell.state().word())));
    }

    /** White to blue. */
    private static final class Shades implements PaintScale {
        @Override
        public double getLowerBound() {
            return 0;
        }

        @Override
        public double getUpperBound() {
            return 1;
        }

        @Override
        public Paint getPaint(double value) {
            return ChartStyle.shade(value);
        }
    }
}
