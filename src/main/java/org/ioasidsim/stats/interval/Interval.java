package org.ioasidsim.stats.interval;

/**
 * A mean with its confidence interval.
 *
 * @param mean NaN without any defined value; infinite when a value is
 * @param halfWidth NaN for one value, and with an infinite mean
 * @param n the number of defined values
 */
public record Interval(double mean, double halfWidth, double lower, double upper, int n) {}
