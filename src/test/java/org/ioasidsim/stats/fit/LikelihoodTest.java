package org.ioasidsim.stats.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fit is where the likelihood is highest: no step to any side may raise it, whatever was cut off. */
class LikelihoodTest {
    /** Sixty lifetimes of two phases, every third of them cut off at 0.7 of its length. */
    private static CensoredTimes lifetimes() {
        var law = new LifetimeLaw.Hyperexponential(0.7, 1, 20);
        double[] values = new double[60];
        boolean[] isCutOff = new boolean[60];
        for (int i = 0; i < 60; i++) {
            isCutOff[i] = i % 3 == 0;
            values[i] = law.quantile((i + 0.5) / 60) * (isCutOff[i] ? 0.7 : 1);
        }
        return CensoredTimes.of(values, isCutOff);
    }

    private static <T extends LifetimeLaw> T fitted(CensoredTimes lifetimes, Class<T> type) {
        return Fit.all(lifetimes).stream()
                .map(Fit::law)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static double likelihood(LifetimeLaw law) {
        return Fit.logLikelihood(law, lifetimes());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, 1.01})
    void noStepAwayRaisesTheLikelihood(double factor) {
        var mean = fitted(lifetimes(), LifetimeLaw.Exponential.class);
        assertBelow(mean, new LifetimeLaw.Exponential(mean.mean() * factor));
        var weibull = fitted(lifetimes(), LifetimeLaw.Weibull.class);
        assertBelow(weibull, new LifetimeLaw.Weibull(weibull.shape() * factor, weibull.scale()));
        assertBelow(weibull, new LifetimeLaw.Weibull(weibull.shape(), weibull.scale() * factor));
        var lognormal = fitted(lifetimes(), LifetimeLaw.Lognormal.class);
        assertBelow(lognormal, new LifetimeLaw.Lognormal(lognormal.median() * factor, lognormal.sigma()));
        assertBelow(lognormal, new LifetimeLaw.Lognormal(lognormal.median(), lognormal.sigma() * factor));
        var lomax = fitted(lifetimes(), LifetimeLaw.Lomax.class);
        assertBelow(lomax, new LifetimeLaw.Lomax(lomax.shape() * factor, lomax.scale()));
        assertBelow(lomax, new LifetimeLaw.Lomax(lomax.shape(), lomax.scale() * factor));
        var two = fitted(lifetimes(), LifetimeLaw.Hyperexponential.class);
        assertBelow(two, new LifetimeLaw.Hyperexponential(two.p() * factor, two.mean1(), two.mean2()));
        assertBelow(two, new LifetimeLaw.Hyperexponential(two.p(), two.mean1() * factor, two.mean2()));
        assertBelow(two, new LifetimeLaw.Hyperexponential(two.p(), two.mean1(), two.mean2() * factor));
    }

    private static void assertBelow(LifetimeLaw best, LifetimeLaw beside) {
        assertThat(likelihood(beside)).as("%s beside %s", beside, best).isLessThan(likelihood(best));
    }

    /** At the top the slope is 0: a small step to one side lowers the likelihood as much as one to the other, but for a twentieth. */
    @Test
    void theFitsAreExactlyAtTheTop() {
        double h = 1e-4;
        var weibull = fitted(lifetimes(), LifetimeLaw.Weibull.class);
        assertFlat(
                new LifetimeLaw.Weibull(weibull.shape() * (1 - h), weibull.scale()),
                weibull,
                new LifetimeLaw.Weibull(weibull.shape() * (1 + h), weibull.scale()));
        var lognormal = fitted(lifetimes(), LifetimeLaw.Lognormal.class);
        assertFlat(
                new LifetimeLaw.Lognormal(lognormal.median(), lognormal.sigma() * (1 - h)),
                lognormal,
                new LifetimeLaw.Lognormal(lognormal.median(), lognormal.sigma() * (1 + h)));
        assertFlat(
                new LifetimeLaw.Lognormal(lognormal.median() * (1 - h), lognormal.sigma()),
                lognormal,
                new LifetimeLaw.Lognormal(lognormal.median() * (1 + h), lognormal.sigma()));
        var two = fitted(lifetimes(), LifetimeLaw.Hyperexponential.class);
        assertFlat(
                new LifetimeLaw.Hyperexponential(two.p(), two.mean1() * (1 - h), two.mean2()),
                two,
                new LifetimeLaw.Hyperexponential(two.p(), two.mean1() * (1 + h), two.mean2()));
    }

    private static void assertFlat(LifetimeLaw left, LifetimeLaw top, LifetimeLaw right) {
        double slope = likelihood(right) - likelihood(left);
        double bend = 2 * likelihood(top) - likelihood(left) - likelihood(right);
        assertThat(Math.abs(slope)).as("%s", top).isLessThan(0.05 * bend);
    }

    @Test
    void theExponentialMeanIsTheTimeAtRiskOverTheNumberThatEnded() {
        CensoredTimes lifetimes =
                CensoredTimes.of(new double[] {1, 2, 3, 10}, new boolean[] {false, false, false, true});

        var law = fitted(lifetimes, LifetimeLaw.Exponential.class);

        assertThat(law).isEqualTo(new LifetimeLaw.Exponential(16.0 / 3));
    }

