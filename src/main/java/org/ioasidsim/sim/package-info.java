/**
 * The clock and the list of future events.
 *
 * <p>The clock is SSJ's simulator and accepts SSJ's event objects, but list and loop are our own. A run has a timer for each live process, up
 * to a million at once: twelve bytes in arrays instead of an object in a tree. The loop fires a timer without making an event object, which
 * saves 3 % of the time of a loss model. Only where SSJ's own methods ask for the first event does {@link
 * org.ioasidsim.sim.FutureEvents} show them one reused object.
 *
 * <p>One timer, most often that of the next arrival, is kept beside the list, where it costs neither an insertion nor a removal: see {@link
 * org.ioasidsim.sim.Simulation#scheduleSoon}. It fires where it would have fired in the list, among timers of the same time too.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.sim;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
