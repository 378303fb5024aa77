package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.file.ShellWords;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.Caveat;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.ScenarioFile;

/** Words the verdict on a result: yes or no, why, who pays, and what it costs. */
public final class VerdictWords {
    private static final int MOST_NAMES = 3;

    /** The level of limits of the whole host. */
    private static final String WHOLE_HOST = "host";

    private static final double MOST_OF_HOST = 0.5;
    private static final double SHOWN_CHANGE = 0.01;
    private static final double SMALL = 0.1;
    private static final double SMALLEST = 1e-6;

    /** The words with which a question begins that yes or no answers. */
    private static final Pattern YES_OR_NO = Pattern.compile(
            "(?i)\\s*(?:do|does|did|is|are|was|were|can|could|may|might|must|shall|should|will|would|has|have|had)\\b");

    /** The words with which a question begins that a number answers which a search finds, not one run. */
    private static final Pattern HOW_MANY = Pattern.compile(
            "(?i)\\s*(?:how (?:many|much|full|large|big|small)|up to (?:which|what|how)|from (?:which|what) .* on)\\b");

    private final ExperimentResult result;
    private final Criterion criterion;
    private final List<Outcome> outcomes;

    private VerdictWords(ExperimentResult result) {
        this.result = result;
        this.criterion = Criterion.of(result);
        this.outcomes = Outcome.of(result, criterion);
    }

    /** Returns the answer in brief that {@code result} gives. */
    public static VerdictAnswer of(ExperimentResult result) {
        return new VerdictWords(result).answer();
    }

    private VerdictAnswer answer() {
        ConditionVerdict verdict = verdict();
        return new VerdictAnswer(
                word(verdict),
                verdict,
                condition(),
                sentence(),
                Stream.of(Caveat.of(result.file()), payers(), price(), held(), elsewhere())
                        .flatMap(Optional::stream)
                        .toList(),
                figures(),
                outcomes.stream().map(this::group).toList());
    }

    private String condition() {
        boolean countsVms = criterion.countsVms() && outcomes.stream().anyMatch(Outcome::losesVms);
        return outcomes.isEmpty() ? "" : criterion.text() + (countsVms ? ", and as many of the VMs start" : "");
    }

    /** Returns whether any variant is good; not, only where each is shown to be bad. */
    private ConditionVerdict verdict() {
        if (!of(ConditionVerdict.MET).isEmpty()) {
            return ConditionVerdict.MET;
        }
        boolean isBad = !outcomes.isEmpty() && of(ConditionVerdict.NOT_MET).size() == outcomes.size();
        return isBad ? ConditionVerdict.NOT_MET : ConditionVerdict.UNDECIDED;
    }

    private String word(ConditionVerdict verdict) {
        if (answersYesOrNo()) {
            return switch (verdict) {
                case MET -> "Yes";
                case NOT_MET -> "No";
                case UNDECIDED -> "Not shown";
            };
        }
        int all = result.variants().size();
        if (all == 1 && !criterion.isStated() && !asks(YES_OR_NO)) {
            return searching().map(command -> "Asked of " + command).orElse("Measured");
        }
        int good = of(ConditionVerdict.MET).stream()
                .mapToInt(outcome -> outcome.names().size())
                .sum();
        return switch (verdict) {
            case MET ->
                "Good" + (all == 1 ? "" : " with " + (good == all ? "each" : good) + " of " + all + " variants");
            case NOT_MET -> "Not good" + (all == 1 ? "" : " with any variant");
            case UNDECIDED -> "Not shown to be good";
        };
    }

    /** Returns whether the verdict answers the question by yes or no: a default is no answer to it, and "how many" asks for something else. */
    private boolean answersYesOrNo() {
        return criterion.isStated() && asks(YES_OR_NO);
    }

    private boolean asks(Pattern opening) {
        return !result.variants().isEmpty()
                && opening.matcher(result.variants().get(0).scenario().question())
                        .lookingAt();
    }

    /** Returns the command that searches the file for the number that is asked for; empty where none is, or the file has no search. */
    private Optional<String> searching() {
        if (!asks(HOW_MANY)) {
            return Optional.empty();
        }
        ScenarioFile file = result.file();
        if (file.fleet().isPresent()) {
            return Optional.of("fleet");
        }
        return file.plan().isPresent()
                ? Optional.of("plan")
                : Optional.of("sweep").filter(any -> !file.sweep().axes().isEmpty());
    }

