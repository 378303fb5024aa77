/**
 * Data structures and algorithms that several policies use: accounts by cgroup, max-min filling, and sums that change one value at a time.
 *
 * <p>Both max-min algorithms exist twice: as published ({@link org.ioasidsim.policy.book.WaterFilling},
 * {@link org.ioasidsim.policy.book.ProgressiveFilling}), which passes over all tenants, and grouped by weight or kind
 * ({@link org.ioasidsim.policy.book.SiblingDemands}, {@link org.ioasidsim.policy.book.FillingByKind}), whose time depends only on how many
 * different ones there are. The grouped form answers unless rounding could decide; then
 * the published one does, so that both always agree.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.policy.book;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
