package org.ioasidsim.random;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.ioasidsim.math.PortableMath;
import umontreal.ssj.rng.RandomStream;

/** The hyperexponential distribution: exponential of mean {@code means[i]} with probability {@code p[i]}; more variable than exponential. */
public record Hyperexponential(double[] p, double[] means) implements Distribution {
    public Hyperexponential {
        p = p.clone();
        means = means.clone();
        Check.probabilities(p, means.length);
        for (double mean : means) {
            Check.positive("mean", mean);
        }
    }

    @Override
    public double draw(RandomStream stream) {
        double mean = means[Check.pick(p, stream.nextDouble())];
        return mean * Ziggurat.exponential(stream);
    }

    @Override
    public double mean() {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += p[i] * means[i];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hyperexponential that && Arrays.equals(p, that.p) && Arrays.equals(means, that.means);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(p) + Arrays.hashCode(means);
    }

    @Override
    public double tail(double seconds) {
        return seconds > 0 ? sum(mean -> PortableMath.exp(-seconds / mean)) : 1;
    }

    @Override
    public double limitedMean(double seconds) {
        return sum(mean -> -mean * PortableMath.expm1(-seconds / mean));
    }

    private double sum(DoubleUnaryOperator ofMean) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += p[i] * ofMean.applyAsDouble(means[i]);
        }
        return sum;
    }

    /** Returns the same exponentials, each as likely as an instant is to fall into it. */
    @Override
    public Law residual() {
        double[] shares = new double[p.length];
        double mean = mean();
        for (int i = 0; i < p.length; i++) {
            shares[i] = p[i] * means[i] / mean;
        }
        return new Hyperexponential(shares, means);
    }
}
