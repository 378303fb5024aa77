/**
 * Measures a replication while it runs; part of the hot loop.
 *
 * <p>{@link org.ioasidsim.experiment.measure.Measurement} is notified of each change and passes it on: to the {@link
 * org.ioasidsim.experiment.measure.TenantTally tally} of its tenant, the {@link org.ioasidsim.experiment.measure.PoolTally tally} of the binding
 * resource, the max-min shares and the {@link org.ioasidsim.experiment.measure.Blame blame}. Integrals are settled before what they integrate
 * changes; shares once an instant.
 *
 * <p>Of a tenant that is alone, most changes are one id more or fewer. These are not settled as they come but written into a {@link
 * org.ioasidsim.experiment.measure.Journal journal}, which is settled as a whole when it is full, when anything else changes, and before
 * anything is read. The sums are made in the same order, so that results are the same to the last bit. The hash of the run is not in the journal: it
 * grows with each change as it comes.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.experiment.measure;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
