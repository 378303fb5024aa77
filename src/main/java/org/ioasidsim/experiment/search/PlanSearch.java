package org.ioasidsim.experiment.search;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.exact.Accuracy;
import org.ioasidsim.experiment.summary.Controls;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.math.PortableMath;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.stats.interval.Intervals;

/**
 * The search for the largest or smallest value that meets conditions, on common random numbers. At each value replications are doubled until each
 * interval clears its bound or the cap is reached; a value that stays undecided counts for neither side, and the search continues on both. It begins
 * where theory expects the conditions to cease to hold, or at both ends where theory knows no such place, and goes on where a curve through all
 * results so far is expected to clear the bounds ({@link Outlook}); where nothing can be expected it bisects. It ends when no value is expected to narrow
 * the answer by much. Where theory says that all values have the same verdict, and the one that is least likely to have it does, no other is tried.
 * The answer assumes that the conditions hold up to some value and not beyond; where theory does not say so, both ends and further values on both
 * sides are tried to detect a violation. Whatever chooses the values, only simulated intervals give them a verdict. Where theory is exact and no resolution is
 * asked for, two values suffice, one on either side of its border, at which few replications tell ({@link ConditionScale}): they confirm what theory answers.
 *
 * <p>All verdicts together are right with the scenario's confidence: the error is divided over the values, the looks at each, and the conditions ({@link
 * ErrorShares}). That a share of refusals is too high is not believed before three replications have refused, unless they
 * are all there will be: one episode refuses many requests, and two may be chance. The two-sided bisection
 * follows Waeber, Frazier and Henderson, SIAM J. Control Optim. 51, 2013, in spending replications where it is undecided.
 *
 * <p>Where refusals are too few to tell how they come together, an interval is wide ({@link
 * org.ioasidsim.experiment.summary.MetricIntervals}), and a higher load, at which they are more, can be shown to do where a lower one
 * cannot: from such a value the search for what meets the conditions goes on towards the others. A value at which the first look sees no refusal
 * is left until the answer needs it, since one beyond it may be shown to do; replications that see none end at a fifth of the cap if all of
 * them could not show it.
 */
public final class PlanSearch {
    private static final int CHECKS_A_SIDE = 2;
    private static final int LEAST_REFUSING = 3;

    /** The least replications at a value. */
    private static final int LEAST_LOOK = 2;

    /** Values tried where an edge is expected, in addition to those of a bisection. */
    private static final int EXPECTED = 4;

    /** The part of the answer's width to which its two ends are found. */
    private static final int CLOSE_PART = 4;

    /**
     * The part of the resolution nearer than which to the crossing one value takes more replications than two that lie half of the resolution on either side of
     * it: the replications grow with the inverse square of the distance.
     */
    private static final double NEAR_PART = Math.sqrt(8);

    /** The part of an interval that is cut off where an edge is expected at its end or outside. */
    private static final double OUTER_PART = 4;

    /** After so many expected values on the same side of the edge, the expectation is no guide to how far away it is. */
    private static final int MISSES = 2;

    /** The same where theory has a curve. */
    private static final int MISSES_OF_THEORY = 3;

    /** How much larger each next value is where the search comes to its far end from the near one. */
    private static final int STRIDE = 8;

    /** The part of all replications from which the next look is at all of them: a look in between would cost more than it saves. */
    private static final double LAST_PART = 0.6;

    /** The part of all replications in which a value that can be decided is expected to show a refusal. */
    private static final double TELLING = 0.2;

    /** A share this near to 0 or 1 is one that all requests agree on. */
    private static final double ROUNDING = 1e-12;

    private final PlanSpec plan;
    private final double confidence;
    private final Trial trial;
    private final TreeMap<Long, PlanResult.Probe> probes = new TreeMap<>();
    private final Map<Long, Looks> looks = new HashMap<>();
    private final Map<Outlook.Edge, Integer> tried = new EnumMap<>(Outlook.Edge.class);

    /** What theory says, where it says that no value beyond a miss meets the conditions. */
    private Optional<PlanTheory> theory = Optional.empty();

    /** What theory says elsewhere. */
    private Optional<PlanTheory> contradiction = Optional.empty();

    private Outlook outlook;

