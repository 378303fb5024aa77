/** Metrics, and their summaries over replications: means with intervals. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.experiment.summary;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
