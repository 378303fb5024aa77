package org.ioasidsim.experiment.summary;

import java.util.OptionalDouble;

/**
 * What is known of a scenario's figures beside what its replications show.
 *
 * @param controls figures with known means, which may narrow intervals
 * @param mostRefused a bound on the share of each tenant's requests that are refused; NaN where there is none
 */
public record Known(Controls controls, double[] mostRefused) {
    /** Nothing. */
    public static final Known NOTHING = new Known(Controls.NONE, new double[0]);

    public Known {
        mostRefused = mostRefused.clone();
    }

    /** Returns the bound for a row: a tenant's number, or the number of tenants for the host. */
    OptionalDouble mostRefused(int row) {
        return row < mostRefused.length && !Double.isNaN(mostRefused[row])
                ? OptionalDouble.of(mostRefused[row])
                : OptionalDouble.empty();
    }
}
