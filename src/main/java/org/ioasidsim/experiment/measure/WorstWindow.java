package org.ioasidsim.experiment.measure;

import java.util.Arrays;

/**
 * The first-try success of each tenant in its worst window of one length. A window begins at every tenth of the length, so that none is missed
 * by more than that; one without requests says nothing. Where the measured time is shorter, it is the only window.
 */
final class WorstWindow {
    private static final int STEPS = 10;

    private final double stepSeconds;

    /** {@code [tenant][step]}: the counts at the ends of the last steps. */
    private final long[][] asked;

    private final long[][] granted;
    private final double[] worst;
    private double startSeconds;
    private long steps;

    /**
     * @param windowSeconds the length of a window, at most that of the measured time
     */
    WorstWindow(int tenants, double windowSeconds) {
        stepSeconds = windowSeconds / STEPS;
        asked = new long[tenants][STEPS];
        granted = new long[tenants][STEPS];
        worst = new double[tenants];
        Arrays.fill(worst, Double.NaN);
    }

    /** Begins anew at {@code atSeconds}. */
    void restart(double atSeconds) {
        startSeconds = atSeconds;
        steps = 0;
        for (int i = 0; i < worst.length; i++) {
            Arrays.fill(asked[i], 0);
            Arrays.fill(granted[i], 0);
            worst[i] = Double.NaN;
        }
    }

    /** Returns when the current step ends. */
    double nextAt() {
        return startSeconds + (steps + 1) * stepSeconds;
    }

    /** Ends a step, and with it the window of the last ten steps; the tallies count from the start of measuring. */
    void endStep(TenantTally[] tallies) {
        steps++;
        int slot = (int) (steps % STEPS);
        for (int i = 0; i < tallies.length; i++) {
            long nowAsked = tallies[i].firstTries();
            long nowGranted = tallies[i].firstTryGrants();
            if (steps >= STEPS && nowAsked > asked[i][slot]) {
                double success = (double) (nowGranted - granted[i][slot]) / (nowAsked - asked[i][slot]);
                worst[i] = Double.isNaN(worst[i]) ? success : Math.min(worst[i], success);
            }
            asked[i][slot] = nowAsked;
            granted[i][slot] = nowGranted;
        }
    }

    /** Returns the success of {@code tenant} in its worst window; NaN where no window had a request. */
    double worst(int tenant) {
        return worst[tenant];
    }
}
