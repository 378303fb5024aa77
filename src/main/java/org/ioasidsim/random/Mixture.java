package org.ioasidsim.random;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import umontreal.ssj.rng.RandomStream;

/** A mixture of distributions: a draw from {@code parts[i]} with probability {@code p[i]}. */
public record Mixture(double[] p, Distribution[] parts) implements Distribution {
    public Mixture {
        p = p.clone();
        parts = parts.clone();
        Check.probabilities(p, parts.length);
    }

    @Override
    public double draw(RandomStream stream) {
        return draw(p, parts, stream);
    }

    private static double draw(double[] shares, Law[] parts, RandomStream stream) {
        return parts[Check.pick(shares, stream.nextDouble())].draw(stream);
    }

    /** Returns the mean; infinite when a part that can be drawn has an infinite one. */
    @Override
    public double mean() {
        return mean(p, parts);
    }

    private static double mean(double[] shares, Law[] parts) {
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                sum += shares[i] * parts[i].mean();
            }
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mixture that && Arrays.equals(p, that.p) && Arrays.equals(parts, that.parts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(p) + Arrays.hashCode(parts);
    }

    @Override
    public double tail(double seconds) {
        return sum(part -> part.tail(seconds));
    }

    @Override
    public double limitedMean(double seconds) {
        return sum(part -> part.limitedMean(seconds));
    }

    private double sum(ToDoubleFunction<Distribution> ofPart) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += p[i] == 0 ? 0 : p[i] * ofPart.applyAsDouble(parts[i]);
        }
        return sum;
    }

    /** Returns the residual laws of the parts, each as likely as an instant is to fall into it. */
    @Override
    public Law residual() {
        double mean = mean();
        if (mean == 0 || mean == Double.POSITIVE_INFINITY) {
            return new Constant(mean);
        }
        double[] shares = new double[p.length];
        Law[] residuals = new Law[p.length];
        for (int i = 0; i < p.length; i++) {
            shares[i] = p[i] == 0 ? 0 : p[i] * parts[i].mean() / mean;
            residuals[i] = parts[i].residual();
        }
        return new Residual(shares, residuals);
    }

    private record Residual(double[] shares, Law[] parts) implements Law {
        @Override
        public double draw(RandomStream stream) {
            return Mixture.draw(shares, parts, stream);
        }

        @Override
        public double mean() {
            return Mixture.mean(shares, parts);
        }
    }
}
