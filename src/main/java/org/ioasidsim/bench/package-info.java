/**
 * What the simulation costs, beside what cannot be saved and beside others.
 *
 * <p>Times are the processor time of the measuring thread, which other work on the machine disturbs less than it does the time on the wall;
 * subjects take turns, and ratios are formed within a turn, so that a slow minute is slow for all.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.bench;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
