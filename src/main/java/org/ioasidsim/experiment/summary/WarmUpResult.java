package org.ioasidsim.experiment.summary;

import java.util.List;

/**
 * The warm-up of a variant's replications and, if it was found, the pilot runs behind it.
 *
 * @param seconds the time that is not measured
 * @param cutsSeconds where MSER-5 cut each pilot run; empty when the scenario gives the warm-up. The warm-up is the largest of all variants
 *     that find theirs, so that pairs of replications measure the same time
 * @param settlingSeconds five of the longest mean residual hold, the least warm-up; 0 if none is known or the scenario gives the warm-up
 * @param tooShort whether a pilot run had not settled: its best cut was the last one allowed, half of the run, or the measured time is
 *     shorter than {@code settlingSeconds}, more than which is not warmed up
 * @param timeSeconds of the samples of the pilot runs, from 0
 * @param meanHeld ids held by all tenants at these times, mean of the pilot runs
 */
public record WarmUpResult(
        double seconds,
        List<Double> cutsSeconds,
        double settlingSeconds,
        boolean tooShort,
        double[] timeSeconds,
        double[] meanHeld) {
    public WarmUpResult {
        cutsSeconds = List.copyOf(cutsSeconds);
    }

    /** Returns a warm-up given by the scenario. */
    public static WarmUpResult given(double seconds) {
        return new WarmUpResult(seconds, List.of(), 0, false, new double[0], new double[0]);
    }

    /** Returns whether the warm-up was found by pilot runs. */
    public boolean isFound() {
        return !cutsSeconds.isEmpty();
    }

    /** Returns the same pilot runs with another warm-up. */
    public WarmUpResult with(double newSeconds) {
        return new WarmUpResult(newSeconds, cutsSeconds, settlingSeconds, tooShort, timeSeconds, meanHeld);
    }
}
