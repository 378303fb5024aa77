package org.ioasidsim.stats.fit;

import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.ioasidsim.math.PortableMath;

/**
 * The Lomax law of maximum likelihood. For a given scale s the best shape is the number that ended over the sum of ln(1 + x/s) over all;
 * what is left is a search for s, on a logarithmic grid and then between its neighbours. The scale is at most a million times the longest
 * lifetime, where the law is an exponential one: data with a lighter tail end there.
 */
final class LomaxFit {
    private static final double MOST_SCALE = 1e6;
    private static final double LEAST_SCALE = 1e-3;

    private LomaxFit() {}

    static LifetimeLaw of(CensoredTimes lifetimes) {
        double least = PortableMath.log(LEAST_SCALE * lifetimes.values()[0]);
        double most = PortableMath.log(MOST_SCALE * lifetimes.longest());
        double best = most;
        for (double log = least; log < most; log++) {
            best = likelihood(lifetimes, log) > likelihood(lifetimes, best) ? log : best;
        }
        double found = new BrentOptimizer(1e-10, 1e-14)
                .optimize(
                        GoalType.MAXIMIZE,
                        new MaxEval(500),
                        new SearchInterval(Math.max(least, best - 1), Math.min(most, best + 1), best),
                        new UnivariateObjectiveFunction(log -> likelihood(lifetimes, log)))
                .getPoint();
        return law(lifetimes, found);
    }

    private static double likelihood(CensoredTimes lifetimes, double logScale) {
        return Fit.logLikelihood(law(lifetimes, logScale), lifetimes);
    }

    private static LifetimeLaw law(CensoredTimes lifetimes, double logScale) {
        double scale = PortableMath.exp(logScale);
        double sum = 0;
        for (int i = 0; i < lifetimes.values().length; i++) {
            sum += (lifetimes.ended()[i] + lifetimes.cutOff()[i])
                    * PortableMath.log1p(lifetimes.values()[i] / scale);
        }
        return new LifetimeLaw.Lomax(lifetimes.endedCount() / sum, scale);
    }
}
