/** Max-min shares with their integrals over time, indices of fairness, and the time that intervals cover together. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.stats.fair;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
