package org.ioasidsim.report.draw;

import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.report.text.Phrases;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.TextAnchor;

/**
 * A picture, ready to be drawn.
 *
 * @param name of its files, without their ending
 * @param alt what it shows, for readers who cannot see it
 * @param width in pixels of the picture at its natural size
 * @param data what is drawn, as a table
 */
public record Chart(String name, String alt, JFreeChart picture, int width, int height, CsvTable data) {
    /** What the name of a chart's narrow shape ends with. */
    public static final String NARROW_SUFFIX = "-narrow";

    /** The width of a page on a phone, less its margins. */
    private static final int NARROW_PIXELS = 380;

    /** The height of a picture over time on such a page. */
    private static final int LOW_PIXELS = 400;

    /** What titles need on further lines. */
    private static final int TITLE_PIXELS = 50;

    /** The most columns of a picture of several that a narrow one keeps. */
    private static final int MOST_COLUMNS = 2;

    /** What a map has beside its columns at least, and what of it the names of its rows do not take. */
    private static final int LEAST_BESIDE_PIXELS = 120;

    private static final int BESIDE_PIXELS = 50;

    /** The most that the names of rows take beside these: a quarter of the picture; longer ones stand above. */
    private static final int MOST_NAME_PIXELS = NARROW_PIXELS / 4;

    /** What a picture has to the left of its plot where nothing stands beside it. */
    private static final int LEFT_PIXELS = 30;

    /** What a picture has to the right of its plot. */
    private static final int RIGHT_PIXELS = 30;

    /** The part of an axis that bars keep at least beside texts to their right. */
    private static final double LEAST_SHOWN = 0.3;

    /** How much higher a map is whose numbers stand upright, and what the names of its columns need below it. */
    private static final double UPRIGHT = 1.4;

    private static final int NAME_PIXELS = 60;

    /** How much smaller the numbers of a map are where they have no room at their own size, and what they leave free of its columns. */
    private static final double SMALL = 0.87;

    private static final int GAP_PIXELS = 4;

    /** What a map has beside its rows. */
    private static final int FRAME_PIXELS = 170;

    /** What an entry of a legend takes beside its name, what a character of the name takes, and what a line takes. */
    private static final int ENTRY_PIXELS = 46;

    private static final int CHARACTER_PIXELS = 7;
    private static final int LINE_PIXELS = 20;

    /** Returns whether the narrow shape leaves columns out. */
    public boolean isCutWhenNarrow() {
        return picture.getPlot() instanceof CombinedRangeXYPlot plot
                && plot.getSubplots().size() > MOST_COLUMNS;
    }

    /** Returns the same picture in a shape that a phone shows without scrolling, its text as large as in this one. */
    public Chart narrow() {
        int high = (height == ChartStyle.HEIGHT ? LOW_PIXELS : height + TITLE_PIXELS) + LINE_PIXELS * furtherLines();
        if (picture.getPlot() instanceof CombinedRangeXYPlot) {
            JFreeChart copy = copy();
            cut(copy);
            return narrow(copy, high);
        }
        JFreeChart copy = copy();
        int columns = columns();
        if (columns == 0) {
            boolean isBeside = !hasRows(copy.getXYPlot()) || namePixels() <= MOST_NAME_PIXELS;
            makeRoom(copy.getXYPlot(), isBeside ? besidePixels() : LEFT_PIXELS);
            if (!isBeside) {
                RowsUnderNames.moveNames(copy.getXYPlot());
            }
            return narrow(copy, high + (isBeside ? 0 : RowsUnderNames.STRIP_PIXELS * rows()));
        }
        int room = (NARROW_PIXELS - besidePixels()) / columns;
        boolean hasTurnedNames = turnNames(copy.getXYPlot(), room);
        boolean hasTurnedNumbers = turnNumbers(copy, room, UPRIGHT * (height - FRAME_PIXELS) / rows());
        return narrow(copy, (int) ((hasTurnedNumbers ? UPRIGHT : 1) * high) + (hasTurnedNames ? NAME_PIXELS : 0));
    }

    private Chart narrow(JFreeChart shape, int high) {
        return new Chart(name + NARROW_SUFFIX, alt, shape, NARROW_PIXELS, high, data);
    }

    private JFreeChart copy() {
        try {
            return (JFreeChart) picture.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("A picture cannot be copied.", e);
        }
    }

    /** Returns how many columns a map has; 0 where it is none. */
    private int columns() {
        return picture.getPlot() instanceof XYPlot plot && plot.getDomainAxis() instanceof SymbolAxis axis
                ? axis.getSymbols().length
                : 0;
    }

    /** Lets the axis of rows of bars or points end so far beyond them that the texts to their right have room. */
    private static void makeRoom(XYPlot plot, int besidePixels) {
        ValueAxis axis = plot.getDomainAxis();
        if (!hasRows(plot)) {
            return;
        }
        double pixels = NARROW_PIXELS - besidePixels - RIGHT_PIXELS;
        BesideNote.makeRoom(plot, pixels);
        double low = axis.getLowerBound();
        double high = axis.getUpperBound();
        for (XYTextAnnotation text : texts(plot)) {
            double left =
                    Math.max(LEAST_SHOWN, 1 - CHARACTER_PIXELS * text.getText().length() / pixels);
            if (text.getTextAnchor().equals(TextAnchor.CENTER_LEFT) && !(text instanceof BesideNote)) {
                high = Math.max(high, low + (text.getX() - low) / left);
            }
        }
        axis.setUpperBound(high);
    }

