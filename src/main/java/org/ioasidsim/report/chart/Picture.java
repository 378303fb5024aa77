package org.ioasidsim.report.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.report.draw.Canvas;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartImages;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.Fonts;

/** A chart of a result, the same as {@code run} draws, for programs and notebooks. */
public final class Picture {
    /** The name of the chart that shows all variants and tenants. */
    public static final String OVERVIEW = VariantChart.NAME;

    /** The name of the chart that decides the question. */
    public static final String ANSWER = AnswerChart.NAME;

    private final Chart chart;

    private Picture(Chart chart) {
        this.chart = chart;
    }

    /** Returns the charts over all variants, then those of each variant. */
    public static List<Picture> of(ExperimentResult result) {
        try {
            return ChartJobs.of(result, new ChartStyle(Fonts.load())).stream()
                    .map(job -> new Picture(job.chart().get()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the chart of that name, which is the name of its files in {@code charts/}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Picture of(ExperimentResult result, String name) {
        List<Picture> all = of(result);
        return all.stream()
                .filter(picture -> picture.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no chart '" + name + "', there are "
                        + all.stream().map(Picture::name).toList()));
    }

    /**
     * Returns the chart that decides the question.
     *
     * @throws IOException if this Java has no fonts, with what to do
     */
    public static Picture answer(ExperimentResult result) throws IOException {
        try {
            return new Picture(new AnswerChart(new ChartStyle(Fonts.load()), TenantGroups.of(result), result).draw());
        } catch (LinkageError | InternalError e) {
            throw new IOException(ChartFiles.withoutFonts(e), e);
        }
    }

    /** Returns the name of its files, without their ending. */
    public String name() {
        return chart.name();
    }

    /** Returns what it shows in words, for readers who cannot see it. */
    public String alt() {
        return chart.alt();
    }

    /** Returns the width in pixels at its natural size, of which {@link #png} has twice as many. */
    public int width() {
        return chart.width();
    }

    /** Returns an SVG document with text as text; the same bytes for the same result. */
    public String svg() {
        return ChartImages.svg(chart);
    }

    /** Returns the same in its narrow shape. */
    public Picture narrow() {
        return new Picture(chart.narrow());
    }

    /** Returns a PNG at twice the natural size; its pixels may differ between versions of Java. */
    public byte[] png() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ChartImages.writePng(chart, new Canvas(chart.width(), chart.height()), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns what is drawn, as CSV. */
    public String csv() {
        return chart.data().text();
    }
}
