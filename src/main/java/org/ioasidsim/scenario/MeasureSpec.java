package org.ioasidsim.scenario;

/**
 * What is measured and how finely.
 *
 * @param starvationAfterSeconds an unmet request older than this starves
 * @param windowSeconds window of short-term fairness
 * @param timelineSeconds distance of the samples for plots
 */
public record MeasureSpec(double starvationAfterSeconds, double windowSeconds, double timelineSeconds) {}
