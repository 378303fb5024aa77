package org.ioasidsim.experiment;

import org.ioasidsim.scenario.Scenario;

/**
 * A replication to run. Together with the program, these values determine its result.
 *
 * @param number from 1; names its random streams together with the seed
 * @param warmUpSeconds as given or as found
 * @param recordsTimeline whether the state is sampled for plots
 */
public record ReplicationWork(Scenario scenario, int number, double warmUpSeconds, boolean recordsTimeline) {
    /** Returns whether a warm-up is to be found from it, which all replications of its scenario wait for. */
    public boolean isPilot() {
        return scenario.run().findsWarmUp() && warmUpSeconds == 0 && recordsTimeline;
    }
}
