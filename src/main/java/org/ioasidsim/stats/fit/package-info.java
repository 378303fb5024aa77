/** Laws of lifetimes, fitted to observed times that may be cut off. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.stats.fit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
