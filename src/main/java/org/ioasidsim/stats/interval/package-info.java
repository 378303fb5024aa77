/** Means, confidence intervals, tests and comparisons. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.stats.interval;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
