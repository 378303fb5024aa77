/**
 * What the simulation costs, compared with a loop that does only what must be done and with other libraries.
 *
 * <p>Times are the processor time of the measuring thread, which other work on the machine disturbs less than it disturbs wall time. Subjects
 * take turns, and ratios are formed within a turn, so that a slow minute is slow for all.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.bench;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
