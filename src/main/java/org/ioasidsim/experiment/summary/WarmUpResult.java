package org.ioasidsim.experiment.summary;

import java.util.List;

/**
 * The warm-up of a variant's replications and, if it was found, the pilot runs behind it.
 *
 * @param seconds the time that is not measured
 * @param cutsSeconds where MSER-5 cut each pilot run; empty when the scenario gives the warm-up. The warm-up is the largest of all variants
 *     that find theirs, so that pairs of replications measure the same time
 * @param tooShort whether a pilot run had not settled: its best cut was the last one allowed, half of the run
 * @param timeSeconds of the samples of the pilot runs, from 0
 * @param meanHeld ids held by all tenants at these times, mean of the pilot runs
 */
public record WarmUpResult(
        double seconds, List<Double> cutsSeconds, boolean tooShort, double[] timeSeconds, double[] meanHeld) {
    public WarmUpResult {
        cutsSeconds = List.copyOf(cutsSeconds);
    }

    /** Returns a warm-up given by the scenario. */
    public static WarmUpResult given(double seconds) {
        return new WarmUpResult(seconds, List.of(), false, new double[0], new double[0]);
    }

    /** Returns whether the warm-up was found by pilot runs. */
    public boolean isFound() {
        return !cutsSeconds.isEmpty();
    }

    /** Returns the same pilot runs with another warm-up. */
    public WarmUpResult with(double newSeconds) {
        return new WarmUpResult(newSeconds, cutsSeconds, tooShort, timeSeconds, meanHeld);
    }
}
