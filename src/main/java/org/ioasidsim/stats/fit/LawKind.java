package org.ioasidsim.stats.fit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.math3.exception.MathArithmeticException;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.exception.MathIllegalStateException;

/** The kinds of laws that can be fitted to lifetimes, each with its estimate of maximum likelihood. */
public enum LawKind {
    EXPONENTIAL(LifetimeLaw.Exponential.class, LawKind::exponential),
    WEIBULL(LifetimeLaw.Weibull.class, WeibullFit::of),
    LOGNORMAL(LifetimeLaw.Lognormal.class, LognormalFit::of),
    LOMAX(LifetimeLaw.Lomax.class, LomaxFit::of),
    HYPEREXPONENTIAL(LifetimeLaw.Hyperexponential.class, HyperexponentialFit::of);

    private final Class<? extends LifetimeLaw> type;
    private final Function<CensoredTimes, LifetimeLaw> estimate;

    LawKind(Class<? extends LifetimeLaw> type, Function<CensoredTimes, LifetimeLaw> estimate) {
        this.type = type;
        this.estimate = estimate;
    }

    /** Returns the kind of {@code law}. */
    public static LawKind of(LifetimeLaw law) {
        return Arrays.stream(values())
                .filter(kind -> kind.type.isInstance(law))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of a law is that of " + law));
    }

    /** Returns the word for it in a scenario. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the law of this kind that fits best; nothing where its equations have no solution in floating-point numbers.
     *
     * @param lifetimes at least two distinct values must have ended
     */
    public Optional<LifetimeLaw> estimate(CensoredTimes lifetimes) {
        try {
            return Optional.of(estimate.apply(lifetimes));
        } catch (MathIllegalArgumentException | MathIllegalStateException | MathArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Returns the exponential law that fits best: its mean is the time at risk over the number that ended. */
    private static LifetimeLaw exponential(CensoredTimes lifetimes) {
        return new LifetimeLaw.Exponential(lifetimes.total() / lifetimes.endedCount());
    }
}
