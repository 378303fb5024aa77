/** Drawing: JFreeChart, axes, fonts, colours, PNG and SVG. Knows nothing of experiments. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.report.draw;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
