/** The charts of results: what each one shows, of which metric, for which variant. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.report.chart;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
