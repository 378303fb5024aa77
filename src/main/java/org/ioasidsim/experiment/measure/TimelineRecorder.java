package org.ioasidsim.experiment.measure;

import java.util.Arrays;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.stats.fair.MaxMinShares;

/** Samples the state at equal distances, for plots only. */
final class TimelineRecorder {
    private final double[] timeSeconds;
    private final int[][] held;
    private final int[][] unmet;
    private final double[][] entitlement;
    private final int[][] refusals;
    private int next;

    TimelineRecorder(int tenants, double stepSeconds, double endSeconds) {
        int samples = (int) Math.min(10_000_000, Math.floor(endSeconds / stepSeconds * (1 + 1e-12)) + 1);
        timeSeconds = new double[samples];
        for (int i = 0; i < samples; i++) {
            timeSeconds[i] = i * stepSeconds;
        }
        held = new int[tenants][samples];
        unmet = new int[tenants][samples];
        entitlement = new double[tenants][samples];
        refusals = new int[tenants][samples];
    }

    /** Returns the time of the next sample; infinite after the last. */
    double nextAt() {
        return next < timeSeconds.length ? timeSeconds[next] : Double.POSITIVE_INFINITY;
    }

    void refused(int tenant) {
        if (next < timeSeconds.length) {
            refusals[tenant][next]++;
        }
    }

    /** Takes every sample due before {@code nowSeconds}: nothing has changed since. */
    void sample(double nowSeconds, TenantTally[] tallies, MaxMinShares shares, int unit) {
        while (next < timeSeconds.length && timeSeconds[next] < nowSeconds) {
            take(tallies, shares, unit);
        }
    }

    void finish(double endSeconds, TenantTally[] tallies, MaxMinShares shares, int unit) {
        while (next < timeSeconds.length && timeSeconds[next] <= endSeconds) {
            take(tallies, shares, unit);
        }
    }

    private void take(TenantTally[] tallies, MaxMinShares shares, int unit) {
        for (int i = 0; i < tallies.length; i++) {
            held[i][next] = tallies[i].heldUnits();
            unmet[i][next] = tallies[i].unmetUnits();
            entitlement[i][next] = shares.current(i) / unit;
        }
        next++;
    }

    ReplicationResult.Timeline result() {
        return new ReplicationResult.Timeline(
                Arrays.copyOf(timeSeconds, next), cut(held), cut(unmet), cut(entitlement), cut(refusals));
    }

    private int[][] cut(int[][] series) {
        return Arrays.stream(series).map(one -> Arrays.copyOf(one, next)).toArray(int[][]::new);
    }

    private double[][] cut(double[][] series) {
        return Arrays.stream(series).map(one -> Arrays.copyOf(one, next)).toArray(double[][]::new);
    }
}
