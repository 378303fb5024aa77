/** Max-min shares, indices of fairness, and integrals over time that a run feeds. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.stats.fair;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
