package org.ioasidsim.stats.fit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ioasidsim.math.PortableMath;

/**
 * A law that was fitted to lifetimes by maximum likelihood, and how well it fits.
 *
 * @param logLikelihood the sum of the logarithms of the density where a lifetime ended and of the survival where it was cut off
 * @param distance the Kolmogorov-Smirnov distance, from 0 to 1: the largest difference between the law and the Kaplan-Meier estimate, on
 *     either side of each value at which a lifetime ended
 */
public record Fit(LifetimeLaw law, double logLikelihood, double distance) {
    /** A gain in the logarithm of the likelihood that is none: the data would be 1 % more likely. */
    private static final double NO_MORE_LIKELY = 0.01;

    /**
     * Returns the fits of all laws that have one, the one with the least information criterion first.
     *
     * @param lifetimes at least two distinct values must have ended, or no law but the exponential has a maximum
     */
    public static List<Fit> all(CensoredTimes lifetimes) {
        if (lifetimes.endedValues() < 2) {
            throw new IllegalArgumentException("a fit needs two different values that ended");
        }
        return Arrays.stream(LawKind.values())
                .flatMap(kind -> of(kind, lifetimes).stream())
                .sorted(Comparator.comparingDouble(Fit::aic))
                .toList();
    }

    /**
     * Returns the fit of a law of this kind; nothing where it has none in floating-point numbers.
     *
     * @param lifetimes as for {@link #all}
     */
    public static Optional<Fit> of(LawKind kind, CensoredTimes lifetimes) {
        return kind.estimate(lifetimes)
                .map(law -> of(law, lifetimes))
                .filter(fit -> Double.isFinite(fit.logLikelihood()) && Double.isFinite(fit.distance()));
    }

    /** Returns how well {@code law} fits. */
    static Fit of(LifetimeLaw law, CensoredTimes lifetimes) {
        return new Fit(law, logLikelihood(law, lifetimes), distance(law, lifetimes));
    }

    /**
     * Returns Akaike's information criterion, 2 (number of parameters - log-likelihood): less is better.
     *
     * <p>Source: Akaike, IEEE Transactions on Automatic Control 19(6), 1974.
     */
    public double aic() {
        return 2 * (law.parameters().size() - logLikelihood);
    }

    /**
     * Returns whether a law with more parameters, fitted to {@code lifetimes}, has come out as the exponential law that it contains: it is hardly more
     * likely, so that the data do not tell its parameters.
     */
    public static boolean isExponential(LifetimeLaw law, CensoredTimes lifetimes) {
        boolean containsIt = law instanceof LifetimeLaw.Lomax || law instanceof LifetimeLaw.Hyperexponential;
        return containsIt
                && LawKind.EXPONENTIAL
                        .estimate(lifetimes)
                        .map(simpler ->
                                logLikelihood(law, lifetimes) - logLikelihood(simpler, lifetimes) < NO_MORE_LIKELY)
                        .orElse(false);
    }

    static double logLikelihood(LifetimeLaw law, CensoredTimes lifetimes) {
        double sum = 0;
        for (int i = 0; i < lifetimes.values().length; i++) {
            double x = lifetimes.values()[i];
            if (lifetimes.ended()[i] > 0) {
                sum += lifetimes.ended()[i] * law.logDensity(x);
            }
            if (lifetimes.cutOff()[i] > 0) {
                sum += lifetimes.cutOff()[i] * law.logSurvival(x);
            }
        }
        return sum;
    }

    private static double distance(LifetimeLaw law, CensoredTimes lifetimes) {
        double[] surviving = KaplanMeier.surviving(lifetimes.ended(), lifetimes.cutOff());
        double before = 1;
        double most = 0;
        for (int i = 0; i < surviving.length; i++) {
            if (lifetimes.ended()[i] > 0) {
                double expected = PortableMath.exp(law.logSurvival(lifetimes.values()[i]));
                most = Math.max(most, Math.max(Math.abs(expected - before), Math.abs(expected - surviving[i])));
            }
            before = surviving[i];
        }
        return most;
    }
}
