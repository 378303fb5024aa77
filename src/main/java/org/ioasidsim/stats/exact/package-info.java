/** Queueing formulas: what must come out where theory knows it. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.stats.exact;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
