/** Compares variants with a baseline, and tenants with and without an aggressor: paired differences on common random numbers. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.experiment.compare;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
