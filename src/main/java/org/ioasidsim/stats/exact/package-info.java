/** Queueing formulas: the values that a simulation must approach where theory knows them. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.stats.exact;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
