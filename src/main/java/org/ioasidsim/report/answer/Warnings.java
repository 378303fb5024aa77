package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.Precision;
import org.ioasidsim.experiment.PrecisionResult;
import org.ioasidsim.experiment.RunLengthCheck;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.table.StartsAtZero;
import org.ioasidsim.report.text.Phrases;

/** Warnings that follow from the numbers, in sentences: a limit that was never set, a run or batches too short, a precision not reached. */
public final class Warnings {
    /** The words with which a sentence on a target begins that was missed. */
    static final String NOT_PRECISE = "NOT precise enough: ";

    private Warnings() {}

    /** Returns the warnings about all variants; empty if there are none. */
    public static List<String> of(ExperimentResult result) {
        List<String> findings = new ArrayList<>(StartsAtZero.found(result));
        result.variants().forEach(variant -> {
            tooShort(variant).ifPresent(findings::add);
            longHold(variant).ifPresent(findings::add);
            countedOtherwise(variant).ifPresent(findings::add);
        });
        correlated(result).ifPresent(findings::add);
        replications(result).ifPresent(findings::add);
        notReached(result).ifPresent(findings::add);
        return findings;
    }

    private static Optional<String> tooShort(VariantResult variant) {
        if (!variant.warmUp().tooShort()) {
            return Optional.empty();
        }
        double seconds = variant.scenario().run().durationSeconds();
        if (variant.warmUp().settlingSeconds() > seconds) {
            return Optional.of("In " + variant.name() + " the run is too short to settle: five mean residual holds are "
                    + Wording.seconds(variant.warmUp().settlingSeconds())
                    + ", and the warm-up is no longer than the measured "
                    + Wording.seconds(seconds) + "; make run.duration longer.");
        }
        return Optional.of(
                "In " + variant.name() + " the run is too short to find its warm-up: MSER-5 cuts a pilot run of "
                        + Wording.seconds(variant.scenario().run().durationSeconds())
                        + " at the last place allowed, its half, so that it may not have settled; make run.duration longer.");
    }

    private static Optional<String> longHold(VariantResult variant) {
        return RunLengthCheck.longHold(variant)
                .map(hold -> "In " + variant.name() + " the measured time of "
                        + Wording.seconds(variant.scenario().run().durationSeconds())
                        + " is shorter than 10 mean holds of " + hold.tenant() + " (" + Wording.seconds(hold.seconds())
                        + " each): occupancy changes as slowly as holds end, so that this run cannot show that it has"
                        + " settled; make run.duration longer.");
    }

    /** Says it once for all variants, with what is worst in any. */
    private static Optional<String> correlated(ExperimentResult result) {
        List<VariantResult> variants = result.variants().stream()
                .filter(variant -> !RunLengthCheck.correlated(variant).isEmpty())
                .toList();
        return variants.stream()
                .flatMap(variant -> RunLengthCheck.correlated(variant).stream())
                .max(Comparator.comparingDouble(RunLengthCheck.Correlated::lag1))
                .map(worst -> "In " + variants.get(0).name()
                        + (variants.size() > 1 ? " and " + (variants.size() - 1) + " more" : "")
                        + " the batches are too short, and intervals too narrow: successive batches have a correlation of up to "
                        + Wording.value(Metric.JAIN_ENTITLEMENT, worst.lag1()) + " ("
                        + name(worst.tenant(), worst.metric())
                        + "); make run.duration longer, or run.analysis.batches fewer.");
    }

    private static Optional<String> countedOtherwise(VariantResult variant) {
        boolean isAsids = variant.scenario().bindingResource().isAsids();
        long asids = refused(variant, Limit.ASID);
        long ids = refused(variant, Limit.POOL);
        if (isAsids ? ids <= asids : asids <= ids) {
            return Optional.empty();
        }
        String found = isAsids ? "ids" : "ASIDs";
        return Optional.of("In " + variant.name() + " " + found + " run out first ("
                + Phrases.count(isAsids ? ids : asids)
                + " refusals; " + Phrases.count(isAsids ? asids : ids) + " for want of " + (isAsids ? "ASIDs" : "ids")
                + "), but held, demand and entitlement count " + (isAsids ? "ASIDs" : "ids")
                + "; set measure.resource: " + found.toLowerCase(Locale.ROOT) + ".");
    }

    private static long refused(VariantResult variant, Limit limit) {
        return variant.replications().stream()
                .flatMap(replication -> replication.refusals().stream())
                .filter(refusal -> refusal.limit() == limit)
                .mapToLong(ReplicationResult.RefusalCount::count)
                .sum();
    }

    private static Optional<String> replications(ExperimentResult result) {
        for (VariantResult variant : result.variants()) {
            int asked = variant.scenario().run().replications();
            int first = Precision.first(variant.scenario());
            if (first > asked) {
                return Optional.of("run.precision begins with " + first + " replications, not the " + asked
                        + " that run.replications says: with fewer a half-width is not known well enough to stop at.");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> notReached(ExperimentResult result) {
        long missed = result.precision().stream().filter(one -> !one.met()).count();
        return missed == 0
                ? Optional.empty()
                : Optional.of("The wanted precision was not reached for " + missed + " of "
                        + Phrases.counted(result.precision().size(), "target")
                        + "; allow more max_replications, make run.duration longer, or ask for less.");
    }

    /** Returns a sentence for each target of precision: met or not. */
    static List<String> precision(ExperimentResult result) {
        return result.precision().stream().map(Warnings::precision).toList();
    }

    private static String precision(PrecisionResult result) {
        SummaryRow row = result.reached();
        return (result.met() ? "Precise enough: " : NOT_PRECISE) + name(row.tenant(), row.metric()) + " in "
                + row.variant() + ", " + Wording.interval(row) + ", wanted "
                + wanted(result) + ", after " + Phrases.counted(row.replications(), "replication") + ".";
    }

    private static String wanted(PrecisionResult result) {
        Metric metric = result.reached().metric();
        return result.target().isRelative()
                ? "an error of at most "
                        + Wording.value(Metric.UTILISATION, result.target().halfWidth()) + " of the value (± "
                        + Wording.value(metric, result.wanted()) + ")"
                : "± " + Wording.value(metric, result.wanted());
    }

    private static String name(String tenant, Metric metric) {
        return Wording.label(metric) + " of " + (tenant.equals(ResultTables.HOST) ? "the host" : tenant);
    }
}
