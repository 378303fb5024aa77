package org.ioasidsim.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.Isolation;
import org.ioasidsim.experiment.IsolationCurve;
import org.ioasidsim.experiment.IsolationRow;

/** The files of {@code isolation}: those of the runs as the scenario says, and what the aggressor's load makes of them. */
public final class IsolationReport {
    /** The file that says what each tenant loses. */
    public static final String TABLE = "isolation.csv";

    /** The columns of {@code isolation.csv}. */
    static final List<String> COLUMNS = List.of(
            "variant",
            "tenant",
            "metric",
            "unit",
            "better",
            "factor",
            "rate_per_s",
            "with",
            "alone",
            "difference",
            "half_width",
            "ratio",
            "ratio_half_width",
            "i_qos",
            "p_holm",
            "confidence",
            "replications",
            "verdict");

    /** The columns of {@code isolation-slo.csv}. */
    static final List<String> SLO_COLUMNS = List.of(
            "variant",
            "tenant",
            "slo",
            "kept_up_to_factor",
            "missed_from_factor",
            "kept_up_to_rate_per_s",
            "missed_from_rate_per_s",
            "mean_loss",
            "mean_loss_half_width",
            "loss_over_baseline",
            "loss_over_baseline_half_width",
            "confidence",
            "replications");

    private static final int MOST_CHARTS = 6;

    private IsolationReport() {}

    /** Writes everything into the directory of its scenario below {@code directory}. */
    public static ResultWriter.Written write(Isolation isolation, RunInfo info, Path directory, Drawing drawing)
            throws IOException {
        ExperimentResult result = isolation.asWritten();
        return ResultWriter.writeInto(
                directory.resolve(ResultWriter.scenarioName(result)),
                result,
                Optional.empty(),
                supplement(isolation, info),
                info,
                drawing);
    }

    private static Supplement supplement(Isolation isolation, RunInfo info) {
        String text = IsolationText.lkml(isolation, info);
        Map<String, AtomicFiles.Content> tables = Map.of(
                TABLE,
                rows(isolation),
                "isolation-slo.csv",
                slo(isolation),
                "isolation.txt",
                out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        return new Supplement(new TreeMap<>(tables), style -> charts(isolation, style));
    }

    /** Returns {@code isolation.csv}. */
    public static CsvTable rows(Isolation isolation) {
        return new CsvTable(COLUMNS, rows -> isolation.rows().forEach(row -> rows.add(cells(row, isolation))));
    }

    static String[] cells(IsolationRow row, Isolation isolation) {
        return new String[] {
            row.variant(),
            row.tenant(),
            row.metric().word(),
            row.metric().unit(),
            ResultTables.better(row.metric()),
            Numbers.text(row.factor()),
            Numbers.text(row.perSecond()),
            Numbers.text(row.with()),
            Numbers.text(row.alone()),
            Numbers.text(row.difference()),
            Numbers.text(row.halfWidth()),
            Numbers.text(row.ratio()),
            Numbers.text(row.ratioHalfWidth()),
            Numbers.text(row.qosImpact()),
            Numbers.text(row.pHolm()),
            Numbers.text(isolation.confidence()),
            Integer.toString(row.pairs()),
            row.verdict().word()
        };
    }

    /** Returns {@code isolation-slo.csv}. */
    static CsvTable slo(Isolation isolation) {
        return new CsvTable(
                SLO_COLUMNS, rows -> isolation.curves().forEach(curve -> rows.add(cells(curve, isolation))));
    }

    static String[] cells(IsolationCurve curve, Isolation isolation) {
        double rate = curve.perSecondAtOne();
        return new String[] {
            curve.variant(),
            curve.tenant(),
            Numbers.text(isolation.slo()),
            Numbers.text(curve.keptUpTo()),
            Numbers.text(curve.missedFrom()),
            Numbers.text(rate * curve.keptUpTo()),
            Numbers.text(rate * curve.missedFrom()),
            Numbers.text(curve.meanLoss().mean()),
            Numbers.text(curve.meanLoss().halfWidth()),
            Numbers.text(curve.lossOverBaseline().mean()),
            Numbers.text(curve.lossOverBaseline().halfWidth()),
            Numbers.text(isolation.confidence()),
            Integer.toString(curve.meanLoss().n())
        };
    }

    /** Returns a chart for each of the tenants that lose most in any variant; none where the load was only on and off. */
    private static List<ChartJobs.ChartJob> charts(Isolation isolation, ChartStyle style) {
        Map<String, Double> most = new TreeMap<>();
        isolation.curves().stream()
                .filter(curve -> curve.points().size() > 2)
                .forEach(curve -> most.merge(curve.tenant(), curve.meanLoss().mean(), Math::max));
        return most.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_CHARTS)
                .map(entry ->
                        new ChartJobs.ChartJob("", () -> new IsolationChart(style, isolation, entry.getKey()).draw()))
                .toList();
    }
}
