package org.ioasidsim.experiment.exact;

import org.ioasidsim.experiment.summary.Metric;

/**
 * What theory says of a metric of a scenario.
 *
 * @param tenant a name, or {@code *} for the host
 * @param value of the metric, in its unit
 * @param model the name of the formula
 * @param because what of the scenario makes the formula exact, and for which holding times
 */
public record ExactValue(String tenant, Metric metric, double value, String model, String because) {}
