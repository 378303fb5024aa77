/** Processes with their threads, pid numbers, address spaces and open files, as op scripts name them. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.kernel.task;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
