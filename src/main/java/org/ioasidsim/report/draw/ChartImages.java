package org.ioasidsim.report.draw;

import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.ioasidsim.file.SafeText;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Draws charts as PNG at twice their natural size, and as SVG with text as text. */
public final class ChartImages {
    private static final int SVG_DIGITS = 2;
    private static final String SVG = "http://www.w3.org/2000/svg";

    private ChartImages() {}

    public static void writePng(Chart chart, Canvas canvas, OutputStream out) throws IOException {
        PngFile.write(canvas.draw(chart), out);
    }

    /** Returns a complete SVG document. The same chart gives the same bytes, because ids are derived from its name. */
    public static String svg(Chart chart) {
        Document document = GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment("drawn by ioasid-sim");
        context.setPrecision(SVG_DIGITS);
        context.setEmbeddedFontsOn(false);
        context.setGraphicContextDefaults(defaults());
        context.setIDGenerator(new NamedIds(chart.name()));
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        chart.picture().draw(graphics, new Rectangle2D.Double(0, 0, chart.width(), chart.height()));
        Element root = graphics.getRoot();
        root.setAttributeNS(null, "viewBox", "0 0 " + chart.width() + " " + chart.height());
        root.setAttributeNS(null, "width", Integer.toString(chart.width()));
        root.setAttributeNS(null, "height", Integer.toString(chart.height()));
        root.setAttributeNS(null, "role", "img");
        root.setAttributeNS(null, "aria-label", chart.alt());
        StringWriter text = new StringWriter();
        try {
            graphics.stream(root, text, true, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SafeText.block(text.toString())
                .replace("\r\n", "\n")
                .replace("\"genericDefs\"", "\"" + chart.name() + "-defs\"")
                .replace("'DejaVu Sans'", "'DejaVu Sans',Verdana,sans-serif");
    }

    /**
     * Returns a font that every Java has. Batik's own default has a misspelt name, for which Java would read all fonts of the machine in
     * vain.
     */
    private static SVGGeneratorContext.GraphicContextDefaults defaults() {
        var defaults = new SVGGeneratorContext.GraphicContextDefaults();
        defaults.setFont(new Font(Font.DIALOG, Font.PLAIN, 12));
        return defaults;
    }

    /** Numbers ids within one chart, so that many charts fit in one page. */
    private static final class NamedIds extends SVGIDGenerator {
        private final String chart;
        private int number;

        NamedIds(String chart) {
            this.chart = chart;
        }

        @Override
        public String generateID(String prefix) {
            return chart + "-" + prefix + number++;
        }
    }
}
