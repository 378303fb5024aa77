package org.ioasidsim.report.page;

import java.util.List;
import org.ioasidsim.report.chart.ChartFiles;

/**
 * A chart on a page.
 *
 * @param name of its files below {@code charts}
 * @param alt what it shows
 * @param svg the picture; empty where the page has no room for it
 * @param narrow the picture for a narrow page; empty where it has none or the page has no room for it
 */
record PageFigure(String name, String alt, String svg, String narrow) {
    /** Returns the charts of {@code variant}; the first ones with their pictures, as far as {@code room} allows. */
    static List<PageFigure> of(List<ChartFiles.Drawn> drawn, String variant, PageBudget room) {
        return drawn.stream()
                .filter(chart -> chart.variant().equals(variant))
                .map(chart -> of(chart, room))
                .toList();
    }

    private static PageFigure of(ChartFiles.Drawn chart, PageBudget room) {
        String svg = inline(chart.svg());
        String narrow = inline(chart.narrow());
        boolean hasRoom = room.tryTake(svg);
        return new PageFigure(
                chart.name(), chart.alt(), hasRoom ? svg : "", hasRoom && room.tryTake(narrow) ? narrow : "");
    }

    /** Returns the picture as an HTML element: without the XML declaration, which HTML does not allow, and without a fixed size. */
    private static String inline(String svg) {
        String element = svg.substring(Math.max(0, svg.indexOf("<svg")));
        return element.replaceFirst(" width=\"[0-9]+\"", "").replaceFirst(" height=\"[0-9]+\"", "");
    }
}
