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

    /** Seconds of the time since the sample before in which the tenant was denied, {@code [tenant][sample]}. */
    private final double[][] deniedSeconds;

    private final double stepSeconds;
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
        deniedSeconds = new double[tenants][samples];
        this.stepSeconds = stepSeconds;
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

    /** Adds a time in which a tenant was denied. */
    void denied(int tenant, double fromSeconds, double toSeconds) {
        double[] denied = deniedSeconds[tenant];
        int sample = (int) Math.min(denied.length, Math.max(1, Math.ceil(fromSeconds / stepSeconds)));
        for (; sample < denied.length && (sample - 1) * stepSeconds < toSeconds; sample++) {
            double from = Math.max(fromSeconds, (sample - 1) * stepSeconds);
            denied[sample] += Math.max(0, Math.min(toSeconds, sample * stepSeconds) - from);
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
                Arrays.copyOf(timeSeconds, next),
                cut(held),
                cut(unmet),
                cut(entitlement),
                cut(refusals),
                deniedShare());
    }

    private double[][] deniedShare() {
        double[][] shares = cut(deniedSeconds);
        for (double[] one : shares) {
            for (int sample = 0; sample < one.length; sample++) {
                one[sample] = Math.min(1, one[sample] / stepSeconds); // a sum of small times may end above the whole
            }
        }
        return shares;
    }

    private int[][] cut(int[][] series) {
        return Arrays.stream(series).map(one -> Arrays.copyOf(one, next)).toArray(int[][]::new);
    }

    private double[][] cut(double[][] series) {
        return Arrays.stream(series).map(one -> Arrays.copyOf(one, next)).toArray(double[][]::new);
    }
}
