/**
 * The simulated host: puts the modelled kernel on the clock and tells listeners what happened.
 *
 * <p>For how long each tenant's requests would be refused is known without asking for each tenant after each event, so that a tenant to
 * which nothing happens costs nothing. Without a policy, {@link org.ioasidsim.host.Gate gates} at the cgroups have a clock each. A policy's
 * answer may hang on anything; one that {@linkplain org.ioasidsim.policy.Policy#saysReach says how far its answers reach} is asked about
 * the tenant to whom something happened, those within reach of that, and all when its outlook changes or the time comes that it named. It
 * is asked as if the host had something free; that the host is exhausted, which changes at nearly every event in overload, is kept as a
 * list of times that a tenant counts later, with the same sums in the same order as if it had counted at once.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.host;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