    /** The replications of the first look at a value. */
    private int firstLook;

    private ErrorShares errors;
    private long resolution;
    private Consumer<PlanResult.Probe> listener = probe -> {};
    private boolean triesEndsOnly;
    private boolean strides;

    /** How many steps lie between the first value and the last one that comes into question. */
    private long span;

    /**
     * The looks at a value.
     *
     * @param share of the error
     * @param first replications of the first
     */
    private record Looks(double share, int first) {}

    /** Runs the scenario at one value. */
    public interface Trial {
        /**
         * Returns the summary of the plan's variant.
         *
         * @param value written as the scenario writes it
         * @throws CancellationException when it was interrupted
         */
        List<SummaryRow> at(String value, int replications, double confidence);
    }

    private PlanSearch(PlanSpec plan, int replications, double confidence, Trial trial) {
        this.plan = plan;
        this.confidence = confidence;
        this.firstLook = Math.max(LEAST_LOOK, replications);
        this.trial = trial;
        this.span = plan.to() - plan.from();
        this.outlook = outlook();
        this.errors = errors();
        this.resolution = resolution();
    }

    /**
     * Returns a search.
     *
     * @param replications at a value, at first
     * @param confidence of the whole answer
     */
    public static PlanSearch of(PlanSpec plan, int replications, double confidence, Trial trial) {
        return new PlanSearch(plan, replications, confidence, trial);
    }

    /** Sets the listener for each value and its verdict. */
    public PlanSearch onProbe(Consumer<PlanResult.Probe> newListener) {
        listener = newListener;
        return this;
    }

    /**
     * Sets what theory says, if anything: where it expects the conditions to cease to hold is tried first, and simulation decides. Where it expects them to come
     * back after a miss, nothing is taken from it but a value at which to show that.
     */
    public PlanSearch expecting(Optional<PlanTheory> newTheory) {
        theory = newTheory.filter(known -> known.isOrdered(plan));
        contradiction = newTheory.filter(known -> !known.isOrdered(plan));
        outlook = outlook();
        if (theory.filter(known -> known.missed().isEmpty()).isPresent() || confirms()) {
            firstLook = LEAST_LOOK;
            outlook = outlook();
        }
        errors = errors();
        resolution = resolution();
        return this;
    }

    private ErrorShares errors() {
        return new ErrorShares(
                1 - confidence,
                looksUpTo(most(), firstLook),
                Math.max(1, plan.conditions().size()),
                confirms());
    }

    /** Returns how far apart the two values of the answer may lie: as the plan says, else what theory, where it is exact, leaves to be confirmed. */
    private long resolution() {
        if (plan.resolution() != PlanSpec.AUTO) {
            return plan.resolution();
        }
        return confirms() ? firstPlainlyMissed() - lastPlainlyMet() : 1;
    }

    /** Returns whether simulation only confirms, on both sides of the border, what theory knows exactly; VMs that are missing any replication shows at the border. */
    private boolean confirms() {
        return plan.resolution() == PlanSpec.AUTO
                && theory.filter(known -> known.accuracy() == Accuracy.EXACT
                                && known.firstShortOfVms().isEmpty())
                        .isPresent()
                && outlook.plainlyMet().isPresent()
                && outlook.plainlyMissed().isPresent();
    }

    private long lastPlainlyMet() {
        return (long) Math.floor(Math.max(0, outlook.plainlyMet().getAsDouble()));
    }

    private long firstPlainlyMissed() {
        return (long) Math.ceil(Math.min(span, outlook.plainlyMissed().getAsDouble()));
    }

    private Outlook outlook() {
        return new Outlook(
                probe -> step(probe.value()),
                most(),
                theory.flatMap(known -> TheoryCurve.of(known, plan.conditions(), this::step)));
    }

    /** Has the search try the two ends only, and share out its error over these: to confirm what is expected between them. */
    PlanSearch endsOnly() {
        triesEndsOnly = true;
        return this;
    }

    /**
     * Has the search come to its far end in growing strides, and not beyond the first value shown not to meet the conditions: where values far away
     * take much longer than near ones. Where theory says where to begin, nothing changes.
     */
    PlanSearch striding() {
        strides = true;
        return this;
    }

