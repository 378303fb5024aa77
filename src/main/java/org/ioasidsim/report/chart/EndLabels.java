package org.ioasidsim.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.text.Phrases;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

/** The names of lines, each at the right of its end and apart from the others, in the place of a legend. */
final class EndLabels {
    /** More than the width of a character, and the room beyond a name, in pixels. */
    private static final int CHARACTER_PIXELS = 7;

    private static final int MARGIN_PIXELS = 16;
    private static final int NAME_WIDTH = 18;
    private static final double LEAST_PIXELS = 16;

    private final List<Label> labels = new ArrayList<>();

    private record Label(String name, double y, Color color) {}

    /** Adds a name at the end of a line; nothing where the line has no end. */
    void add(String name, double x, double y, Color color) {
        if (Double.isFinite(x) && Double.isFinite(y)) {
            labels.add(new Label(name, y, color));
        }
    }

    /**
     * Makes room beside the plot and writes the names there.
     *
     * @param pixels the height of the plot
     */
    void drawOn(XYPlot plot, ChartStyle style, double pixels) {
        if (labels.isEmpty()) {
            return;
        }
        RectangleInsets insets = plot.getInsets();
        plot.setInsets(new RectangleInsets(insets.getTop(), insets.getLeft(), insets.getBottom(), room()));
        double low = plot.getRangeAxis().getLowerBound();
        double high = plot.getRangeAxis().getUpperBound();
        double gap = LEAST_PIXELS * (high - low) / pixels;
        List<Label> upwards =
                labels.stream().sorted(Comparator.comparingDouble(Label::y)).toList();
        double[] places = apart(upwards.stream().mapToDouble(Label::y).toArray(), gap, high);
        double x = plot.getDomainAxis().getUpperBound(); // beyond points, intervals and dashed lines
        for (int i = 0; i < places.length; i++) {
            Label label = upwards.get(i);
            XYTextAnnotation note = style.note("  " + Phrases.elided(label.name(), NAME_WIDTH), x, places[i]);
            note.setPaint(ChartStyle.readable(label.color()));
            plot.addAnnotation(note);
        }
    }

    private int room() {
        int longest = labels.stream()
                .mapToInt(label -> Math.min(NAME_WIDTH, label.name().length()))
                .max()
                .orElse(0);
        return MARGIN_PIXELS + CHARACTER_PIXELS * longest;
    }

    /** Returns ascending places at least {@code gap} apart and at most {@code high}, near those given in ascending order. */
    static double[] apart(double[] wanted, double gap, double high) {
        double[] places = wanted.clone();
        for (int i = 1; i < places.length; i++) {
            places[i] = Math.max(places[i], places[i - 1] + gap);
        }
        for (int i = places.length - 1; i >= 0; i--) {
            double most = i == places.length - 1 ? high : places[i + 1] - gap;
            places[i] = Math.min(places[i], most);
        }
        return places;
    }
}
