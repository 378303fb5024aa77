package org.ioasidsim.random;

/** A distribution that a scenario can name. */
public interface Distribution extends Law {
    /**
     * Returns the equilibrium residual law: of the time that is left of a hold, seen at an instant that has nothing to do with the hold. Its density
     * is P(X &gt; x) / E[X], its mean E[X²] / (2 E[X]); it is infinite where the mean of this law is.
     *
     * <p>Source: Cox, <i>Renewal Theory</i>, 1962, section 5.2.
     */
    Law residual();
}
