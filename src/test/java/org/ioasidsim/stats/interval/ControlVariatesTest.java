package org.ioasidsim.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;

/** A control takes off what it explains and no more, and the interval keeps its confidence. */
class ControlVariatesTest {
    private static ControlVariates of(double[] values, double[] control, double knownMean) {
        return ControlVariates.of(values, new double[][] {control}, new double[] {knownMean});
    }

    @Test
    void whatAControlExplainsWhollyIsKnown() {
        double[] control = {1, 4, 2, 7, 5};
        double[] values = new double[5];
        for (int i = 0; i < 5; i++) {
            values[i] = 2 + 3 * control[i];
        }

        ControlVariates estimate = of(values, control, 4);

        assertThat(estimate.mean()).isCloseTo(2 + 3 * 4, within(1e-12));
        assertThat(estimate.standardError()).isCloseTo(0, within(1e-7));
        assertThat(estimate.degreesOfFreedom()).isEqualTo(5 - 1 - 1);
    }

    /** Sums about the means 3 and 4: of c^2 10, of c y 9, of y^2 10. The slope is 0.9, the residual sum of squares 10 - 8.1. */
    @Test
    void theRegressionIsThatOfLeastSquares() {
        double[] control = {1, 2, 3, 4, 5};
        double[] values = {2, 3, 5, 4, 6};

        ControlVariates estimate = of(values, control, 2.5);

        double residualVariance = (10 - 8.1) / 3;
        assertThat(estimate.mean()).isCloseTo(4 - 0.9 * (3 - 2.5), within(1e-12));
        assertThat(estimate.standardError())
                .isCloseTo(Math.sqrt(residualVariance * (1 / 5.0 + 0.25 / 10)), within(1e-12));
        // 1 / ((1 - R^2) (n - 2) / (n - q - 2)), R^2 = 8.1 / 10
        assertThat(estimate.varianceRatio()).isCloseTo(1 / (0.19 * 3 / 2), within(1e-12));
    }

    @Test
    void controlsThatDoNotVaryOrSayTheSameExplainNothing() {
        double[] values = {2, 3, 5, 4, 6, 9};
        double[] control = {1, 2, 3, 4, 5, 6};
        double[] twice = {2, 4, 6, 8, 10, 12};
        double plain = Math.sqrt(Moments.variance(values) / 6);

        assertThat(of(values, new double[6], 0)).isEqualTo(new ControlVariates(Moments.mean(values), plain, 5, 0));
        assertThat(ControlVariates.of(values, new double[][] {control, twice}, new double[] {3, 6}))
                .isEqualTo(new ControlVariates(Moments.mean(values), plain, 5, 0));
        assertThat(of(new double[] {1, 2, 4}, new double[] {1, 2, 3}, 2).varianceRatio())
                .isZero();
    }

    /** Two controls that explain 0.6^2 + 0.5^2 = 61 % of the variance, of ten replications each time. */
    @Test
    void intervalsCoverAsOftenAsTheySay() {
        var random = new Random(20261129);
        double critical = new TDistribution(null, 10 - 2 - 1).inverseCumulativeProbability(0.975);
        int runs = 4000;
        int covered = 0;
        double squares = 0;
        for (int run = 0; run < runs; run++) {
            double[][] controls = new double[2][10];
            double[] values = new double[10];
            for (int i = 0; i < 10; i++) {
                controls[0][i] = random.nextGaussian();
                controls[1][i] = random.nextGaussian();
                values[i] = 7 + 0.6 * controls[0][i] + 0.5 * controls[1][i] + Math.sqrt(0.39) * random.nextGaussian();
            }
            ControlVariates estimate = ControlVariates.of(values, controls, new double[] {0, 0});
            covered += Math.abs(estimate.mean() - 7) <= critical * estimate.standardError() ? 1 : 0;
            squares += estimate.standardError() * estimate.standardError() / runs;
        }
        assertThat(covered / (double) runs).isCloseTo(0.95, within(3.3 * Math.sqrt(0.95 * 0.05 / runs)));
        // (1 - R^2) / n (n - 2) / (n - q - 2)
        assertThat(squares).isCloseTo(0.39 / 10 * 8 / 6, within(0.002));
    }
}
