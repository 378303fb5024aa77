/** Drawing: JFreeChart, axes, fonts, colours, PNG and SVG. Nothing here knows of experiments; {@code report.chart} says what is drawn. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.report.draw;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
