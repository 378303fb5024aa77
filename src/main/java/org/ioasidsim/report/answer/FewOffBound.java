package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.OffBound;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.report.metric.Headline;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.text.Phrases;

/** Says beside the figures of the tables which of them rest on few replications, so that their intervals reach further than others. */
final class FewOffBound {
    /** So many say enough of their spread. */
    private static final int ENOUGH = 5;

    private static final int MOST_NAMED = 2;

    /** The level at which it was counted how often these intervals contain the mean (docs/metrics.md). */
    private static final double MEASURED_LEVEL = 0.95;

    private FewOffBound() {}

    /** Returns the sentence; none where no figure of the tables rests on fewer than five replications off its bound. */
    static List<String> of(ExperimentResult result) {
        List<String> figures = new ArrayList<>();
        for (VariantResult variant : result.variants()) {
            var offBound = new OffBound(variant);
            variant.summary().stream()
                    .filter(FewOffBound::isShown)
                    .filter(row -> row.method() == IntervalMethod.TRANSFORMED_T)
                    .filter(row -> offBound.count(row) < Math.min(ENOUGH, row.replications()))
                    .forEach(row ->
                            figures.add(name(variant, row, result.variants().size() > 1)));
        }
        if (figures.isEmpty()) {
            return List.of();
        }
        int more = figures.size() - MOST_NAMED;
        List<String> named = new ArrayList<>(figures.subList(0, Math.min(MOST_NAMED, figures.size())));
        if (more > 0) {
            named.add(Phrases.counted(more, "more figure"));
        }
        boolean isMeasured = result.variants().get(0).scenario().run().confidence() == MEASURED_LEVEL;
        return List.of(Phrases.capitalised(joined(named)) + (figures.size() == 1 ? " rests" : " rest")
                + " on fewer than " + ENOUGH
                + " replications that are off the bound: "
                + (figures.size() == 1 ? "its interval reaches" : "their intervals reach") + " far"
                + (isMeasured ? " (where that was counted, 93 to 100 % of such 95 % intervals contain the mean)" : "")
                + ", and more replications narrow " + (figures.size() == 1 ? "it." : "them."));
    }

    private static String joined(List<String> named) {
        int last = named.size() - 1;
        return last == 0 ? named.get(0) : String.join(", ", named.subList(0, last)) + " and " + named.get(last);
    }

    private static boolean isShown(SummaryRow row) {
        return (row.tenant().equals(SummaryRow.HOST) ? Headline.OF_HOST : Headline.OF_TENANT).contains(row.metric());
    }

    private static String name(VariantResult variant, SummaryRow row, boolean namesVariant) {
        String of = row.tenant().equals(SummaryRow.HOST) ? "the host" : row.tenant();
        return "the " + Wording.label(row.metric()) + " of " + of + (namesVariant ? " with " + variant.name() : "");
    }
}