    /** Runs the search. */
    public PlanResult run() {
        boolean isInterrupted = false;
        try {
            bracket();
        } catch (CancellationException e) {
            isInterrupted = true;
        }
        return new PlanResult(
                plan,
                confidence,
                leastConfidence(),
                List.copyOf(probes.values()),
                value(lastMet()),
                value(firstNotMet()),
                contrary(),
                theory.or(() -> contradiction),
                isInterrupted);
    }

    /** Returns the largest number of values that the search may try. */
    public int mostProbes() {
        return triesEndsOnly ? 2 : others() + 2 * mostOfEdge();
    }

    /** Returns the largest number of values tried that are not at an edge. */
    private int others() {
        return theory.isPresent()
                ? 1
                : 2 + 2 * CHECKS_A_SIDE + (strides ? strides().size() : 0) + (contradiction.isPresent() ? 1 : 0);
    }

    /** Returns the values on the way to the far end. */
    private List<Long> strides() {
        List<Long> values = new ArrayList<>();
        for (long value = Math.max(1, plan.from()); value <= (plan.to() - 1) / STRIDE; ) {
            value *= STRIDE;
            values.add(value);
        }
        return values;
    }

    private double leastConfidence() {
        return probes.values().stream()
                .flatMap(probe -> probe.conditions().stream())
                .mapToDouble(condition -> condition.row().confidence())
                .min()
                .orElse(confidence);
    }

    /** Returns the number of the look at {@code replications} where the first is at {@code first}. */
    private int looksUpTo(int replications, int first) {
        int number = 1;
        for (int n = first; n < replications; n = following(n)) {
            number++;
        }
        return number;
    }

    /** Returns the replications of the look after one at {@code replications}. */
    private int following(int replications) {
        return 2 * replications > LAST_PART * most() ? most() : 2 * replications;
    }

    /** Begins at the ends or where theory says, narrows both sides, and checks; steps count from the end where the conditions are expected to hold. */
    private void bracket() {
        if (triesEndsOnly) {
            probeAt(0, 1.0 / 2);
            probeAt(span, 1.0 / 2);
            var unused = resume();
            return;
        }
        if (border().isPresent()) {
            probeAt(first(step(border().getAsLong())), errors.ofOther(others()));
        } else {
            tryEnds();
            contradiction.ifPresent(known -> probeAt(step(known.met().getAsLong()), errors.ofOther(others())));
        }
        do {
            narrowBoth();
        } while (resume());
        if (theory.isEmpty()) {
            checkOrder();
        }
    }

    /**
     * Returns the step to begin with where theory has a border: beyond it by half of the resolution, if theory's curve is clear of the bound there or is not
     * known, or VMs are missing from there on, which any replication shows; else where it is so far beyond the bound that few replications tell.
     */
    private long first(long border) {
        if (confirms()) {
            return firstPlainlyMissed();
        }
        long beyond = Math.min(span, border + resolution / 2);
        boolean isCounted =
                theory.filter(known -> known.firstShortOfVms().isPresent()).isPresent();
        if (isCounted || outlook.isClear(beyond)) {
            return beyond;
        }
        double telling = outlook.telling().orElse(beyond);
        return Math.min(span, Math.max(beyond, Math.round(telling)));
    }

    /** Tries the ends; where theory says that all values meet the conditions, or that none does, only the one that is least likely to agree. */
    private void tryEnds() {
        double share = errors.ofOther(others());
        boolean isEachMet = theory.filter(known -> known.missed().isEmpty()).isPresent();
        if (!isEachMet) {
            probeAt(0, share);
        }
        if (theory.isEmpty() && strides) {
            stride(share);
        } else if (isEachMet || theory.isEmpty()) {
            probeAt(span, share);
        }
    }

    private void stride(double share) {
        long far = span;
        for (long value : strides()) {
            if (probeAt(step(value), share).verdict() == ConditionVerdict.NOT_MET) {
                span = step(value);
                return;
            }
        }
        probeAt(far, share);
    }

    /** Tries further values on both sides of the answer. */
    private void checkOrder() {
        check(0, lastMet() < 0 ? span : lastMet());
        check(firstNotMet() < 0 ? span : firstNotMet(), span);
    }

