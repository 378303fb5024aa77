/** The words that all parts of the modelled kernel use: limits, errors, refusals, configuration. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.kernel.base;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
