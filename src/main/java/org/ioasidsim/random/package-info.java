/**
 * Named random streams and the distributions drawn from them.
 *
 * <p>A stream's seed is a hash of its name, never the next of a sequence. What one tenant draws therefore does not depend on which streams
 * were made before, in which thread, or for which variant, so that policies are compared on common random numbers. Samplers compare uniform
 * numbers with tables and use {@link org.ioasidsim.math.PortableMath} otherwise, so that a seed gives the same bits on every machine.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.random;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
