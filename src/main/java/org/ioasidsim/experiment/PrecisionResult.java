package org.ioasidsim.experiment;

import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.PrecisionSpec;

/**
 * How narrow the interval of a metric became that had to be narrow.
 *
 * @param reached the row of the summary, its interval at the confidence that is left for one of several targets (Bonferroni)
 * @param wanted the largest half-width allowed, in the metric's unit; for a relative target {@code γ/(1+γ)} times the mean, which holds the
 *     error below γ times the true value. NaN where there is no mean, 0 where a relative target meets a mean of 0
 * @param met whether the half-width is at most that
 */
public record PrecisionResult(PrecisionSpec target, SummaryRow reached, double wanted, boolean met) {}
