/** The charts of results, each of which says what is drawn of which metric, and {@code ChartJobs}, the list of all. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.report.chart;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
