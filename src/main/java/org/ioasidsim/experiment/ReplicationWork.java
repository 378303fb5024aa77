package org.ioasidsim.experiment;

import org.ioasidsim.scenario.Scenario;

/**
 * A replication to run. Together with the program, these values determine its result.
 *
 * @param number from 1; names its random streams together with the seed
 * @param warmUpSeconds as given or as found
 * @param recordsTimeline whether the state is sampled for plots
 */
public record ReplicationWork(Scenario scenario, int number, double warmUpSeconds, boolean recordsTimeline) {}
