/** Metrics as people read them: their names, units and rounding, and which of them come first. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.report.metric;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
