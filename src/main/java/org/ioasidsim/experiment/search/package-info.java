/** Sweeps over a grid, and the search for the largest or smallest value that meets conditions. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.experiment.search;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
