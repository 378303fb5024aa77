/** Text for people, whatever it is about: lines, tables, short names. Nothing here knows of experiments. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.report.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
