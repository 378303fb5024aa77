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

    /** Returns P(X &gt; x); 1 for a negative {@code seconds}. */
    double tail(double seconds);

    /**
     * Returns E[min(X, x)], the integral of the tail from 0 to {@code seconds}; infinite for a law that is for ever and an infinite {@code
     * seconds}.
     *
     * <p>Source: Klugman, Panjer and Willmot, <i>Loss Models</i>, 4th edition, 2012, appendix A (the limited expected value).
     *
     * @param seconds at least 0
     */
    double limitedMean(double seconds);
}