    private void narrowBoth() {
        int known;
        do {
            known = probes.size();
            narrow(Outlook.Edge.LAST_MET, this::isNotBeyond);
            narrow(Outlook.Edge.FIRST_NOT_MET, probe -> probe.verdict() != ConditionVerdict.NOT_MET);
        } while (probes.size() > known);
    }

    /**
     * Goes on with the last value that was left without a refusal, if the answer needs it: if no value beyond it meets the conditions. Returns
     * whether that showed anything, were it that another value is needed.
     */
    private boolean resume() {
        Optional<PlanResult.Probe> last = probes.values().stream()
                .filter(probe -> isPaused(probe) && !isGivenUp(probe))
                .filter(probe -> step(probe.value()) > lastMet())
                .max(Comparator.comparingLong(probe -> step(probe.value())));
        if (last.isEmpty()) {
            return false;
        }
        PlanResult.Probe probe = decide(last.get());
        keep(probe);
        return !isPaused(probe) || isGivenUp(probe);
    }

    /**
     * Returns whether a value with too few refusals can be shown by no number of replications, where one before it may be shown by theory: by the law of
     * the demand, which bounds what is refused. Elsewhere no value before it could be shown either.
     */
    private boolean isGivenUp(PlanResult.Probe probe) {
        return theory.isPresent() && hasTooFewRefusals(probe) && (probe.replications() >= most() || isHopeless(probe));
    }

    private static boolean hasTooFewRefusals(PlanResult.Probe probe) {
        return probe.verdict() == ConditionVerdict.UNDECIDED
                && probe.conditions().stream().allMatch(PlanSearch::isMetOrUnseen);
    }

    /**
     * Narrows the place at which {@code isBelow} ceases to hold until its two sides are close. Where an end was not tried, its side is beyond it until it
     * is.
     */
    private void narrow(Outlook.Edge edge, Predicate<PlanResult.Probe> isBelow) {
        long above = firstThatIsNot(isBelow);
        long below = lastBefore(above);
        int misses = 0;
        while (isOpen(below, above) && triesLeft(edge) > 0 && !isAsNarrowAsExpected(edge)) {
            long next =
                    next(below, above, edge, Math.abs(misses) < (outlook.knowsTheCurve() ? MISSES_OF_THEORY : MISSES));
            int number = tried.merge(edge, 1, Integer::sum);
            if (isBelow.test(probeAt(next, errors.ofTry(number)))) {
                below = next;
                misses = Math.max(0, misses) + 1;
            } else {
                above = next;
                misses = Math.min(0, misses) - 1;
            }
        }
    }

    private boolean isOpen(long below, long above) {
        return isBeyondEnds(below, above) ? above - below > 1 : !isNarrow() && above - below > close();
    }

    private boolean isBeyondEnds(long below, long above) {
        return below < 0 || above > span;
    }

    /** Returns whether the answer has two sides, and all replications are expected to move this one by a small part of what lies between them. */
    private boolean isAsNarrowAsExpected(Outlook.Edge edge) {
        if (!outlook.knowsTheCurve() || lastMet() < 0 || firstNotMet() < 0) {
            return false;
        }
        OptionalDouble expected = outlook.expected(probes.values(), edge, nextConfidence(edge));
        double gain = edge == Outlook.Edge.LAST_MET
                ? expected.orElse(Double.MAX_VALUE) - lastMet()
                : firstNotMet() - expected.orElse(-Double.MAX_VALUE);
        return gain <= close();
    }

    /** Returns the confidence of the interval of all replications at the next value that is tried for an edge. */
    private double nextConfidence(Outlook.Edge edge) {
        return errors.confidence(errors.ofTry(tried.getOrDefault(edge, 0) + 1), errors.looks(), true);
    }

    private OptionalLong border() {
        return theory.map(PlanTheory::border).orElse(OptionalLong.empty());
    }

    private int triesLeft(Outlook.Edge edge) {
        return mostOfEdge() - tried.getOrDefault(edge, 0);
    }

    /** Returns the most values tried for one edge: those of a bisection, some that are expected to lie near it, and an end that was not tried. */
    private int mostOfEdge() {
        int end = theory.isPresent() ? 1 : 0;
        return halvings(span / resolution) + EXPECTED + end;
    }

