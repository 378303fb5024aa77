/** The modelled kernel: a state machine without clock, randomness or YAML. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.kernel;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
