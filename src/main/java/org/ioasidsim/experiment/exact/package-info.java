/** Recognises scenarios that are textbook models, and says what theory gives for them. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.experiment.exact;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
