/** Runs variants and replications of a scenario and gathers their results. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.experiment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
