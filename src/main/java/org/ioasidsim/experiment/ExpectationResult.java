package org.ioasidsim.experiment;

import org.ioasidsim.scenario.Expectation;

/** Whether the interval of a metric cleared the bound that the scenario expects. */
public record ExpectationResult(Expectation expectation, boolean met, double mean, double lower, double upper) {}
