package org.ioasidsim.experiment.measure;

import java.util.Arrays;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.math.PortableMath;

/** Bins the waits of a tenant's requests for the curve of the time to bind: 20 bins a decade from a microsecond to a year. */
final class WaitHistogram {
    private static final int PER_DECADE = 20;
    private static final int LOWEST_DECADE = -6;
    private static final int DECADES = 14;

    /** The upper ends of the bins, which all tenants share. */
    private static final double[] UP_TO = upTo();

    private WaitHistogram() {}

    static ReplicationResult.TimeToBind of(TenantTally tally) {
        long[] grants = new long[UP_TO.length];
        grants[0] = tally.grantsWithoutWait();
        for (int i = 0; i < tally.waitCount; i++) {
            grants[bin(tally.waits[i])]++;
        }
        return new ReplicationResult.TimeToBind(UP_TO, grants, tally.never, tally.pendingCount);
    }

    private static double[] upTo() {
        double[] upTo = new double[DECADES * PER_DECADE + 2];
        for (int i = 1; i < upTo.length; i++) {
            upTo[i] = PortableMath.pow(10, LOWEST_DECADE + (double) (i - 1) / PER_DECADE);
        }
        return upTo;
    }

    private static int bin(double seconds) {
        int found = Arrays.binarySearch(UP_TO, seconds);
        return Math.min(found >= 0 ? found : -found - 1, UP_TO.length - 1);
    }
}