    private long firstThatIsNot(Predicate<PlanResult.Probe> isBelow) {
        return probes.values().stream()
                .filter(isBelow.negate())
                .mapToLong(probe -> step(probe.value()))
                .min()
                .orElse(span + 1);
    }

    private long lastBefore(long above) {
        return probes.values().stream()
                .mapToLong(probe -> step(probe.value()))
                .filter(step -> step < above)
                .max()
                .orElse(-1);
    }

    /**
     * Returns the value to try next: where the edge is expected, or the middle where nothing is or the tries left only suffice to bisect. In place of the
     * middle an end that was not tried.
     */
    private long next(long below, long above, Outlook.Edge edge, boolean trusts) {
        OptionalLong counted = theory.map(PlanTheory::firstShortOfVms).orElse(OptionalLong.empty());
        if (counted.isPresent() && step(counted.getAsLong()) > below && step(counted.getAsLong()) < above) {
            return step(counted.getAsLong());
        }
        if (confirms() && below < lastPlainlyMet() && lastPlainlyMet() < above) {
            return lastPlainlyMet();
        }
        OptionalDouble expected = outlook.edge(probes.values(), edge, nextConfidence(edge));
        if (expected.isEmpty() || triesLeft(edge) <= halvings((above - below) / resolution)) {
            return middle(below, above);
        }
        double at = edge == Outlook.Edge.LAST_MET
                ? Math.min(Math.floor(expected.getAsDouble()), farFromTheOther(edge))
                : Math.max(Math.ceil(expected.getAsDouble()), farFromTheOther(edge));
        boolean isInside = trusts && at > below && at < above;
        if (!isInside && isBeyondEnds(below, above)) {
            return middle(below, above);
        }
        double cut = isInside ? 0 : (above - below) / OUTER_PART;
        double inside = Math.max(below + cut, Math.min(above - cut, at));
        return Math.round(Math.max(below + 1.0, Math.min(above - 1.0, inside)));
    }

    /**
     * Returns the step nearest to the crossing that is wanted for an edge: as far from the other edge as the resolution allows; from the crossing by half of the
     * resolution where the other edge is not known, or so far from the crossing that it will have to move as well. Values farther away are decided by fewer
     * replications.
     */
    private double farFromTheOther(Outlook.Edge edge) {
        boolean isLast = edge == Outlook.Edge.LAST_MET;
        int outwards = isLast ? -1 : 1;
        double far = resolution;
        long other = isLast ? firstNotMet() : lastMet();
        double fromOther = other < 0 ? -outwards * Double.POSITIVE_INFINITY : other + outwards * far;
        OptionalDouble crossing = outlook.crossing(probes.values());
        if (crossing.isEmpty() || outwards * (fromOther - crossing.getAsDouble()) >= far / NEAR_PART) {
            return fromOther;
        }
        double half = crossing.getAsDouble() + outwards * far / 2;
        return isLast ? Math.ceil(half) : Math.floor(half);
    }

    private long middle(long below, long above) {
        if (isBeyondEnds(below, above)) {
            return above > span ? span : 0;
        }
        return below + (above - below) / 2;
    }

    /** Returns whether the two values of the answer are as close as was asked. */
    private boolean isNarrow() {
        return lastMet() >= 0 && firstNotMet() >= 0 && firstNotMet() - lastMet() <= resolution;
    }

    /**
     * Returns how close two sides of an edge must be: no closer than a quarter of what lies between the two values of the answer. Half of the
     * resolution, since an undecided value between the two edges is a side of both.
     */
    private long close() {
        long beyond = firstNotMet() < 0 ? span : firstNotMet();
        return Math.max((resolution + 1) / 2, (beyond - Math.max(0, lastMet())) / CLOSE_PART);
    }

