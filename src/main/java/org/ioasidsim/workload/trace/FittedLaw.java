package org.ioasidsim.workload.trace;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.Exponential;
import org.ioasidsim.random.Hyperexponential;
import org.ioasidsim.random.Law;
import org.ioasidsim.random.Lognormal;
import org.ioasidsim.random.Lomax;
import org.ioasidsim.random.NamedStream;
import org.ioasidsim.random.Streams;
import org.ioasidsim.random.Weibull;
import org.ioasidsim.stats.fit.CensoredTimes;
import org.ioasidsim.stats.fit.LawKind;
import org.ioasidsim.stats.fit.LifetimeLaw;
import org.ioasidsim.yaml.Units;
import umontreal.ssj.rng.RandomStream;

/**
 * A law that was fitted by maximum likelihood to rows of a file. It draws as that law does, and can be {@linkplain #redrawn drawn anew} from
 * what the rows leave open.
 *
 * <p>Parameters have nine digits: the logarithms of two processors may differ in the sixteenth, and every machine shall simulate the same.
 */
public final class FittedLaw implements Distribution {
    private static final MathContext PORTABLE = new MathContext(9);
    private static final MathContext SHOWN = new MathContext(4);

    /** More resamples than this in which the law has no maximum do not come about with the rows that {@link #LEAST_ROWS} asks for. */
    private static final int MOST_TRIES = 1_000;

    /** The fewest rows that ended of which a bootstrap says anything. */
    public static final int LEAST_ROWS = 10;

    private final FittedRows rows;
    private final LifetimeLaw estimate;
    private final Distribution law;

    FittedLaw(FittedRows rows, LifetimeLaw estimate) {
        this.rows = rows;
        this.estimate = rounded(estimate);
        this.law = distribution(this.estimate);
    }

    /** Returns the law of maximum likelihood. */
    public Distribution law() {
        return law;
    }

    /** Returns the rows that it was fitted to, as a message names them, such as {@code 30 rows of holds.csv}. */
    public String source() {
        return rows.described();
    }

    /** Returns how many of the rows saw an end. */
    public long endedRows() {
        return rows.lifetimes().endedCount();
    }

    /**
     * Returns a law of the same kind, fitted to as many rows, drawn from the rows with replacement: a draw from the bootstrap. The same {@code
     * streams} draw the same rows, in whatever place or file these stand. Rows that have no such law, or one of infinite mean, are drawn again.
     *
     * <p>Source: Efron, Annals of Statistics 7(1), 1979; for rows that were cut off, Efron, JASA 76(374), 1981.
     */
    public Distribution redrawn(Streams streams) {
        NamedStream stream = streams.stream("*", 0, "bootstrap of " + rows.sha256());
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            CensoredTimes drawn = rows.drawn(stream);
            Optional<Distribution> refitted = drawn.endedValues() < 2
                    ? Optional.empty()
                    : LawKind.of(estimate).estimate(drawn).flatMap(FittedLaw::possible);
            if (refitted.isPresent()) {
                return refitted.get();
            }
        }
        throw new IllegalStateException("none of " + MOST_TRIES + " draws of " + source() + " has a "
                + LawKind.of(estimate).word() + " law");
    }

    /** Returns the law as a scenario can have it; nothing where it has no finite mean. */
    private static Optional<Distribution> possible(LifetimeLaw law) {
        return isFinite(law) ? Optional.of(distribution(rounded(law))) : Optional.empty();
    }

    /** Returns whether all its numbers and its mean are finite and above 0. */
    static boolean isFinite(LifetimeLaw law) {
        return law.parameters().stream()
                        .allMatch(parameter -> parameter.value() > 0 && Double.isFinite(parameter.value()))
                && Double.isFinite(law.mean())
                && Double.isFinite(distribution(rounded(law)).mean());
    }

    private static LifetimeLaw rounded(LifetimeLaw law) {
        return law.with(law.parameters().stream()
                .mapToDouble(parameter ->
                        new BigDecimal(parameter.value()).round(PORTABLE).doubleValue())
                .toArray());
    }

    private static Distribution distribution(LifetimeLaw law) {
        if (law instanceof LifetimeLaw.Exponential one) {
            return new Exponential(one.mean());
        } else if (law instanceof LifetimeLaw.Weibull one) {
            return new Weibull(one.shape(), one.scale());
        } else if (law instanceof LifetimeLaw.Lognormal one) {
            return new Lognormal(one.median(), one.sigma());
        } else if (law instanceof LifetimeLaw.Lomax one) {
            return new Lomax(one.shape(), one.scale(), Double.POSITIVE_INFINITY);
        } else if (law instanceof LifetimeLaw.Hyperexponential one) {
            return new Hyperexponential(new double[] {one.p(), 1 - one.p()}, new double[] {one.mean1(), one.mean2()});
        }
        throw new IllegalArgumentException("no scenario has the law " + law);
    }

    /** Returns the law and its numbers, as a comment shows them. */
    String described() {
        return LawKind.of(estimate).word() + ", "
                + estimate.parameters().stream()
                        .map(parameter -> parameter.name() + " "
                                + (parameter.isTime()
                                        ? Units.aboutSeconds(parameter.value())
                                        : new BigDecimal(parameter.value())
                                                .round(SHOWN)
                                                .stripTrailingZeros()
                                                .toPlainString()))
                        .collect(Collectors.joining(", "))
                + "; of " + rows.described();
    }

    @Override
    public double draw(RandomStream stream) {
        return law.draw(stream);
    }

    @Override
    public double mean() {
        return law.mean();
    }

    @Override
    public Law residual() {
        return law.residual();
    }

    @Override
    public double tail(double seconds) {
        return law.tail(seconds);
    }

    @Override
    public double limitedMean(double seconds) {
        return law.limitedMean(seconds);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FittedLaw that
                && estimate.equals(that.estimate)
                && rows.sha256().equals(that.rows.sha256());
    }

    @Override
    public int hashCode() {
        return 31 * estimate.hashCode() + rows.sha256().hashCode();
    }
}
