/** The steps that several commands share: read scenarios, simulate them under a progress display, print and write results. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.cli.run;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
