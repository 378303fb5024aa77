/** The id space, its sets, capacity and the posted user interface. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.kernel.ioasid;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