    /** Says which command finds the number that the question asks for: a run only shows what becomes of the numbers it is given. */
    private Optional<String> elsewhere() {
        List<String> overrides = result.file().overrides();
        String with = overrides.isEmpty()
                ? ""
                : overrides.stream()
                        .map(one -> "--set " + ShellWords.quoted(one))
                        .collect(Collectors.joining(" ", ", with ", ""));
        return searching()
                .map(command -> "The number asked for: ./ioasid-sim " + command + " on the same file" + with + ".");
    }

    private List<Outcome> of(ConditionVerdict verdict) {
        return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).toList();
    }

    private String sentence() {
        if (outcomes.isEmpty()) {
            return "No replication is complete.";
        }
        List<ConditionVerdict> order = answersYesOrNo()
                ? List.of(ConditionVerdict.NOT_MET, ConditionVerdict.UNDECIDED, ConditionVerdict.MET)
                : List.of(ConditionVerdict.MET, ConditionVerdict.UNDECIDED, ConditionVerdict.NOT_MET);
        List<String> parts = new ArrayList<>();
        int told = 0;
        for (ConditionVerdict verdict : order) {
            List<Outcome> some = of(verdict);
            if (!some.isEmpty()) {
                parts.add(part(some, told));
                told += some.stream().mapToInt(one -> one.names().size()).sum();
            }
        }
        return Phrases.sentence(String.join("; ", parts)) + ".";
    }

    /**
     * Returns what becomes of those the question is about, in variants of one verdict: the worst that becomes of any.
     *
     * @param told how many variants were named before
     */
    private String part(List<Outcome> some, int told) {
        Outcome worst = worst(some);
        boolean isBad = worst.verdict() != ConditionVerdict.MET;
        Optional<String> full = isBad && !isOfExhaustion() ? filling(worst) : Optional.empty();
        Optional<String> refuser = isBad && full.isEmpty() && !isOfExhaustion()
                ? refuser(worst, worst.tenants().get(0))
                : Optional.empty();
        String with = result.variants().size() == 1 ? "" : "with " + names(some, told) + ", " + atWorst(some);
        return with
                + full.map(text -> text + " and ").orElse("")
                + share(worst)
                + refuser.map(limit -> ", refused by " + limit).orElse("");
    }

    /** Says that others of these variants fare better than what is told of all. */
    private String atWorst(List<Outcome> some) {
        long values = some.stream()
                .map(outcome -> brief(criterion.metric(), worst(outcome).mean()))
                .distinct()
                .count();
        return values > 1 ? "at worst " : "";
    }

    private boolean isOfExhaustion() {
        return switch (criterion.metric()) {
            case TIME_TO_EXHAUSTION, TIME_TO_EXHAUSTION_P50 -> true;
            default -> false;
        };
    }

    private Outcome worst(List<Outcome> some) {
        Comparator<Outcome> byShare =
                Comparator.comparingDouble(outcome -> worst(outcome).mean());
        return some.stream()
                .min(criterion.isFloor() ? byShare : byShare.reversed())
                .orElseThrow();
    }

    private SummaryRow worst(Outcome outcome) {
        return outcome.row(outcome.tenants().get(0));
    }

    private String names(List<Outcome> some) {
        return names(some, 0);
    }

    private String names(List<Outcome> some, int told) {
        List<String> names = some.stream().flatMap(one -> one.names().stream()).toList();
        int all = result.variants().size();
        if (names.size() <= MOST_NAMES) {
            return and(names);
        }
        if (names.size() == all) {
            return "each of the " + all + " variants";
        }
        return told > 0 && told + names.size() == all
                ? "each of the other " + names.size() + " variants"
                : names.size() + " of the " + all + " variants";
    }

    private static String and(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** Returns who fills the host, and when; empty where it is never full. */
    private Optional<String> filling(Outcome outcome) {
        double full = outcome.host(Metric.TIME_TO_EXHAUSTION);
        if (!Double.isFinite(full)) {
            return Optional.empty();
        }
        String after = Wording.value(Metric.TIME_TO_EXHAUSTION, full);
        return Optional.of(filler(outcome)
                .map(tenant -> tenant + " fills the host " + (full > 0 ? "in " + after : "from the start"))
                .orElse("the host is full " + (full > 0 ? "after " + after : "from the start")));
    }

    /** Returns the limit that refuses {@code tenant} most often, and where it stands. */
    private static Optional<String> refuser(Outcome outcome, String tenant) {
        return ResultTables.refusals(outcome.variant()).stream()
                .filter(refusal -> refusal.tenant().equals(tenant))
                .max(Comparator.comparingLong(refusal -> refusal.count()))
                .map(refusal -> refusal.level().equals(WHOLE_HOST)
                        ? "the host's " + refusal.limit().word()
                        : refusal.limit().word() + " at " + refusal.level());
    }

    /** Returns the tenant beyond the criterion that holds most of what is held. */
    private static Optional<String> filler(Outcome outcome) {
        double all = outcome.host(Metric.HELD_MEAN);
        return outcome.others().stream()
                .filter(tenant -> held(outcome, tenant) >= MOST_OF_HOST * all)
                .findFirst();
    }

    private static double held(Outcome outcome, String tenant) {
        return outcome.summary().row(tenant, Metric.HELD_MEAN).mean();
    }

    private String share(Outcome outcome) {
        SummaryRow row = worst(outcome);
        long judged = outcome.tenants().stream().filter(outcome::isJudged).count();
        String who = row.tenant().equals(ResultTables.HOST)
                ? "the host"
                : row.tenant() + (judged > 1 ? ", the worst of " + judged + "," : "");
        if (Double.isNaN(row.mean())) {
            return who + " asks for nothing";
        }
        String mean = brief(row.metric(), row.mean());
        String ends = bound(row);
        boolean isTold = ends.isEmpty() || ends.equals("at least " + mean) || ends.equals("at most " + mean);
        String value = mean + (isTold ? "" : " (" + ends + ")");
        return Wording.happens(who, row.metric(), row.mean(), value);
    }

    /** Returns the end of the interval that matters, in words; both ends where neither is on one side of what is good. */
    private String bound(SummaryRow row) {
        if (!(row.upper() > row.lower())) {
            return "";
        }
        String lower = end(row, row.lower());
        String upper = end(row, row.upper());
        boolean isGood = criterion.verdict(row) == ConditionVerdict.MET;
        if (criterion.verdict(row) == ConditionVerdict.UNDECIDED) {
            return lower + " to " + upper;
        }
        return isGood == criterion.isFloor() ? "at least " + lower : "at most " + upper;
    }

    private String end(SummaryRow row, double end) {
        String text = Wording.beside(row.metric(), row.mean(), end);
        return text.contains("e-") ? text : brief(row.metric(), end);
    }

    /** Returns a value with its unit; a small share with two digits; with more where it would be written like what is good, or beyond it. */
    private String brief(Metric metric, double value) {
        boolean isSmall = metric.unit() == Metric.Unit.FRACTION && value > SMALLEST && value < SMALL;
        return isSmall ? Wording.percent(value, criterion.bound()) : Wording.value(metric, value, criterion.bound());
    }

    /** Says who else holds less where those the question is about fare well than where they do not. */
    private Optional<String> payers() {
        List<Outcome> good = of(ConditionVerdict.MET);
        List<Outcome> bad = of(ConditionVerdict.NOT_MET);
        if (good.isEmpty() || bad.isEmpty()) {
            return Optional.empty();
        }
        Outcome before = bad.get(0);
        if (before.others().isEmpty()) {
            return Optional.empty();
        }
        List<String> paying = before.others().stream()
                .filter(tenant -> good.stream().anyMatch(outcome -> getsLess(outcome, before, tenant)))
                .toList();
        return paying.isEmpty()
                ? Optional.of("Nobody else is shown to get less for it.")
                : Optional.of(paying.stream()
                                .limit(MOST_NAMES)
                                .map(tenant -> paying(tenant, good, before))
                                .collect(Collectors.joining("; "))
                        + (paying.size() > MOST_NAMES ? "; and " + (paying.size() - MOST_NAMES) + " more" : "") + ".");
    }

    /**
     * Says what {@code tenant} holds with those of {@code good} with which it gets less than in {@code before}; where these variants change what it
     * wants, which part of that it gets, since numbers of ids cannot be compared then.
     */
    private static String paying(String tenant, List<Outcome> good, Outcome before) {
        List<Outcome> less = good.stream()
                .filter(outcome -> getsLess(outcome, before, tenant))
                .toList();
        long all = variants(good);
        String with = less.size() == good.size() ? "" : " with " + variants(less) + " of these " + all + " variants";
        boolean wantsTheSame = less.stream().allMatch(outcome -> wantsTheSame(outcome, before, tenant));
        return tenant + " pays" + with
                + (wantsTheSame
                        ? ": it holds "
                                + counted(range(less.stream().mapToDouble(one -> held(one, tenant)), VerdictWords::ids))
                                + " instead of " + ids(held(before, tenant))
                        : ": it gets " + range(less.stream().mapToDouble(one -> part(one, tenant)), VerdictWords::share)
                                + " of what it wants instead of " + share(part(before, tenant)));
    }

    private static String share(double part) {
        return Wording.share(Metric.FIRST_TRY_SUCCESS, part);
    }

    private static boolean wantsTheSame(Outcome now, Outcome before, String tenant) {
        double after = now.summary().row(tenant, Metric.DEMAND_MEAN).mean();
        double first = before.summary().row(tenant, Metric.DEMAND_MEAN).mean();
        return !(Math.abs(after - first) > SHOWN_CHANGE * first);
    }

    /** Returns which part of the ids that it wants a tenant holds; VMs that do not start want none, and count as if they got none. */
    private static double part(Outcome outcome, String tenant) {
        double vms = outcome.summary().vms(tenant).mean();
        double wanted = outcome.summary().row(tenant, Metric.DEMAND_MEAN).mean();
        return held(outcome, tenant) / wanted * (Double.isNaN(vms) ? 1 : vms);
    }

    private static long variants(List<Outcome> some) {
        return some.stream().mapToLong(one -> one.names().size()).sum();
    }

    /**
     * Returns whether a tenant gets less in {@code now}: it holds less, by more than 1 % and beyond the intervals where there are any, and, by more than
     * 1 % too, a smaller part of what it wants, as far as that is known. Who merely wants less, such as with fewer instances, pays nothing.
     */
    private static boolean getsLess(Outcome now, Outcome before, String tenant) {
        SummaryRow after = now.row(tenant, Metric.HELD_MEAN);
        SummaryRow first = before.row(tenant, Metric.HELD_MEAN);
        boolean overlaps = after.upper() >= first.lower();
        boolean keepsItsPart = part(now, tenant) >= (1 - SHOWN_CHANGE) * part(before, tenant);
        return after.mean() < (1 - SHOWN_CHANGE) * first.mean() && !overlaps && !keepsItsPart;
    }

    /** Says how many ids lie idle while they are asked for and refused, where those the question is about fare well. */
    private Optional<String> price() {
        List<Outcome> good = of(ConditionVerdict.MET);
        if (good.stream().allMatch(one -> idle(one) < 1)) {
            return Optional.empty();
        }
        String idle = idle(good);
        return Optional.of(
                "The price: " + idle + " of " + counted(ids(good.get(0).host(Metric.CAPACITY)))
                        + (idle.equals("1") ? " lies" : " lie") + " idle while requests are refused.");
    }

    /** Returns how many ids lie idle with any of these variants. */
    private static String idle(List<Outcome> some) {
        return range(some.stream().mapToDouble(VerdictWords::idle), VerdictWords::ids)
                .replaceFirst("^0 to ", "up to ");
    }

    /** Says how many ids are held at once where nobody is refused any: how much room is left. */
    private Optional<String> held() {
        List<Outcome> good = of(ConditionVerdict.MET);
        boolean isRefused = good.stream().anyMatch(one -> !one.refusals().isEmpty());
        boolean isKnown = good.stream().noneMatch(one -> Double.isNaN(one.host(Metric.HELD_PEAK)));
        if (good.isEmpty() || isRefused || !isKnown) {
            return Optional.empty();
        }
        Outcome most = good.stream()
                .max(Comparator.comparingDouble(one -> one.host(Metric.HELD_PEAK)))
                .orElseThrow();
        String with =
                result.variants().size() == 1 ? "" : " with " + most.names().get(0);
        return Optional.of("Held at once: at most " + peak(most) + with + ".");
    }

    private static String peak(Outcome outcome) {
        return ids(outcome.host(Metric.HELD_PEAK)) + " of " + counted(ids(outcome.host(Metric.CAPACITY)));
    }

    private static double idle(Outcome outcome) {
        double idle = outcome.host(Metric.STRANDED_CAPACITY);
        return Double.isNaN(idle) ? 0 : idle;
    }

    private static String range(DoubleStream numbers, DoubleFunction<String> written) {
        double[] sorted = numbers.sorted().toArray();
        String least = written.apply(sorted[0]);
        String most = written.apply(sorted[sorted.length - 1]);
        return least.equals(most) ? least : least + " to " + most;
    }

    /** Returns a number of ids, as it is written, with its noun. */
    private static String counted(String ids) {
        return ids + (ids.equals("1") ? " id" : " ids");
    }

    private static String ids(double number) {
        return Phrases.count(Math.round(number));
    }

    private List<VerdictAnswer.Figure> figures() {
        if (outcomes.isEmpty()) {
            return List.of();
        }
        List<VerdictAnswer.Figure> figures = new ArrayList<>();
        Outcome first = outcomes.stream()
                .filter(one -> one.names().contains(result.file().baseline()))
                .findFirst()
                .orElse(outcomes.get(0));
        Outcome best = of(ConditionVerdict.MET).stream().findFirst().orElse(first);
        figures.add(best == first ? beside(first) : change(first, of(ConditionVerdict.MET)));
        figures.add(new VerdictAnswer.Figure(full(first), "until the host is full" + in(first)));
        List<Outcome> priced = best == first ? List.of(first) : of(ConditionVerdict.MET);
        figures.add(new VerdictAnswer.Figure(
                idle(priced) + " of " + ids(best.host(Metric.CAPACITY)),
                "ids idle while requests are refused" + (result.variants().size() == 1 ? "" : ", " + names(priced))));
        return figures;
    }

    /** Returns the figure of a baseline that nothing betters, and that of the variants whose verdict differs, where there are any. */
    private VerdictAnswer.Figure beside(Outcome baseline) {
        List<Outcome> others = outcomes.stream()
                .filter(one -> one.verdict() != baseline.verdict())
                .toList();
        SummaryRow row = worst(baseline);
        return others.isEmpty()
                ? new VerdictAnswer.Figure(brief(row.metric(), row.mean()), whose(row))
                : change(baseline, others);
    }

    /** Returns the figure of {@code from} and the worst figure of {@code to}. */
    private VerdictAnswer.Figure change(Outcome from, List<Outcome> to) {
        Outcome worst = worst(to);
        SummaryRow before = worst(from);
        SummaryRow after = worst.row(worst.tenants().get(0), before.metric());
        return new VerdictAnswer.Figure(
                brief(before.metric(), before.mean()) + " → " + atWorst(to) + brief(before.metric(), after.mean()),
                whose(before) + ", " + names(List.of(from)) + " → " + names(to));
    }

    private static String whose(SummaryRow row) {
        return Wording.label(row.metric()) + " of "
                + (row.tenant().equals(ResultTables.HOST) ? "the host" : row.tenant());
    }

    private String in(Outcome outcome) {
        return result.variants().size() == 1 ? "" : ", " + outcome.names().get(0);
    }

    private VerdictAnswer.Group group(Outcome outcome) {
        return new VerdictAnswer.Group(
                outcome.names(),
                outcome.verdict(),
                outcome.tenants().stream().map(tenant -> share(outcome, tenant)).toList(),
                outcome.heldByOthers().isPresent() ? ids(outcome.heldByOthers().getAsDouble()) : Wording.UNDEFINED,
                ids(outcome.host(Metric.HELD_MEAN)),
                full(outcome),
                List.copyOf(outcome.refusals().keySet()));
    }

    private VerdictAnswer.Share share(Outcome outcome, String tenant) {
        SummaryRow row = outcome.row(tenant);
        return new VerdictAnswer.Share(
                tenant,
                outcome.isJudged(tenant),
                criterion.verdict(row),
                row.mean(),
                row.lower(),
                row.upper(),
                brief(row.metric(), row.mean()) + (row.metric() == criterion.metric() ? "" : " of VMs"),
                bound(row));
    }

    private static String full(Outcome outcome) {
        double full = outcome.host(Metric.TIME_TO_EXHAUSTION);
        if (Double.isFinite(full)) {
            return Wording.value(Metric.TIME_TO_EXHAUSTION, full);
        }
        int exhausted = outcome.exhausted();
        return exhausted == 0
                ? "never"
                : "in " + exhausted + " of "
                        + ResultTables.complete(outcome.variant()).size();
    }
}
