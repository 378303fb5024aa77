/**
 * Saves the state of a running simulation and restores it, so that a rare event can be approached from the same point many times.
 *
 * <p>A state is hundreds of kilobytes of primitive arrays that a few dozen classes own, and a run of splitting restores one every few hundred
 * events. So each class with state has one method, {@link org.ioasidsim.state.Kept#keep}, which hands its fields to a {@link
 * org.ioasidsim.state.StateTape} and takes them back; the arrays are copied as blocks. The same lines save and restore, so that the two cannot
 * differ, and a test for each scenario that ships finds a field that was forgotten.
 *
 * <p>Not done: running again from recorded positions of the random streams, which would cost each path again from its start; Java's
 * serialisation, which walks objects and takes longer for a small host than the events between two restores.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.state;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
