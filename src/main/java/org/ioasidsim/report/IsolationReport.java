package org.ioasidsim.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.compare.Isolation;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.answer.IsolationText;
import org.ioasidsim.report.answer.RunAnswer;
import org.ioasidsim.report.chart.ChartJob;
import org.ioasidsim.report.chart.IsolationChart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.table.Caveat;
import org.ioasidsim.report.table.IsolationTables;

/** Writes the files of {@code isolation}: the results at the load that the scenario states, and the effect of the aggressor's load. */
public final class IsolationReport {
    /** The table of the losses of each tenant. */
    public static final String TABLE = "isolation.csv";

    private static final int MOST_CHARTS = 6;

    private IsolationReport() {}

    /**
     * Writes everything into {@code directory}.
     *
     * @param variants all that was run, at all loads
     */
    public static WrittenFiles write(
            Isolation isolation, List<Manifest.Variant> variants, RunInfo info, Path directory, Drawing drawing)
            throws IOException {
        return ResultWriter.writeInto(
                directory,
                isolation.asWritten(),
                Optional.empty(),
                supplement(isolation, variants, info),
                info,
                drawing);
    }

    private static ExtraArtifacts supplement(Isolation isolation, List<Manifest.Variant> variants, RunInfo info) {
        String text = SafeText.block(IsolationText.lkml(isolation, info));
        Map<String, AtomicFiles.Content> tables = Map.of(
                TABLE,
                IsolationTables.rows(isolation),
                "isolation-slo.csv",
                IsolationTables.slo(isolation),
                "isolation.txt",
                out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        List<String> saidAbove = Stream.concat(
                        Stream.of(RunAnswer.of(isolation.asWritten()).question()),
                        Caveat.of(isolation.asWritten().file()).stream())
                .toList();
        return new ExtraArtifacts(
                "isolation",
                IsolationText.sentences(isolation).stream()
                        .filter(sentence -> !saidAbove.contains(sentence))
                        .toList(),
                variants,
                new TreeMap<>(tables),
                style -> charts(isolation, style));
    }

    /** Returns a chart for each of the tenants that lose most in any variant; none if the load was only switched on and off. */
    private static List<ChartJob> charts(Isolation isolation, ChartStyle style) {
        Map<String, Double> most = new TreeMap<>();
        isolation.curves().stream()
                .filter(curve -> curve.points().size() > 2)
                .forEach(curve -> most.merge(curve.tenant(), curve.meanLoss().mean(), Math::max));
        List<String> victims = most.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_CHARTS)
                .map(Map.Entry::getKey)
                .toList();
        return victims.stream()
                .map(victim -> new ChartJob(
                        victim.equals(victims.get(0)) ? ChartJob.ASKED : "",
                        () -> new IsolationChart(style, isolation, victim).draw()))
                .toList();
    }
}
