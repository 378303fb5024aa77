/**
 * The clock and the list of future events.
 *
 * <p>The clock is SSJ's simulator, and the list takes SSJ's events. But the list is our own: there is one timer for each live process, up to
 * a million at a time, and a timer is twelve bytes in arrays instead of an object in a tree. The loop is ours too, for it fires a timer
 * without an object in between, which is 3 % of a loss model; where SSJ asks for the first event itself, {@link
 * org.ioasidsim.sim.FutureEvents} shows it one reused event.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.sim;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
