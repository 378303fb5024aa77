package org.ioasidsim.report.page;

import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.report.chart.ChartFiles;

/**
 * A chart on a page.
 *
 * @param name of its files below {@code charts}
 * @param alt what it shows
 * @param svg the picture for a wide page; empty where the narrow one stands on each page
 * @param narrow the picture for a narrow page; empty where the page has no room for it
 */
record PageFigure(String name, String alt, String svg, String narrow) {
    /** Returns the charts of {@code variant} in both shapes; the first ones with their pictures, as far as {@code room} allows. */
    static List<PageFigure> of(List<ChartFiles.Drawn> drawn, String variant, PageBudget room) {
        return chosen(drawn, variant).map(chart -> inBoth(chart, room)).toList();
    }

    /** Returns the same in the narrow shape only, unless that leaves something out: what is folded stands side by side on a wide page. */
    static List<PageFigure> folded(List<ChartFiles.Drawn> drawn, String variant, PageBudget room) {
        return chosen(drawn, variant)
                .map(chart -> chart.isCut() ? inBoth(chart, room) : narrow(chart, room))
                .toList();
    }

    private static Stream<ChartFiles.Drawn> chosen(List<ChartFiles.Drawn> drawn, String variant) {
        return drawn.stream().filter(chart -> chart.variant().equals(variant));
    }

    private static PageFigure inBoth(ChartFiles.Drawn chart, PageBudget room) {
        PageFigure narrow = narrow(chart, room);
        String svg = inline(chart.svg());
        return !narrow.narrow().isEmpty() && room.tryTake(svg)
                ? new PageFigure(chart.name(), chart.alt(), svg, narrow.narrow())
                : narrow;
    }

    private static PageFigure narrow(ChartFiles.Drawn chart, PageBudget room) {
        String narrow = inline(chart.narrow());
        return new PageFigure(chart.name(), chart.alt(), "", room.tryTake(narrow) ? narrow : "");
    }

    /** Returns the picture as an HTML element: without the XML declaration, which HTML does not allow, and without a fixed size. */
    private static String inline(String svg) {
        String element = svg.substring(Math.max(0, svg.indexOf("<svg")));
        return element.replaceFirst(" width=\"[0-9]+\"", "").replaceFirst(" height=\"[0-9]+\"", "");
    }
}
