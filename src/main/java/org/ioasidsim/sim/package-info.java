/**
 * The clock and the list of future events.
 *
 * <p>The clock is SSJ's simulator. The list is our own: there is one timer for each live process, up to a million at a time, and a timer is
 * twelve bytes in arrays instead of an object in a tree. {@link org.ioasidsim.sim.FutureEvents} shows SSJ one reused event.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.sim;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
