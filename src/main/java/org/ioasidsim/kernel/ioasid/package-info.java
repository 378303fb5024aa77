/** Spaces of numbers (ids, pid numbers), the table of ioasid sets and the posted interface /dev/ioasid. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.kernel.ioasid;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
