/** Variants against a baseline, and what one tenant does to the others: paired differences on common random numbers. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.experiment.compare;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
