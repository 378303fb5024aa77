/**
 * Processes with their threads, pid numbers, address spaces and open files, as op scripts name them.
 *
 * <p>A run needs none of this: it counts its tasks, and its processes are handles of address spaces.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.kernel.task;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
