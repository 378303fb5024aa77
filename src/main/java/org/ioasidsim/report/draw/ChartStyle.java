package org.ioasidsim.report.draw;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.List;
import java.util.Locale;
import org.ioasidsim.report.text.Phrases;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jspecify.annotations.Nullable;

/** The look that all charts share: quiet, white, the colours of Okabe and Ito (jfly.uni-koeln.de/color). */
public final class ChartStyle {
    public static final int WIDTH = 860;
    public static final int HEIGHT = 480;
    public static final Color INK = new Color(0x202124);
    public static final Color GREY = new Color(0x5F6368);
    public static final Color OTHERS = new Color(0x9AA0A6);
    public static final Color GRID = new Color(0xE3E6EA);
    /** Lies over what is not measured. */
    public static final Color WARM_UP = new Color(0x5F, 0x63, 0x68, 0x38);

    static final Color AXIS = new Color(0xB0B4BA);
    public static final Color REFUSED = new Color(0xC62828);
    public static final List<Color> PALETTE = List.of(
            new Color(0x0072B2),
            new Color(0xE69F00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0x56B4E9),
            new Color(0xD55E00),
            new Color(0xF0E442));
    public static final BasicStroke LINE = new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    public static final BasicStroke THIN = new BasicStroke(1.3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    public static final BasicStroke DASHED =
            new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {7f, 4f}, 0f);
    public static final BasicStroke DOTTED =
            new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {2f, 3f}, 0f);

    /** The luminance up to which a colour has a contrast of 4.5 with white: (1 + 0.05) / 4.5 - 0.05. */
    private static final double MOST_LUMINANCE = 0.183;

    private static final double MARGIN = 20;
    private static final double LEAST_ROOM = 8;

    static {
        // else JFreeChart draws upright labels as outlines, and text in an SVG would not be text
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private final Fonts fonts;

    public ChartStyle(Fonts fonts) {
        this.fonts = fonts;
    }

    /** Returns a picture of {@code plot}: title and subtitle to the left above, legend below. */
    public JFreeChart picture(String title, String subtitle, Plot plot) {
        plot.setOutlineVisible(false);
        plot.setBackgroundPaint(Color.WHITE);
        JFreeChart picture = new JFreeChart(null, fonts.bold(16), plot, false);
        picture.setBackgroundPaint(Color.WHITE);
        picture.setPadding(new RectangleInsets(10, 14, 10, MARGIN));
        picture.setTextAntiAlias(true);
        picture.getRenderingHints().put(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        picture.getRenderingHints()
                .put(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        picture.addSubtitle(0, text(title, true));
        picture.addSubtitle(1, text(subtitle, false));
        picture.addLegend(legend(plot));
        return picture;
    }

    /** Returns an empty plot framed by the two axes. */
    public XYPlot plot(ValueAxis domain, ValueAxis range) {
        XYPlot plot = look(new AlignedPlot(), domain);
        plot.setRangeAxis(range);
        return plot;
    }

    /** Returns an empty plot that shares the value axis of the plot that it is added to. */
    public XYPlot column(ValueAxis domain) {
        return look(new XYPlot(), domain);
    }

    private XYPlot look(XYPlot plot, ValueAxis domain) {
        plot.setNoDataMessage("nothing to show");
        plot.setNoDataMessageFont(fonts.regular(12.5f));
        plot.setNoDataMessagePaint(GREY);
        plot.setDomainAxis(domain);
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        plot.setOutlineVisible(false);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1f));
        plot.setDomainGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1f));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(new RectangleInsets(6, 0, 0, roomAtTheRight(domain)));
        return plot;
    }

    /**
     * Returns the pixels to leave at the right of the plot: a little, or what half of the last label of a logarithmic axis needs beyond the
     * margin of the picture.
     */
    private double roomAtTheRight(ValueAxis axis) {
        if (!(axis instanceof LogAxis logarithmic)) {
            return LEAST_ROOM;
        }
        String last = logarithmic.getNumberFormatOverride().format(axis.getUpperBound());
        double half = axis.getTickLabelFont()
                        .getStringBounds(last, new FontRenderContext(null, true, true))
                        .getWidth()
                / 2;
        return Math.max(LEAST_ROOM, half + 6 - MARGIN);
    }

    /** Returns an axis of plain numbers. */
    public NumberAxis axis(String label) {
        return axis(label, Double.POSITIVE_INFINITY);
    }

    /** Returns an axis of plain numbers without ticks beyond {@code most}, such as 100 for per cent. */
    public NumberAxis axis(String label, double most) {
        NumberAxis axis = look(new SpacedAxis(label, most));
        axis.setNumberFormatOverride(new DecimalFormat("#,##0.######", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        return axis;
    }

    /** Returns an axis of whole numbers from 0 to a little above {@code most}, with a few ticks up to there. */
    public NumberAxis countAxis(String label, double most) {
        double top = Math.max(1, most);
        NumberAxis axis = axis(label, top);
        axis.setTickUnit(new NumberTickUnit(Math.max(1, step(top))));
        axis.setRange(0, top * 1.06);
        return axis;
    }

    /** Returns the largest of 1, 2 and 5 times a power of ten that divides {@code top}, which is above 0, in four or more. */
    public static double step(double top) {
        double power = Math.pow(10, Math.floor(Math.log10(top / 4)));
        double digit = top / 4 / power;
        return power * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
    }

    /** Returns an axis from 0 to 100. */
    public NumberAxis percentAxis(String label) {
        NumberAxis axis = axis(label, 100);
        axis.setTickUnit(new NumberTickUnit(20));
        axis.setRange(0, 101);
        return axis;
    }

    /** Returns a logarithmic axis of times that spans whole powers of ten. */
    public LogAxis timeLogAxis(String label, double leastSeconds, double mostSeconds) {
        LogAxis axis = logAxis(label, new SecondsFormat());
        double low = Math.pow(10, Math.floor(Math.log10(leastSeconds) + 1e-9));
        double high = Math.pow(10, Math.ceil(Math.log10(mostSeconds) - 1e-9));
        axis.setRange(low, high > low ? high : low * 10);
        return axis;
    }

    /** Returns a logarithmic axis of plain numbers, with a label at each power of ten. */
    public LogAxis logAxis(String label) {
        return logAxis(label, new DecimalFormat("#,##0.######", DecimalFormatSymbols.getInstance(Locale.ROOT)));
    }

    private LogAxis logAxis(String label, NumberFormat format) {
        LogAxis axis = look(new LogAxis(label));
        axis.setBase(10);
        axis.setNumberFormatOverride(format);
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setMinorTickMarksVisible(false);
        return axis;
    }

    /** Returns an axis of names from top to bottom, each elided to {@code width} characters. */
    public SymbolAxis nameAxis(List<String> names, int width) {
        String[] labels =
                names.stream().map(name -> Phrases.elided(name, width)).toArray(String[]::new);
        SymbolAxis axis = look(new SymbolAxis(null, labels));
        axis.setGridBandsVisible(false);
        axis.setRange(-0.5, Math.max(0, labels.length - 1) + 0.5);
        axis.setInverted(true);
        return axis;
    }

    /** Gives {@code axis} the look of all others. */
    @CanIgnoreReturnValue
    public <A extends ValueAxis> A look(A axis) {
        axis.setLabelFont(fonts.regular(12.5f));
        axis.setLabelPaint(GREY);
        axis.setTickLabelFont(fonts.regular(12));
        axis.setTickLabelPaint(GREY);
        axis.setAxisLinePaint(AXIS);
        axis.setTickMarkPaint(AXIS);
        return axis;
    }

    /** Hides the line and the ticks of a value axis; its grid suffices. */
    public <A extends ValueAxis> A withoutLine(A axis) {
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        return axis;
    }

    /** Returns a dashed line with its name above, at the left. */
    public ValueMarker capacity(double ids) {
        return line(ids, "capacity " + Phrases.count((long) ids));
    }

    /** Returns a dashed line at a value, with its name above, at the left. */
    private ValueMarker line(double value, String name) {
        ValueMarker marker = new ValueMarker(value, INK, DASHED);
        marker.setLabel(name);
        marker.setLabelFont(fonts.bold(11.5f));
        marker.setLabelPaint(INK);
        marker.setLabelBackgroundColor(new Color(255, 255, 255, 0));
        marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
        marker.setLabelTextAnchor(TextAnchor.BOTTOM_LEFT);
        marker.setLabelOffset(new RectangleInsets(3, 4, 3, 4));
        return marker;
    }

    /** Draws a dashed level line at a value, with its name below it at the left; the name may be empty. */
    public void addLine(XYPlot plot, double value, String name, Layer layer) {
        addLine(plot, value, name.isEmpty() ? null : new BesideNote(name, value), layer);
    }

    /** Draws such a line with its name beside one of the points that are drawn. */
    public void addLine(XYPlot plot, double value, String name, double beside, Layer layer) {
        addLine(plot, value, new BesideNote(name, beside, beside, value), layer);
    }

    private void addLine(XYPlot plot, double value, @Nullable XYTextAnnotation name, Layer layer) {
        plot.addRangeMarker(new ValueMarker(value, INK, DASHED), layer);
        if (name != null) {
            name.setFont(fonts.bold(11.5f));
            name.setPaint(INK);
            name.setTextAnchor(TextAnchor.TOP_LEFT);
            plot.addAnnotation(name);
        }
    }

    /** Returns the font of crowded labels. */
    public Font small() {
        return fonts.regular(11);
    }

    /** Returns the font of names of rows that are hardly higher than a line of text. */
    public Font tiny() {
        return fonts.regular(9.6f);
    }

    /** Returns a small grey text that begins at a point of the plot. */
    public XYTextAnnotation note(String text, double x, double y) {
        return noted(new XYTextAnnotation(text, x, y));
    }

    /** Returns a small grey text beside the interval from {@code low} to {@code high} that does not cover a dashed upright line. */
    public XYTextAnnotation noteBeside(String text, double low, double high, double y) {
        return noted(new BesideNote(text, low, high, y));
    }

    private XYTextAnnotation noted(XYTextAnnotation note) {
        note.setFont(fonts.regular(11.5f));
        note.setPaint(GREY);
        note.setTextAnchor(TextAnchor.CENTER_LEFT);
        return note;
    }

    /** Returns {@code color} as text on white: darker where it would be faint. */
    public static Color readable(Color color) {
        Color text = color;
        while (luminance(text) > MOST_LUMINANCE) {
            text = text.darker();
        }
        return text;
    }

    /** Returns the colour of text on an area of {@code color}: white on dark ones. */
    public static Color over(Color color) {
        return luminance(color) > MOST_LUMINANCE ? INK : Color.WHITE;
    }

    /** Returns the relative luminance of a colour as WCAG 2 defines it, from 0, black, to 1. */
    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int channel) {
        double part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    /** Returns a colour as style sheets write it. */
    public static String hex(Color color) {
        return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
    }

    /** Draws {@code series} over the present content of {@code plot}; does nothing if it is empty. */
    public static void addSeries(
            XYPlot plot, XYSeries series, PathRenderer.Kind kind, Color color, BasicStroke stroke) {
        if (series.isEmpty()) {
            return;
        }
        int index = plot.getDataset(0) == null ? 0 : plot.getDatasetCount();
        PathRenderer renderer = new PathRenderer(kind);
        renderer.setSeriesPaint(0, color);
        renderer.setSeriesStroke(0, stroke);
        plot.setDataset(index, new XYSeriesCollection(series));
        plot.setRenderer(index, renderer);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    }

    public static void legendLine(LegendItemCollection items, String name, Color color, BasicStroke stroke) {
        LegendItem item = new LegendItem(name, null, null, null, new Line2D.Double(-9, 0, 9, 0), stroke, color);
        items.add(item);
    }

    public static void legendBox(LegendItemCollection items, String name, Color color) {
        items.add(new LegendItem(name, null, null, null, new Rectangle2D.Double(-5, -5, 10, 10), color));
    }

    private TextTitle text(String text, boolean main) {
        TextTitle title = new TextTitle(text, main ? fonts.bold(16) : fonts.regular(12.5f));
        title.setPaint(main ? INK : GREY);
        title.setTextAlignment(HorizontalAlignment.LEFT);
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setPadding(new RectangleInsets(1, 2, main ? 1 : 7, 2));
        return title;
    }

    private LegendTitle legend(Plot plot) {
        LegendTitle legend = new LegendTitle(plot);
        legend.setItemFont(fonts.regular(12.5f));
        legend.setItemPaint(INK);
        legend.setFrame(BlockBorder.NONE);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
        legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 12));
        legend.setPadding(new RectangleInsets(8, 0, 0, 0));
        legend.setBackgroundPaint(new Color(255, 255, 255, 0));
        return legend;
    }

    /** Writes powers of ten of a second with a unit: {@code 10 µs}, {@code 1 ms}, {@code 100 s}. */
    private static final class SecondsFormat extends NumberFormat {
        private static final long serialVersionUID = 1L;

        @Override
        public StringBuffer format(double seconds, StringBuffer to, FieldPosition position) {
            if (seconds < 0.9e-3) {
                return to.append(Math.round(seconds * 1e6)).append(" µs");
            }
            return seconds < 0.9
                    ? to.append(Math.round(seconds * 1e3)).append(" ms")
                    : to.append(String.format(Locale.ROOT, "%,d s", Math.round(seconds)));
        }

        @Override
        public StringBuffer format(long seconds, StringBuffer to, FieldPosition position) {
            return format((double) seconds, to, position);
        }

        @Override
        public Number parse(String text, ParsePosition position) {
            throw new IllegalStateException("Axis labels are written, not read.");
        }
    }

    /** Returns the colour of a cell of a heat map: from white, 0, to the first colour of the palette, 1. */
    public static Color shade(double part) {
        Color full = PALETTE.get(0);
        return new Color(mixed(full.getRed(), part), mixed(full.getGreen(), part), mixed(full.getBlue(), part));
    }

    private static int mixed(int full, double part) {
        return (int) Math.round(255 + (full - 255) * part);
    }
}
