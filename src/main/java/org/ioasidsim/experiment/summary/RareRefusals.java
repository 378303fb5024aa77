package org.ioasidsim.experiment.summary;

import org.ioasidsim.stats.interval.Interval;

/**
 * The call congestion of a tenant of which replications saw too few refusals, by splitting.
 *
 * @param share of its requests, in the long run, with an interval over independent repetitions within [0, 1]
 */
public record RareRefusals(String tenant, Interval share) {}
