/** Named random streams and the distributions drawn from them. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.random;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
