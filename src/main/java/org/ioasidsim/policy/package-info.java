/**
 * The interface between the host and a policy, which decides who gets an id when several want it: what the author of a policy reads. The
 * policies themselves are in {@code policy.rule}, what they share in {@code policy.book}.
 *
 * <p>A policy is a controller with its own books, not a view of the host's. The host asks it
 * ({@link org.ioasidsim.policy.Policy#ask} has no side effects, so that the share of time in which it would refuse can be measured exactly),
 * charges and uncharges it in kernel order, and passes what it must know about the host with each request. A policy that miscounts is
 * therefore found out, and none can break the modelled kernel.
 *
 * <p>A policy does not see processes, only tenants, cgroups and single ids: a kernel could not know more.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.policy;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
