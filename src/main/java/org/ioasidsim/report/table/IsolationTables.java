package org.ioasidsim.report.table;

import java.util.List;
import org.ioasidsim.experiment.compare.Isolation;
import org.ioasidsim.experiment.compare.IsolationCurve;
import org.ioasidsim.experiment.compare.IsolationRow;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;

/**
 * The tables of {@code isolation}: the loss of each tenant at each load of the aggressor, and the load up to which it keeps its objective.
 */
public final class IsolationTables {
    /** The columns of {@code isolation.csv}. */
    public static final List<String> COLUMNS = List.of(
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
    public static final List<String> SLO_COLUMNS = List.of(
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

    private IsolationTables() {}

    /** Returns {@code isolation.csv}. */
    public static CsvTable rows(Isolation isolation) {
        return new CsvTable(COLUMNS, rows -> isolation.rows().forEach(row -> rows.add(cells(row, isolation))));
    }

    public static String[] cells(IsolationRow row, Isolation isolation) {
        return new String[] {
            row.variant(),
            row.tenant(),
            row.metric().word(),
            row.metric().unit().word(),
            row.metric().better().word(),
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
    public static CsvTable slo(Isolation isolation) {
        return new CsvTable(
                SLO_COLUMNS, rows -> isolation.curves().forEach(curve -> rows.add(cells(curve, isolation))));
    }

    public static String[] cells(IsolationCurve curve, Isolation isolation) {
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
}
