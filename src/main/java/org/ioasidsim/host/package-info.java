/** The simulated host: puts the modelled kernel on the clock and tells listeners what happened. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.host;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
