package org.ioasidsim.experiment.summary;

import java.util.List;
import org.ioasidsim.scenario.Scenario;

/**
 * How often the replications of a variant looked anew at whether a tenant's requests are refused. Requests of one moment see the same host:
 * it is another one after about the time for which ids are held, the relaxation time of its occupancy. The number of looks stands for
 * the number of independent requests where refusals do not show how they come together, because there are none.
 *
 * <p>The relaxation time is the mean hold of the tenant, by Little's law the ids held over the grants a second; or the mean hold of the
 * host, if that is longer: the integral of the autocorrelation of the demand for ids, in which each tenant's hold counts by the variance
 * of what it holds. That variance is the mean, as of a Poisson variable; or what replications differ by, for ids of which few are replaced
 * in the measured time, as those of a neighbour at its limit. No hold counts as longer than the measured time: each replication is a look
 * of its own. Source: Asmussen and Glynn, <i>Stochastic Simulation</i>, 2007, section IV.3; exact for exponential holds.
 *
 * @param count above 0, not necessarily whole
 * @param unit what was counted
 */
public record Looks(double count, Unit unit) {
    /** What a look is. */
    public enum Unit {
        HOLDS,
        REPLICATIONS,
        REQUESTS
    }

    /** Returns the looks of {@code complete} replications at a tenant by its number, never more than its requests, of which there are some. */
    public static Looks of(Scenario scenario, List<ReplicationResult> complete, int tenant) {
        return of(scenario, complete, tenant, hostHold(scenario, complete));
    }

    /** Returns the same where the mean hold of the host is known already. */
    static Looks of(Scenario scenario, List<ReplicationResult> complete, int tenant, double hostHold) {
        double requests = sum(complete, tenant, Metric.REQUESTS);
        double seconds = scenario.run().durationSeconds();
        double relaxation = Math.max(hold(complete, tenant, seconds), hostHold);
        double holds = relaxation > 0 ? complete.size() * seconds / relaxation : requests;
        if (requests <= holds) {
            return new Looks(requests, Unit.REQUESTS);
        }
        return new Looks(holds, relaxation < seconds ? Unit.HOLDS : Unit.REPLICATIONS);
    }

    /** Returns the mean of the tenants' holds in seconds, weighted by the variances of the ids they hold. */
    static double hostHold(Scenario scenario, List<ReplicationResult> complete) {
        double seconds = scenario.run().durationSeconds();
        double weights = 0;
        double holds = 0;
        for (int tenant = 0; tenant < scenario.tenants().size(); tenant++) {
            double hold = hold(complete, tenant, seconds);
            double variance = variance(complete, tenant, 2 * hold < seconds);
            weights += variance;
            holds += variance * hold;
        }
        return weights > 0 ? holds / weights : 0;
    }

    private static double variance(List<ReplicationResult> complete, int tenant, boolean isReplaced) {
        double mean = sum(complete, tenant, Metric.HELD_MEAN) / complete.size();
        if (isReplaced || complete.size() == 1) {
            return mean;
        }
        return complete.stream()
                        .mapToDouble(replication -> replication.value(tenant, Metric.HELD_MEAN) - mean)
                        .map(difference -> difference * difference)
                        .sum()
                / (complete.size() - 1);
    }

    private static double hold(List<ReplicationResult> complete, int tenant, double seconds) {
        double held = sum(complete, tenant, Metric.HELD_MEAN) * seconds;
        double grants = sum(complete, tenant, Metric.GRANTS);
        return held > 0 ? Math.min(seconds, held / grants) : 0;
    }

    private static double sum(List<ReplicationResult> complete, int tenant, Metric metric) {
        return complete.stream()
                .mapToDouble(replication -> replication.value(tenant, metric))
                .filter(value -> !Double.isNaN(value))
                .sum();
    }
}
