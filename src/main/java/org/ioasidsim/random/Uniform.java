package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/** The uniform distribution between {@code min} and {@code max}, both at least 0. */
public record Uniform(double min, double max) implements Distribution {
    public Uniform {
        Check.notNegative("min", min);
        Check.notNegative("max", max);
        if (max < min) {
            throw new IllegalArgumentException("max must be at least min " + min + ", not " + max);
        }
    }

    @Override
    public double draw(RandomStream stream) {
        return min + (max - min) * stream.nextDouble();
    }

    @Override
    public double mean() {
        return min + (max - min) / 2;
    }

    @Override
    public double tail(double seconds) {
        return seconds < min ? 1 : seconds >= max ? 0 : (max - seconds) / (max - min);
    }

    @Override
    public double limitedMean(double seconds) {
        double inside = Math.max(0, seconds - min);
        return seconds >= max ? mean() : seconds - (inside == 0 ? 0 : inside * inside / (2 * (max - min)));
    }

    @Override
    public Law residual() {
        return max == 0 ? this : new Portion(new Lengthened(min, max));
    }

    /** The law of the hold in which an instant falls: density proportional to x. */
    private record Lengthened(double min, double max) implements Law {
        @Override
        public double draw(RandomStream stream) {
            return Math.sqrt(min * min + (max * max - min * min) * stream.nextDouble());
        }

        @Override
        public double mean() {
            return 2 * (max * max + max * min + min * min) / (3 * (max + min));
        }
    }
}
