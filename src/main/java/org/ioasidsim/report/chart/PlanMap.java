package org.ioasidsim.report.chart;

import java.awt.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.search.PlanResult;
import org.ioasidsim.experiment.search.PlanTheory;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.table.ConditionWords;
import org.ioasidsim.report.table.PlanAnswer;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.Quantity;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYZDataset;

/** The answers of a plan over two further keys: a heat map of the value that is shown to meet the conditions. */
final class PlanMap {
    private static final int MOST_NUMBERED = 12;
    private static final int CELL_PIXELS = 40;
    private static final int LEAST_CELL_PIXELS = 18;
    private static final int MOST_PIXELS = 700;
    private static final int FRAME_PIXELS = 170;
    private static final int CONDITION_WIDTH = 50;

    private final ChartStyle style;
    private final PlanAnswer answer;
    private final KeyAxis up;
    private final KeyAxis across;

    PlanMap(ChartStyle style, PlanAnswer answer) {
        this.style = style;
        this.answer = answer;
        this.up = axis(0);
        this.across = axis(1);
    }

    private KeyAxis axis(int key) {
        return new KeyAxis(
                answer.acrossPaths().get(key),
                answer.lines().stream()
                        .map(line -> answer.acrossValues(line).get(key))
                        .distinct()
                        .toList());
    }

    /** A cell: where it lies, and what was found there. */
    private record Cell(int column, int row, PlanResult result) {
        double number() {
            OptionalLong meets = best();
            return meets.isEmpty()
                    ? 0
                    : Quantity.of(result.plan().text(meets.getAsLong())).orElse(0);
        }

        String text() {
            OptionalLong meets = best();
            if (meets.isEmpty()) {
                return "none";
            }
            String value = result.plan().text(meets.getAsLong());
            String more = result.plan().isLargest() ? " or more" : " or less";
            return value + (result.exact().isEmpty() && result.shownToFail().isEmpty() ? more : "");
        }

        /** Returns the best value that theory, where it is exact, or simulation says to meet the conditions. */
        OptionalLong best() {
            return result.exact().map(PlanTheory::met).orElse(result.shownToMeet());
        }
    }

    Chart draw() {
        PlanSpec plan = answer.lines().get(0).result().plan();
        int height = Math.max(
                        LEAST_CELL_PIXELS,
                        Math.min(CELL_PIXELS, MOST_PIXELS / up.values().size()))
                * Math.max(2, up.values().size());
        SymbolAxis rows = up.rows(style, height);
        rows.setInverted(true);
        rows.setLabel(null);
        XYPlot plot = style.plot(across.symbols(style), rows);
        plot.setRangeGridlinesVisible(false);
        List<Cell> cells = cells();
        double most =
                Math.max(1e-300, cells.stream().mapToDouble(Cell::number).max().orElse(1));
        var data = new DefaultXYZDataset();
        data.addSeries("cells", new double[][] {
            cells.stream().mapToDouble(Cell::column).toArray(),
            cells.stream().mapToDouble(Cell::row).toArray(),
            cells.stream().mapToDouble(cell -> cell.number() / most).toArray()
        });
        var renderer = new XYBlockRenderer();
        renderer.setPaintScale(new Shades());
        plot.setDataset(data);
        plot.setRenderer(renderer);
        if (across.values().size() <= MOST_NUMBERED) {
            cells.forEach(cell -> plot.addAnnotation(label(cell, cell.number() / most)));
        }
        plot.setFixedLegendItems(new LegendItemCollection());
        String title = KeyAxis.titleOfExtreme(plan);
        String conditions = ConditionWords.of(plan.conditions());
        return new Chart(
                "plan-map",
                title + " over " + up.words() + " and " + across.words() + ": " + spoken(cells),
                style.picture(
                        title,
                        "shown to have " + Phrases.elided(conditions, CONDITION_WIDTH)
                                + "; stronger blue is more; down: " + up.words(),
                        plot),
                ChartStyle.WIDTH,
                FRAME_PIXELS + height + across.uprightSymbolPixels(),
                new CsvTable(
                        List.of(up.path(), across.path(), "shown_to_meet", "shown_to_fail"),
                        table -> cells.forEach(cell -> table.add(
                                up.values().get(cell.row()),
                                across.values().get(cell.column()),
                                text(plan, cell.result().shownToMeet()),
                                text(plan, cell.result().shownToFail())))));
    }

    private String spoken(List<Cell> cells) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < up.values().size(); row++) {
            int number = row;
            rows.add(up.values().get(row) + ": "
                    + cells.stream()
                            .filter(cell -> cell.row() == number)
                            .map(Cell::text)
                            .collect(Collectors.joining(", ")));
        }
        return String.join("; ", rows);
    }

    private List<Cell> cells() {
        return IntStream.range(0, answer.lines().size())
                .mapToObj(number -> {
                    PlanAnswer.Line line = answer.lines().get(number);
                    List<String> values = answer.acrossValues(line);
                    return new Cell(
                            across.values().indexOf(values.get(1)), up.values().indexOf(values.get(0)), line.result());
                })
                .toList();
    }

    private XYTextAnnotation label(Cell cell, double shade) {
        var label = new XYTextAnnotation(cell.text(), cell.column(), cell.row());
        label.setFont(style.small());
        label.setTextAnchor(TextAnchor.CENTER);
        label.setPaint(ChartStyle.over(ChartStyle.shade(shade)));
        return label;
    }

    private static String text(PlanSpec plan, OptionalLong value) {
        return value.isEmpty() ? "" : plan.text(value.getAsLong());
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
