/**
 * Statistics: numbers in, numbers out.
 *
 * <p>Accumulators that a run feeds ({@code TimeIntegral}, {@code MaxMinShares}, {@code IntervalUnion}), what is said of its results
 * ({@code Intervals}, {@code Comparisons}, {@code Fairness}, {@code KaplanMeier}, {@code Mser5}), and what must come out where theory knows
 * it ({@code ErlangB}, {@code Engset}, {@code KaufmanRoberts}, {@code Queues}, {@code Loss}, {@code CapTree}). What is undefined is NaN.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.stats;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
