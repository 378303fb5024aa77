package org.ioasidsim.experiment.exact;

import org.ioasidsim.experiment.summary.Metric;

/**
 * The value that theory gives for a metric of a scenario.
 *
 * @param tenant a name, or {@code *} for the host
 * @param value of the metric, in its unit
 * @param model the name of the formula
 * @param because the properties of the scenario that make the formula exact, and the laws of the hold for which it is
 * @param accuracy how far it holds
 */
public record ExactValue(String tenant, Metric metric, double value, String model, String because, Accuracy accuracy) {}
