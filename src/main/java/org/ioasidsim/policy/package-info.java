/**
 * Policies: who gets an id when several want it; one file each.
 *
 * <p>A policy is a controller with books of its own, not a view of the host's: it is asked ({@link org.ioasidsim.policy.Policy#ask}, without
 * side effects, so that the share of time in which it would refuse can be measured exactly), charged and uncharged in kernel order, and what
 * it must know of the host comes with each request. So one that miscounts is found out, and nothing that it does can break the modelled
 * kernel.
 *
 * <p>It does not see processes, only tenants, cgroups and single ids: that is what a kernel could know.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.policy;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