    private static int halvings(long parts) {
        return Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, parts));
    }

    /** Returns whether the last value that meets the conditions cannot lie before this one: it meets them, or too few refusals say nothing. */
    private boolean isNotBeyond(PlanResult.Probe probe) {
        return probe.verdict() == ConditionVerdict.MET || (hasTooFewRefusals(probe) && !isGivenUp(probe));
    }

    private static boolean isMetOrUnseen(PlanResult.Condition condition) {
        return condition.verdict() == ConditionVerdict.MET
                || (isRare(condition.row())
                        && ConditionVerdict.isMet(
                                condition.expectation(), condition.row().mean()));
    }

    /** Returns whether a share of requests was refused in too few replications to believe it. */
    private static boolean isRare(SummaryRow row) {
        return row.metric().trials().isPresent() && row.refusing() < LEAST_REFUSING;
    }

    /** Tries a few values between two steps. */
    private void check(long from, long to) {
        for (int i = 1; i <= CHECKS_A_SIDE; i++) {
            probeAt(from + (to - from) * i / (CHECKS_A_SIDE + 1), errors.ofOther(others()));
        }
    }

    /** Tries a value, unless it was tried before, with a share of the error. */
    @CanIgnoreReturnValue
    private PlanResult.Probe probeAt(long step, double share) {
        PlanResult.Probe known = probes.get(at(step));
        if (known != null) {
            return known;
        }
        var planned = new Looks(share, firstLook(step));
        looks.put(at(step), planned);
        PlanResult.Probe probe = look(at(step), planned.first());
        return keep(isPaused(probe) ? probe : decide(probe));
    }

    /** Returns the replications of the first look at a step: two cannot show that it misses a condition, and are left out where that is to be confirmed. */
    private int firstLook(long step) {
        return confirms() && step >= firstPlainlyMissed() ? following(firstLook) : firstLook;
    }

    @CanIgnoreReturnValue
    private PlanResult.Probe keep(PlanResult.Probe probe) {
        probes.put(probe.value(), probe);
        listener.accept(probe);
        return probe;
    }

    /** Doubles the replications of a value until it is decided, or cannot be. */
    private PlanResult.Probe decide(PlanResult.Probe looked) {
        PlanResult.Probe probe = looked;
        for (int n = probe.replications();
                probe.verdict() == ConditionVerdict.UNDECIDED && n < most() && !isHopeless(probe); ) {
            n = following(n);
            probe = look(probe.value(), n);
        }
        return probe;
    }

    /** Returns whether a value is undecided only because nothing was refused yet: the order may decide it without more replications. */
    private boolean isPaused(PlanResult.Probe probe) {
        return probe.verdict() == ConditionVerdict.UNDECIDED
                && probe.replications() < most()
                && probe.conditions().stream()
                        .allMatch(condition -> condition.verdict() == ConditionVerdict.MET || condition.isUnseen());
    }

    /** Returns whether a condition without any refusal so far could not be shown even if all replications saw none. */
    private boolean isHopeless(PlanResult.Probe probe) {
        return probe.replications() >= Math.max(TELLING * most(), Controls.REPLICATIONS_OF_A_CONTROL)
                && probe.conditions().stream()
                        .anyMatch(condition ->
                                isHopeless(condition, probe.replications(), confidence(probe.value(), most())));
    }

    private boolean isHopeless(PlanResult.Condition condition, int replications, double lastConfidence) {
        return condition.isUnseen()
                ? condition.replicationsNeeded() > most()
                : condition.verdict() == ConditionVerdict.UNDECIDED
                        && !isRare(condition.row())
                        && isTooNear(condition, replications, lastConfidence);
    }

    /** Returns whether all replications would hardly decide: their expected half-width exceeds the distance from the bound by the error of the mean. */
    private boolean isTooNear(PlanResult.Condition condition, int replications, double lastConfidence) {
        SummaryRow row = condition.row();
        double half = Math.min(row.upper() - row.mean(), row.mean() - row.lower());
        double error = half / Intervals.tQuantile(replications - 1.0, row.confidence());
        double errorAtMost = error * Math.sqrt(replications / (double) most());
        double distance = Math.abs(condition.expectation().bound() - row.mean());
        return distance + error < errorAtMost * Intervals.tQuantile(most() - 1.0, lastConfidence);
    }

    /** Returns the confidence of the intervals of a value at a look. */
    private double confidence(long value, int replications) {
        Looks planned = looks.getOrDefault(value, new Looks(1, firstLook));
        return errors.confidence(planned.share(), looksUpTo(replications, planned.first()), replications >= most());
    }

    private int most() {
        return Math.max(firstLook, plan.maxReplications());
    }

    private PlanResult.Probe look(long value, int replications) {
        List<SummaryRow> summary = trial.at(plan.text(value), replications, confidence(value, replications));
        List<PlanResult.Condition> conditions = new ArrayList<>();
        ConditionVerdict all = ConditionVerdict.MET;
        for (Expectation expectation : plan.conditions()) {
            SummaryRow row = row(summary, expectation);
            ConditionVerdict verdict = verdict(expectation, row, replications);
            conditions.add(new PlanResult.Condition(expectation, row, verdict));
            all = all.and(verdict);
        }
        return new PlanResult.Probe(value, replications, all, conditions);
    }

    private ConditionVerdict verdict(Expectation expectation, SummaryRow row, int replications) {
        ConditionVerdict verdict = ConditionVerdict.of(expectation, row);
        boolean asksForNoException = ConditionVerdict.asksForNoException(expectation, row.metric());
        boolean isTooEarly = verdict == ConditionVerdict.NOT_MET
                && isRare(row)
                && forbidsRefusals(expectation, row)
                && replications < most();
        boolean isTooBold =
                verdict != ConditionVerdict.UNDECIDED && (isOfOneReplication(row) || isTooBold(expectation, row));
        return !asksForNoException && (isTooEarly || isTooBold) ? ConditionVerdict.UNDECIDED : verdict;
    }

    /** Returns whether a share has no interval, since requests came in one replication only: its mean is no exact value. */
    private static boolean isOfOneReplication(SummaryRow row) {
        return row.metric().trials().isPresent() && row.method() == IntervalMethod.NONE;
    }

    /** Returns whether refusals make a condition fail, not the lack of them. */
    private static boolean forbidsRefusals(Expectation expectation, SummaryRow row) {
        return expectation.relation().isFloor() == (row.metric().better() == Metric.Better.HIGHER);
    }

    /**
     * Returns whether a verdict fails where its interval may only leave half of its error open: that of a share that all requests agree on has one end,
     * with the error of both.
     */
    private static boolean isTooBold(Expectation expectation, SummaryRow row) {
        boolean isOneSided =
                row.method() == IntervalMethod.CLOPPER_PEARSON && Math.min(row.mean(), 1 - row.mean()) <= ROUNDING;
        double error = 1 - row.confidence();
        double more = PortableMath.log(error / 2) / PortableMath.log(error);
        var condition = new PlanResult.Condition(expectation, row, ConditionVerdict.UNDECIDED);
        return isOneSided
                && row.mean() != expectation.bound()
                && condition.replicationsNeeded() * more > row.replications();
    }

    private static SummaryRow row(List<SummaryRow> summary, Expectation expectation) {
        return summary.stream()
                .filter(row -> row.tenant().equals(expectation.tenant()))
                .filter(row -> row.metric().word().equals(expectation.metric()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no metric for " + expectation.text()));
    }

    private long at(long step) {
        return plan.isLargest() ? plan.from() + step : plan.to() - step;
    }

    private long step(long value) {
        return plan.isLargest() ? value - plan.from() : plan.to() - value;
    }

    private OptionalLong value(long step) {
        return step < 0 ? OptionalLong.empty() : OptionalLong.of(at(step));
    }

    /** Returns the last step that meets all conditions before the first that fails; -1 for none. */
    private long lastMet() {
        long limit = firstNotMet();
        return steps(ConditionVerdict.MET)
                .filter(step -> limit < 0 || step < limit)
                .max()
                .orElse(-1);
    }

    private long firstNotMet() {
        return steps(ConditionVerdict.NOT_MET).min().orElse(-1);
    }

    private LongStream steps(ConditionVerdict verdict) {
        return probes.values().stream()
                .filter(probe -> probe.verdict() == verdict)
                .mapToLong(probe -> step(probe.value()));
    }

    /** Returns the values that meet all conditions although one before them fails. */
    private List<Long> contrary() {
        long limit = firstNotMet();
        return steps(ConditionVerdict.MET)
                .filter(step -> limit >= 0 && step > limit)
                .mapToObj(this::at)
                .sorted()
                .toList();
    }
}
