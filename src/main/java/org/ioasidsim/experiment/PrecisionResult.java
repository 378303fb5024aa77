package org.ioasidsim.experiment;

import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.PrecisionSpec;

/**
 * The width reached by the interval of a metric with a precision target.
 *
 * @param reached the row of the summary, its interval at the confidence that Bonferroni leaves for each of several targets
 * @param wanted the largest half-width allowed, in the metric's unit; for a relative target {@code γ/(1+γ)} times the mean, which keeps the
 *     error below γ times the true value. NaN without a mean, 0 for a relative target with a mean of 0
 * @param met whether the half-width is at most {@code wanted}
 */
public record PrecisionResult(PrecisionSpec target, SummaryRow reached, double wanted, boolean met) {}
