package org.ioasidsim.stats.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fit must find the law that the data come from, cut off or not: a wrong one calibrates every scenario built on it wrongly. */
@Tag("slow")
class FitTest {
    private static final int SIZE = 20_000;

    static LifetimeLaw[] laws() {
        return new LifetimeLaw[] {
            new LifetimeLaw.Exponential(3),
            new LifetimeLaw.Weibull(0.6, 2),
            new LifetimeLaw.Lognormal(5, 1.4),
            new LifetimeLaw.Lomax(1.5, 4),
            new LifetimeLaw.Hyperexponential(0.8, 1, 60)
        };
    }

    /** Lifetimes at equal steps of probability, each cut off at a time of its own that about a third exceed. */
    private static CensoredTimes sample(LifetimeLaw law) {
        var random = new Random(7);
        double[] values = new double[SIZE];
        boolean[] isCutOff = new boolean[SIZE];
        for (int i = 0; i < SIZE; i++) {
            double lifetime = law.quantile((i + 0.5) / SIZE);
            double limit = law.quantile(random.nextDouble()) * 3;
            values[i] = Math.min(lifetime, limit);
            isCutOff[i] = lifetime > limit;
        }
        return CensoredTimes.of(values, isCutOff);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void theLawThatTheDataComeFromIsFoundAlthoughManyAreCutOff(LifetimeLaw law) {
        CensoredTimes lifetimes = sample(law);
        assertThat(lifetimes.cutOffCount()).isGreaterThan(SIZE / 10);

        Fit fit = Fit.all(lifetimes).stream()
                .filter(other -> other.law().getClass() == law.getClass())
                .findFirst()
                .orElseThrow();

        for (double p : new double[] {0.1, 0.5, 0.9}) {
            assertThat(fit.law().quantile(p) / law.quantile(p)).isCloseTo(1, within(0.06));
        }
        assertThat(fit.logLikelihood()).isGreaterThanOrEqualTo(Fit.logLikelihood(law, lifetimes) - 1e-6);
        assertThat(fit.distance()).isLessThan(0.02);
    }

    @Test
    void theBestByInformationCriterionComesFirst() {
        double[] aic = Fit.all(sample(new LifetimeLaw.Lognormal(5, 1.4))).stream()
                .mapToDouble(Fit::aic)
                .toArray();

        assertThat(aic).isEqualTo(Arrays.stream(aic).sorted().toArray()).hasSize(5);
    }
}
