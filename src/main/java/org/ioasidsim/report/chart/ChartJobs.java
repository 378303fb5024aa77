package org.ioasidsim.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.table.BlameMatrix;
import org.ioasidsim.report.table.ComparisonIndex;
import org.ioasidsim.report.table.ResultTables;

/** The catalogue of the charts of an experiment: which there are, in their order. */
public final class ChartJobs {
    private ChartJobs() {}

    /** Returns the charts over all variants, then those of each variant. */
    public static List<ChartJob> of(ExperimentResult result, ChartStyle style) {
        TenantGroups groups = TenantGroups.of(result);
        List<ChartJob> jobs = new ArrayList<>(overAll(result, groups, style));
        result.variants().forEach(variant -> jobs.addAll(of(variant, groups, style)));
        return jobs;
    }

    /** Returns the charts over all variants. */
    static List<ChartJob> overAll(ExperimentResult result, TenantGroups groups, ChartStyle style) {
        return List.of(
                new ChartJob(ChartJob.ANSWER, () -> new AnswerChart(style, groups, result).draw()),
                new ChartJob("", () -> new VariantChart(style, groups, result).draw()),
                new ChartJob("", () -> new SpreadCharts(style, result.variants()).lorenz()),
                new ChartJob("", () -> new SpreadCharts(style, result.variants()).fairnessWindows()));
    }

    /** Returns the charts of one variant that have something to show, which do not depend on the others. */
    public static List<ChartJob> of(VariantResult variant, TenantGroups groups, ChartStyle style) {
        String name = variant.name();
        List<ChartJob> jobs = new ArrayList<>();
        if (variant.warmUp().isFound()) {
            jobs.add(new ChartJob(name, () -> new WarmUpChart(style, variant).draw()));
        }
        jobs.add(new ChartJob(name, () -> new TimelineCharts(style, groups, variant).occupancy()));
        jobs.add(new ChartJob(name, () -> new TimelineCharts(style, groups, variant).heldByTenant()));
        if (isAnyoneRefused(variant)) {
            jobs.add(new ChartJob(name, () -> new TimelineCharts(style, groups, variant).unmet()));
            jobs.add(new ChartJob(name, () -> new RefusalChart(style, groups, variant).draw()));
        }
        if (!BlameMatrix.of(variant, 1).isZero()) {
            jobs.add(new ChartJob(name, () -> new BlameChart(style, variant).draw()));
        }
        jobs.add(new ChartJob(name, () -> new SpreadCharts(style, List.of(variant)).timeToBind(groups, variant)));
        return jobs;
    }

    /** Returns whether any request was refused or had to wait. */
    private static boolean isAnyoneRefused(VariantResult variant) {
        return ResultTables.refusals(variant).stream().anyMatch(refusal -> refusal.count() > 0)
                || ResultTables.complete(variant).stream()
                        .filter(replication -> replication.timeline() != null)
                        .limit(1)
                        .flatMap(replication -> Arrays.stream(
                                Objects.requireNonNull(replication.timeline()).unmet()))
                        .flatMapToInt(Arrays::stream)
                        .anyMatch(unmet -> unmet > 0);
    }

    /** Returns the charts of a comparison. */
    public static List<ChartJob> of(ExperimentResult result, Comparison comparison, ChartStyle style) {
        TenantGroups groups = TenantGroups.of(result);
        ComparisonIndex index = new ComparisonIndex(result, comparison);
        return List.of(
                new ChartJob(ChartJob.ASKED, () -> new ChangeChart(style, groups, index).draw()),
                new ChartJob(ChartJob.COMPARISON, () -> new DifferenceChart(style, groups, index).draw()),
                new ChartJob(ChartJob.COMPARISON, () -> new WinnersChart(style, index).draw()),
                new ChartJob(ChartJob.COMPARISON, () -> new ParetoChart(style, result).draw()));
    }
}
