package org.ioasidsim.stats.fit;

import org.ioasidsim.math.PortableMath;
import org.ioasidsim.stats.fit.LifetimeLaw.Hyperexponential;

/**
 * The maximum-likelihood fit of a hyperexponential law with two phases, by the EM algorithm from several starts. A lifetime that was cut
 * off counts with the mean of its phase added, since the exponential has no memory. Each pair of steps is extrapolated unless that lowers
 * the likelihood.
 *
 * <p>Sources: Dempster, Laird and Rubin, JRSS B 39(1), 1977; Varadhan and Roland, Scandinavian Journal of Statistics 35(2), 2008 (SQUAREM,
 * step length S3).
 */
final class HyperexponentialFit {
    private static final double[] SPLITS = {0.25, 0.5, 0.75, 0.9, 0.98};
    private static final int MOST_ROUNDS = 2_000;
    private static final double ENOUGH = 1e-13;

    private final CensoredTimes lifetimes;

    private HyperexponentialFit(CensoredTimes lifetimes) {
        this.lifetimes = lifetimes;
    }

    /** Returns the law, the phase with the shorter mean first. */
    static LifetimeLaw of(CensoredTimes lifetimes) {
        var fit = new HyperexponentialFit(lifetimes);
        Hyperexponential best = fit.climbed(fit.start(SPLITS[0]));
        for (int i = 1; i < SPLITS.length; i++) {
            Hyperexponential other = fit.climbed(fit.start(SPLITS[i]));
            best = fit.likelihood(other) > fit.likelihood(best) ? other : best;
        }
        return best.mean1() <= best.mean2() ? best : new Hyperexponential(1 - best.p(), best.mean2(), best.mean1());
    }

    /** Returns a law with the mean of the shortest part {@code split} of the lifetimes as one phase, that of the rest as the other. */
    private Hyperexponential start(double split) {
        double wanted = split * lifetimes.count();
        double count = 0;
        double sum = 0;
        int i = 0;
        for (; i < lifetimes.values().length - 1 && count < wanted; i++) {
            double here = lifetimes.ended()[i] + lifetimes.cutOff()[i];
            count += here;
            sum += here * lifetimes.values()[i];
        }
        double all = lifetimes.count();
        return new Hyperexponential(count / all, sum / count, (lifetimes.total() - sum) / (all - count));
    }

    private Hyperexponential climbed(Hyperexponential start) {
        Hyperexponential law = start;
        double likelihood = likelihood(law);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Hyperexponential once = step(law);
            Hyperexponential twice = step(once);
            Hyperexponential far = step(extrapolated(law, once, twice));
            double plain = likelihood(twice);
            double bold = likelihood(far);
            law = bold > plain
                    ? far
                    : twice; // the extrapolation may overshoot, the plain steps cannot lower the likelihood
            double reached = Math.max(plain, Double.isNaN(bold) ? plain : bold);
            if (reached - likelihood <= ENOUGH * Math.abs(reached)) {
                break;
            }
            likelihood = reached;
        }
        return law;
    }

    /** Returns the law after one step of expectation and maximisation. */
    private Hyperexponential step(Hyperexponential law) {
        double weight1 = 0;
        double sum1 = 0;
        double sum2 = 0;
        for (int i = 0; i < lifetimes.values().length; i++) {
            double x = lifetimes.values()[i];
            // The odds of phase 2 if the lifetime went on at x; if it ended there, densities count, which are survival
            // over mean.
            double odds = (1 - law.p()) / law.p() * PortableMath.exp(x / law.mean1() - x / law.mean2());
            double ended1 = lifetimes.ended()[i] / (1 + odds * law.mean1() / law.mean2());
            double cut1 = lifetimes.cutOff()[i] / (1 + odds);
            weight1 += ended1 + cut1;
            // What was cut off at x is expected to live for another mean of its phase.
            sum1 += ended1 * x + cut1 * (x + law.mean1());
            sum2 += (lifetimes.ended()[i] - ended1) * x + (lifetimes.cutOff()[i] - cut1) * (x + law.mean2());
        }
        double count = lifetimes.count();
        return new Hyperexponential(weight1 / count, sum1 / weight1, sum2 / (count - weight1));
    }

    private static Hyperexponential extrapolated(Hyperexponential a, Hyperexponential b, Hyperexponential c) {
        double[] from = free(a);
        double[] once = free(b);
        double[] twice = free(c);
        double first = 0;
        double bend = 0;
        for (int i = 0; i < from.length; i++) {
            first += square(once[i] - from[i]);
            bend += square(twice[i] - 2 * once[i] + from[i]);
        }
        // With length 1 the result is the second plain step: never go less far than that.
        double length = bend == 0 ? 1 : Math.max(1, Math.sqrt(first / bend));
        double[] far = new double[from.length];
        for (int i = 0; i < far.length; i++) {
            double change = once[i] - from[i];
            double second = twice[i] - once[i] - change;
            far[i] = from[i] + 2 * length * change + length * length * second;
        }
        return new Hyperexponential(
                1 / (1 + PortableMath.exp(-far[0])), PortableMath.exp(far[1]), PortableMath.exp(far[2]));
    }

    /** Returns the parameters on scales without ends: logit and logarithms. */
    private static double[] free(Hyperexponential law) {
        return new double[] {
            PortableMath.log(law.p()) - PortableMath.log1p(-law.p()),
            PortableMath.log(law.mean1()),
            PortableMath.log(law.mean2())
        };
    }

    private static double square(double x) {
        return x * x;
    }

    private double likelihood(Hyperexponential law) {
        return Fit.logLikelihood(law, lifetimes);
    }
}
