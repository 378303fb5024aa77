package org.ioasidsim.report.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.PageTable;
import org.ioasidsim.report.table.RefusalGuide;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Cell;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.stats.interval.Interval;
import org.ioasidsim.stats.interval.Intervals;

/** The parts of a page about refusals: a table for each variant, and one explanation of each limit for all. */
final class RefusalParts {
    private RefusalParts() {}

    /** Returns the limits that refused in any variant, in the order of the kernel's checks. */
    static List<RefusalReason> reasons(ExperimentResult result) {
        Map<Limit, Set<String>> errnos = new EnumMap<>(Limit.class);
        result.variants().stream()
                .flatMap(variant -> ResultTables.refusalsByLimit(variant).stream())
                .forEach(refusal -> errnos.computeIfAbsent(refusal.limit(), limit -> new LinkedHashSet<>())
                        .add(RefusalGuide.errno(refusal.errno())));
        return errnos.entrySet().stream()
                .map(entry -> new RefusalReason(
                        entry.getKey().word(),
                        String.join(" or ", entry.getValue()),
                        RefusalGuide.meaning(entry.getKey()),
                        RefusalGuide.remedy(entry.getKey())))
                .toList();
    }

    /** Returns the refusals of a variant by limit, the most frequent first, in at most {@code most} rows. */
    static PageTable table(VariantResult variant, int most) {
        List<List<Cell>> rows = new ArrayList<>();
        List<RefusalCount> refusals = ResultTables.refusalsByLimit(variant);
        for (RefusalCount refusal : refusals.stream().limit(most).toList()) {
            rows.add(List.of(
                    Cell.of(refusal.limit().word()),
                    Cell.of(refusal.level()),
                    Cell.of("-" + refusal.errno()),
                    Cell.count(refusal.count()),
                    perReplication(variant, refusal)));
        }
        int more = refusals.size() - rows.size();
        return new PageTable(
                "refusals by limit, " + variant.name(),
                List.of("limit", "at", "error", "in all replications", "in one replication"),
                rows,
                more > 0 ? Phrases.furtherIn(more, "row", "refusals.csv") : "");
    }

    private static Cell perReplication(VariantResult variant, RefusalCount refusal) {
        double[] counts = ResultTables.complete(variant).stream()
                .mapToDouble(replication -> count(replication, refusal))
                .toArray();
        Interval interval = Intervals.studentT(counts, variant.scenario().run().confidence());
        return new Cell(Wording.interval(Metric.REQUESTS, interval), interval.mean());
    }

    private static double count(ReplicationResult replication, RefusalCount like) {
        return replication.refusals().stream()
                .filter(refusal -> refusal.limit() == like.limit()
                        && refusal.level().equals(like.level())
                        && refusal.errno() == like.errno())
                .mapToLong(RefusalCount::count)
                .sum();
    }
}
