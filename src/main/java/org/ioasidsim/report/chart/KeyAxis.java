package org.ioasidsim.report.chart;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.table.KeyWords;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.Quantity;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;

/**
 * The values of a scenario's key as the domain axis of a chart: numbers at their place, on a logarithmic axis if they span a power of
 * ten; a single number, and other values, side by side.
 *
 * @param path of the key
 * @param values in the order of the file
 */
record KeyAxis(String path, List<String> values) {
    private static final double LOGARITHMIC_FROM = 10;
    private static final double MARGIN = 0.04;
    private static final int LABEL_WIDTH = 24;
    private static final int PATH_WIDTH = 60;
    private static final int LEAST_PATH_WIDTH = 12;
    private static final int TITLE_WIDTH = 42;
    private static final int PIXELS_PER_CHARACTER = 8;
    private static final int LEVEL_CHARACTERS = 100;
    private static final int UPRIGHT_PIXELS = 150;

    private static final Pattern WRITTEN = Pattern.compile("([0-9]+(?:[.][0-9]+)?) ?([^0-9eE_,. ][^0-9]*)");

    KeyAxis {
        values = List.copyOf(values);
    }

    /** Returns the position of a value on the axis: its number, in the unit in which all values are written, if they share one. */
    double position(String value) {
        if (!isNumeric()) {
            return values.indexOf(value);
        }
        Matcher written = WRITTEN.matcher(value);
        return sharedUnit().isPresent() && written.matches()
                ? Double.parseDouble(written.group(1))
                : Quantity.of(value).orElseThrow();
    }

    /** Returns the unit that stands behind the number of each value; empty where they differ or have none. */
    private Optional<String> sharedUnit() {
        List<Matcher> written = values.stream().map(WRITTEN::matcher).toList();
        return written.stream().allMatch(Matcher::matches)
                        && written.stream()
                                        .map(value -> value.group(2))
                                        .distinct()
                                        .count()
                                == 1
                ? Optional.of(written.get(0).group(2))
                : Optional.empty();
    }

    private boolean isNumeric() {
        return values.stream().distinct().count() > 1
                && values.stream()
                        .map(Quantity::of)
                        .allMatch(number -> number.isPresent() && Double.isFinite(number.getAsDouble()));
    }

    private double least() {
        return values.stream().mapToDouble(this::position).min().orElse(0);
    }

    private double most() {
        return values.stream().mapToDouble(this::position).max().orElse(1);
    }

    private boolean isLogarithmic() {
        return isNumeric() && least() > 0 && most() / least() >= LOGARITHMIC_FROM;
    }

    /** Returns what a title calls the key. */
    String words() {
        return Phrases.elided(KeyWords.of(path), PATH_WIDTH);
    }

    /** Returns in words which extreme value of its key a plan looks for, as the title of a chart. */
    static String titleOfExtreme(PlanSpec plan) {
        String words = KeyWords.ofExtreme(plan.path(), plan.isLargest());
        return Phrases.capitalised(Phrases.elided(words.startsWith("the ") ? words.substring(4) : words, TITLE_WIDTH));
    }

    /** Returns the same with the unit of its numbers. */
    String label() {
        String unit =
                values.isEmpty() || !isNumeric() ? "" : sharedUnit().orElseGet(() -> Quantity.unit(values.get(0)));
        return words() + (unit.isEmpty() ? "" : " (" + unit + ")") + (isLogarithmic() ? ", log scale" : "");
    }

    /** Returns the axis, which extends a little beyond the values. */
    ValueAxis axis(ChartStyle style) {
        if (!isNumeric()) {
            return symbols(style);
        }
        return isLogarithmic() ? logarithmic(style) : linear(style);
    }

    /** Returns whether the names of the values fit below a chart only if they stand upright. */
    private boolean isUpright() {
        int longest = values.stream().mapToInt(String::length).max().orElse(0);
        return values.size() * (Math.min(LABEL_WIDTH, longest) + 2) > LEVEL_CHARACTERS;
    }

    /** Returns the pixels by which a chart must be higher so that upright names below its plot do not shrink it; 0 for numbers. */
    int uprightPixels() {
        return isNumeric() ? 0 : uprightSymbolPixels();
    }

    /** Does the same for an axis on which numbers, too, stand side by side. */
    int uprightSymbolPixels() {
        return isUpright() ? UPRIGHT_PIXELS : 0;
    }

    /** Returns an axis on which the values stand one above the other at 0, 1, 2, ...; its name is elided to a height in pixels. */
    SymbolAxis rows(ChartStyle style, int pixels) {
        SymbolAxis axis = symbols(style);
        axis.setVerticalTickLabels(false);
        axis.setLabel(Phrases.elided(words(), Math.max(LEAST_PATH_WIDTH, pixels / PIXELS_PER_CHARACTER)));
        return axis;
    }

    /** Returns an axis on which the values stand side by side at 0, 1, 2, ... */
    SymbolAxis symbols(ChartStyle style) {
        String[] labels =
                values.stream().map(value -> Phrases.elided(value, LABEL_WIDTH)).toArray(String[]::new);
        SymbolAxis axis = style.look(new SymbolAxis(words(), labels));
        axis.setVerticalTickLabels(isUpright());
        axis.setRange(-0.5, Math.max(0, labels.length - 1) + 0.5);
        axis.setGridBandsVisible(false);
        return axis;
    }

    private NumberAxis linear(ChartStyle style) {
        NumberAxis axis = style.axis(label());
        double margin = MARGIN * (most() > least() ? most() - least() : 1);
        axis.setRange(least() - margin, most() + margin);
        if (values.stream().mapToDouble(this::position).allMatch(value -> value == Math.rint(value))) {
            axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        }
        return axis;
    }

    private LogAxis logarithmic(ChartStyle style) {
        var numbers = new DecimalFormat("#,##0.######", DecimalFormatSymbols.getInstance(Locale.ROOT));
        double[] places = values.stream().mapToDouble(this::position).sorted().toArray();
        LogAxis axis = style.look(new ValuesAxis(
                label(), places, Arrays.stream(places).mapToObj(numbers::format).toList()));
        axis.setBase(10);
        axis.setNumberFormatOverride(numbers);
        double margin = Math.pow(most() / least(), MARGIN);
        axis.setRange(least() / margin, most() * margin);
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setMinorTickMarksVisible(false);
        return axis;
    }
}
