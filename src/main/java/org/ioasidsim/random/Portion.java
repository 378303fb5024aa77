package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/**
 * A uniformly distributed part of another draw. Where that is the hold in which an instant falls, of density x f(x) / E[X], the part is what is
 * left of it.
 */
record Portion(Law whole) implements Law {
    @Override
    public double draw(RandomStream stream) {
        return stream.nextDouble() * whole.draw(stream);
    }

    @Override
    public double mean() {
        return whole.mean() / 2;
    }
}
