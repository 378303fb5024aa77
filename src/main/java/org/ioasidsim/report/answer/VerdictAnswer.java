package org.ioasidsim.report.answer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.report.metric.Wording;

/**
 * The answer in brief, which every output begins with: yes or no, why, who pays, and the variants that came out the same.
 *
 * @param word {@code Yes}, {@code No} or {@code Not shown} where the scenario has a {@code verdict:} and asks for yes or no; else with how many
 *     variants it comes out good, such as {@code Good with 2 of 4 variants}: what is good by default is no answer to a question; of one variant, {@code Measured}
 *     or the command that is {@code Asked} for a number
 * @param verdict whether any variant is good
 * @param condition what is good, in words
 * @param sentence the reason with its numbers
 * @param consequences who pays, and what it costs in idle ids; may be empty
 * @param figures at most three numbers with what they are
 * @param groups in the order of the file
 */
public record VerdictAnswer(
        String word,
        ConditionVerdict verdict,
        String condition,
        String sentence,
        List<String> consequences,
        List<Figure> figures,
        List<Group> groups) {
    /** Stands for the verdict of results that an earlier version wrote. */
    public static final VerdictAnswer MISSING = new VerdictAnswer(
            "Not shown",
            ConditionVerdict.UNDECIDED,
            "",
            "An earlier version wrote these results: run the scenario again for a verdict.",
            List.of(),
            List.of(),
            List.of());

    private static final int MOST_ROWS = 100;
    private static final int MOST_ROWS_FIRST = 6;
    private static final int LEAST_ROWS_FIRST = 4;
    private static final int MOST_COLUMNS = 6;

    public VerdictAnswer {
        consequences = List.copyOf(consequences);
        figures = List.copyOf(figures);
        groups = List.copyOf(groups);
    }

    /** A number as people read it, with what it is. */
    public record Figure(String value, String meaning) {}

    /**
     * Variants that came out the same: none of their figures differs by more than 1 %, and each tenant fares alike.
     *
     * @param verdict whether all tenants of the criterion fare well
     * @param shares first of the tenants of the criterion, then of the others
     * @param others what tenants beyond the criterion hold together
     * @param held what all tenants hold together
     * @param full when the host had nothing free
     * @param refusedBy the limits that said no, the most frequent first; empty for none
     */
    public record Group(
            List<String> variants,
            ConditionVerdict verdict,
            List<Share> shares,
            String others,
            String held,
            String full,
            List<String> refusedBy) {
        public Group {
            variants = List.copyOf(variants);
            shares = List.copyOf(shares);
            refusedBy = List.copyOf(refusedBy);
        }

        /** Returns what {@code tenant} gets; empty where the variants do not have it. */
        public Optional<Share> share(String tenant) {
            return shares.stream()
                    .filter(share -> share.tenant().equals(tenant))
                    .findFirst();
        }

        /** Returns the share of the tenant of the criterion that fares worst. */
        public Share worst() {
            return shares.get(0);
        }
    }

    /**
     * What a tenant gets: the metric of the criterion.
     *
     * @param isJudged whether the criterion is about it
     * @param mean NaN where it is undefined
     * @param text the mean with its unit
     * @param bound the ends of the interval in words, such as {@code at least 97.8 %}; empty where there is none
     */
    public record Share(
            String tenant,
            boolean isJudged,
            ConditionVerdict verdict,
            double mean,
            double lower,
            double upper,
            String text,
            String bound) {
        /** Returns the sign of its verdict. */
        public String mark() {
            return switch (verdict) {
                case MET -> "✓";
                case NOT_MET -> "✗";
                case UNDECIDED -> "?";
            };
        }
    }

    /** Returns the groups that a page has room for. */
    public List<Group> rows() {
        return groups.stream().limit(MOST_ROWS).toList();
    }

    /**
     * Returns whether a group stands in the first screen: each where they are few; else the first one, the last one, and those between which the
     * verdict changes first.
     */
    public boolean isShownFirst(Group group) {
        List<Group> rows = rows();
        return rows.size() <= MOST_ROWS_FIRST || first(rows).contains(rows.indexOf(group));
    }

    /** Returns how many rows stand there only once a reader asks for them. */
    public int rowsLater() {
        return (int) rows().stream().filter(group -> !isShownFirst(group)).count();
    }

    private static Set<Integer> first(List<Group> rows) {
        Set<Integer> first = new TreeSet<>(List.of(0, rows.size() - 1));
        for (int row = 1; row < rows.size() && first.size() < LEAST_ROWS_FIRST; row++) {
            if (rows.get(row).verdict() != rows.get(row - 1).verdict()) {
                first.add(row - 1);
                if (first.size() < LEAST_ROWS_FIRST) {
                    first.add(row);
                }
            }
        }
        for (int row = 1; first.size() < LEAST_ROWS_FIRST; row++) {
            first.add(row);
        }
        return first;
    }

    /** Returns the tenants that a page has room for, those of the criterion first. */
    public List<String> columns() {
        return groups.stream()
                .flatMap(group -> group.shares().stream())
                .sorted(Comparator.comparing((Share share) -> !share.isJudged()))
                .map(Share::tenant)
                .distinct()
                .limit(MOST_COLUMNS)
                .toList();
    }

    /** Returns whose ids the tables count: those of others than the answer is about; where there are none, of all. */
    public String holders() {
        return haveOthers() ? "others" : "all";
    }

    /** Returns what the {@link #holders} hold with the variants of {@code group}. */
    public String heldBy(Group group) {
        return haveOthers() ? group.others() : group.held();
    }

    private boolean haveOthers() {
        return groups.stream().anyMatch(group -> !group.others().equals(Wording.UNDEFINED));
    }

    /** Returns the whole sentence, its word first. */
    public String spoken() {
        return word + ". " + sentence;
    }
}
