/** Op scripts: a small language that drives the modelled kernel one operation at a time. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.ops;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
