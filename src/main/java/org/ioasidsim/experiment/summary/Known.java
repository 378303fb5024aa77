package org.ioasidsim.experiment.summary;

import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * What is known of a scenario's figures beside what its replications show.
 *
 * @param controls figures with known means, which may narrow intervals
 * @param ofTenants returns a bound on the share of a tenant's requests that are refused, by the tenant's number; asked only where none was refused, since
 *     some take long to compute
 */
public record Known(Controls controls, IntFunction<OptionalDouble> ofTenants) {
    /** Nothing. */
    public static final Known NOTHING = new Known(Controls.NONE, tenant -> OptionalDouble.empty());

    /** Returns the bound for a row: a tenant's number, or the number of tenants for the host. */
    OptionalDouble mostRefused(int row) {
        return ofTenants.apply(row);
    }
}
