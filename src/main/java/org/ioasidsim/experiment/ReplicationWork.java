package org.ioasidsim.experiment;

import org.ioasidsim.scenario.Scenario;

/**
 * A replication to be had: together with the program, all that decides its result.
 *
 * @param number from 1; names its random streams together with the seed
 * @param warmUpSeconds as given or as found
 * @param recordsTimeline whether the state is sampled for plots
 */
public record ReplicationWork(Scenario scenario, int number, double warmUpSeconds, boolean recordsTimeline) {}