    /** Returns whether a plot has rows of bars or points. */
    private static boolean hasRows(XYPlot plot) {
        return plot.getRangeAxis() instanceof SymbolAxis && plot.getDomainAxis() instanceof NumberAxis;
    }

    private static List<XYTextAnnotation> texts(XYPlot plot) {
        List<XYTextAnnotation> texts = new ArrayList<>();
        for (Object annotation : plot.getAnnotations()) {
            if (annotation instanceof XYTextAnnotation text) {
                texts.add(text);
            }
        }
        return texts;
    }

    private int besidePixels() {
        return Math.max(LEAST_BESIDE_PIXELS, BESIDE_PIXELS + namePixels());
    }

    private int namePixels() {
        int names = picture.getXYPlot().getRangeAxis() instanceof SymbolAxis axis
                ? Arrays.stream(axis.getSymbols())
                        .mapToInt(String::length)
                        .max()
                        .orElse(0)
                : 0;
        return CHARACTER_PIXELS * names;
    }

    private int rows() {
        return picture.getXYPlot().getRangeAxis() instanceof SymbolAxis axis ? axis.getSymbols().length : 1;
    }

    /** Leaves of several columns the first ones, and names their axes above, where there is room. */
    private static void cut(JFreeChart picture) {
        CombinedRangeXYPlot plot = (CombinedRangeXYPlot) picture.getPlot();
        List<XYPlot> columns = new ArrayList<>();
        for (Object column : plot.getSubplots()) {
            columns.add((XYPlot) column);
        }
        List<String> names = new ArrayList<>();
        for (XYPlot column : columns.subList(0, Math.min(MOST_COLUMNS, columns.size()))) {
            names.add(column.getDomainAxis().getLabel());
            column.getDomainAxis().setLabel(null);
        }
        for (XYPlot column : columns.subList(names.size(), columns.size())) {
            plot.remove(column);
        }
        int more = columns.size() - names.size();
        TextTitle subtitle = (TextTitle) picture.getSubtitle(1);
        subtitle.setText(subtitle.getText() + "; from the left: " + String.join(", ", names)
                + (more > 0 ? "; " + Phrases.counted(more, "more column") + " in the files" : ""));
    }

    /** Lets the names of a map's columns stand upright if one is wider than its room; returns whether they do. */
    private static boolean turnNames(XYPlot plot, int room) {
        boolean isTurned = plot.getDomainAxis() instanceof SymbolAxis axis
                && Arrays.stream(axis.getSymbols()).anyMatch(name -> CHARACTER_PIXELS * name.length() > room);
        if (isTurned) {
            plot.getDomainAxis().setVerticalTickLabels(true);
        }
        return isTurned;
    }

    /**
     * Lets the numbers of a map stand level, in a small font where they are wide, else upright where they have room so; returns whether they do.
     * Where they have no room either way, leaves them out and says where they are.
     */
    private static boolean turnNumbers(JFreeChart picture, int across, double up) {
        XYPlot plot = picture.getXYPlot();
        List<XYTextAnnotation> numbers = texts(plot);
        double longest = numbers.stream().mapToDouble(Chart::pixels).max().orElse(0) + GAP_PIXELS;
        if (longest <= across) {
            return false;
        }
        boolean isSmallLevel = SMALL * longest <= across;
        boolean isUpright = !isSmallLevel && across >= LINE_PIXELS && SMALL * longest <= up;
        if (!isSmallLevel && !isUpright) {
            numbers.forEach(plot::removeAnnotation);
            TextTitle subtitle = (TextTitle) picture.getSubtitle(1);
            subtitle.setText(subtitle.getText() + "; the numbers are in the CSV");
            return false;
        }
        for (XYTextAnnotation number : numbers) {
            if (isSmallLevel || longest > up) {
                number.setFont(number.getFont()
                        .deriveFont((float) (SMALL * number.getFont().getSize2D())));
            }
            if (isUpright) {
                number.setRotationAnchor(TextAnchor.CENTER);
                number.setRotationAngle(-Math.PI / 2);
            }
        }
        return isUpright;
    }

    /** Returns how many pixels a text is long. */
    private static double pixels(XYTextAnnotation text) {
        return text.getFont()
                .getStringBounds(text.getText(), new FontRenderContext(null, true, true))
                .getWidth();
    }

    /** Returns how many lines beyond the first the legend takes where it is narrow. */
    private int furtherLines() {
        int lines = 0;
        int left = 0;
        LegendItemCollection items = picture.getPlot().getLegendItems();
        for (int item = 0; item < items.getItemCount(); item++) {
            int width =
                    ENTRY_PIXELS + CHARACTER_PIXELS * items.get(item).getLabel().length();
            if (width > left) {
                lines++;
                left = NARROW_PIXELS;
            }
            left -= width;
        }
        return Math.max(0, lines - 1);
    }
}
