/** Recognises scenarios that are textbook models, and computes their exact values. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.experiment.exact;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