    @Test
    void theLognormalFitIsMeanAndDeviationOfTheLogarithmsWhenNoneIsCutOff() {
        double[] values = IntStream.of(0, 1, 1, 6).mapToDouble(Math::exp).toArray();

        var law = fitted(CensoredTimes.of(values, new boolean[4]), LifetimeLaw.Lognormal.class);

        assertThat(law.median()).isCloseTo(Math.exp(2), withinPercentage(1e-10));
        assertThat(law.sigma()).isCloseTo(Math.sqrt((4 + 1 + 1 + 16) / 4.0), within(1e-12));
    }

    @Test
    void theShorterPhaseComesFirst() {
        var two = fitted(lifetimes(), LifetimeLaw.Hyperexponential.class);
        assertThat(two.mean1()).isBetween(0.5, 2.0);
        assertThat(two.mean2()).isBetween(10.0, 40.0);
        assertThat(two.p()).isBetween(0.5, 0.9);
    }

    /** Of 1 and e the equation for the shape k becomes k tanh(k/2) = 2; the scale is the k-th root of the mean of x^k. */
    @Test
    void theWeibullShapeOfTwoLifetimesSolvesItsEquation() {
        var law = fitted(CensoredTimes.of(new double[] {1, Math.E}, new boolean[2]), LifetimeLaw.Weibull.class);
        assertThat(law.shape() * Math.tanh(law.shape() / 2)).isCloseTo(2, within(1e-9));
        double meanOfPowers = (1 + Math.exp(law.shape())) / 2;
        assertThat(Math.pow(law.scale(), law.shape())).isCloseTo(meanOfPowers, withinPercentage(1e-9));
    }

    /** Lifetimes that vary less than exponential ones have no Lomax law: it ends as the exponential one, whose mean is 6/3. */
    @Test
    void aLomaxLawOfALightTailIsAnExponentialOne() {
        var law = fitted(CensoredTimes.of(new double[] {1, 2, 3}, new boolean[3]), LifetimeLaw.Lomax.class);
        assertThat(law.scale()).isGreaterThan(1e5);
        assertThat(law.scale() / law.shape()).isCloseTo(2, within(1e-4));
    }

    @Test
    void aFitSaysHowLikelyAndHowFarFromTheEstimateItIs() {
        // Kaplan-Meier: 3/4 survive 1, all of these 2 (cut off), half of 3/4 survive 3, none 5
        var lifetimes = CensoredTimes.of(new double[] {1, 2, 3, 5}, new boolean[] {false, true, false, false});

        Fit fit = Fit.of(new LifetimeLaw.Exponential(4), lifetimes);

        assertThat(fit.logLikelihood()).isCloseTo(-3 * Math.log(4) - 11.0 / 4, within(1e-12));
        assertThat(fit.aic()).isCloseTo(2 * (1 + 3 * Math.log(4) + 11.0 / 4), within(1e-12));
        // the law says exp(-3/4) = 0.472 at 3, where the estimate falls from 0.75 to 0.375, and exp(-5/4) = 0.287 at 5
        assertThat(fit.distance()).isCloseTo(Math.exp(-1.25), within(1e-12));
        assertThat(Fit.of(new LifetimeLaw.Exponential(2), lifetimes).distance())
                .isCloseTo(0.75 - Math.exp(-1.5), within(1e-12));
        assertThat(Fit.of(new LifetimeLaw.Exponential(0.5), lifetimes).distance())
                .isCloseTo(1 - Math.exp(-2), within(1e-12));
    }

    @Test
    void fewerThanTwoValuesThatEndedAreNoSample() {
        var one = CensoredTimes.of(new double[] {3, 3, 5}, new boolean[] {false, false, true});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fit.all(one))
                .withMessage("a fit needs two different values that ended");
    }

    @Test
    void aBetterCriterionComesFirst() {
        List<Double> criteria = Fit.all(lifetimes()).stream().map(Fit::aic).toList();
        assertThat(criteria).hasSize(5).isSorted();
    }

    @Test
    void lifetimesAreCountedByValue() {
        var lifetimes = CensoredTimes.of(new double[] {4, 1, 4, 2, 4}, new boolean[] {true, false, false, true, false});

        assertThat(lifetimes.values()).containsExactly(1, 2, 4);
        assertThat(lifetimes.ended()).containsExactly(1, 0, 2);
        assertThat(lifetimes.cutOff()).containsExactly(0, 1, 1);
        assertThat(lifetimes.count()).isEqualTo(5);
        assertThat(lifetimes.endedCount()).isEqualTo(3);
        assertThat(lifetimes.cutOffCount()).isEqualTo(2);
        assertThat(lifetimes.endedValues()).isEqualTo(2);
        assertThat(lifetimes.total()).isEqualTo(15);
        assertThat(lifetimes.longest()).isEqualTo(4);
        // 4/5 survive 1; of three at risk at 4 two end: 4/15 survive
        assertThat(lifetimes.quantile(0.2)).isEqualTo(1);
        assertThat(lifetimes.quantile(0.7)).isEqualTo(4);
        assertThat(lifetimes.quantile(0.75)).isNaN();
    }

    @Test
    void aLifetimeIsAboveZeroAndFinite() {
        for (double wrong : new double[] {0, -1, Double.POSITIVE_INFINITY, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CensoredTimes.of(new double[] {1, wrong}, new boolean[2]))
                    .withMessageStartingWith("lifetimes are above 0 and finite, not from ");
        }
        assertThat(CensoredTimes.of(new double[0], new boolean[0]).count()).isZero();
    }
}
