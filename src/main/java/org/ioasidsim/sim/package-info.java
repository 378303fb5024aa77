/** The clock and the list of future events. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.sim;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
