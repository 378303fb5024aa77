/**
 * A machine's own files under {@code /proc} and {@code /sys}, read into a scenario that describes the machine.
 *
 * <p>Each value that was read says in a comment where it came from; what could not be read is listed and left at the preset's value. What
 * no file says (which processes bind, how long they live) is an assumption that the scenario states, never a value that looks read.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.scenario.snapshot;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
