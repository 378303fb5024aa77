/**
 * The charts of results: each class chooses what one kind of chart shows of which metrics, and {@code ChartJobs} lists the charts of a run.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.report.chart;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
