/** Statistics: numbers in, numbers out. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.stats;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
