package org.ioasidsim.stats.fair;

/** The exact integral over time of a piecewise constant quantity, its time average and its peak. */
public final class TimeIntegral {
    private double value;
    private double sinceSeconds;
    private double startSeconds;
    private double integral;
    private double peak;

    /** Starts at {@code value} at {@code nowSeconds}. */
    public TimeIntegral(double value, double nowSeconds) {
        this.value = value;
        this.peak = value;
        this.sinceSeconds = nowSeconds;
        this.startSeconds = nowSeconds;
    }

    /** Sets the quantity from {@code nowSeconds} on, which is not before the last change. */
    public void set(double newValue, double nowSeconds) {
        integral += value * (nowSeconds - sinceSeconds);
        sinceSeconds = nowSeconds;
        value = newValue;
        peak = Math.max(peak, newValue);
    }

    /** Adds {@code change} to the quantity from {@code nowSeconds} on. */
    public void add(double change, double nowSeconds) {
        set(value + change, nowSeconds);
    }

    /** Forgets what was before {@code nowSeconds}; the quantity stays. */
    public void reset(double nowSeconds) {
        integral = 0;
        peak = value;
        sinceSeconds = nowSeconds;
        startSeconds = nowSeconds;
    }

    public double current() {
        return value;
    }

    /** Returns the largest value since the start or the last reset, also one that lasted no time. */
    public double peak() {
        return peak;
    }

    /** Returns the integral from the start or the last reset to {@code nowSeconds}. */
    public double integral(double nowSeconds) {
        return integral + value * (nowSeconds - sinceSeconds);
    }

    /** Returns the time average up to {@code nowSeconds}; NaN when no time has passed. */
    public double mean(double nowSeconds) {
        return integral(nowSeconds) / (nowSeconds - startSeconds);
    }
}
