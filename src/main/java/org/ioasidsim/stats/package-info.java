/**
 * Statistics: numbers in, numbers out.
 *
 * <p>Accumulators that a run feeds ({@code MaxMinShares}), the analysis of its results
 * ({@code Intervals}, {@code Comparisons}, {@code Fairness}, {@code KaplanMeier}, {@code Mser5}), and the values that a run must approach
 * where theory knows them ({@code ErlangB}, {@code Engset}, {@code KaufmanRoberts}, {@code Queues}, {@code Loss}, {@code CapTree}). What is undefined is NaN.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.stats;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
