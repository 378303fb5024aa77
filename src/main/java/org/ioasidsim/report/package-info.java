/** Turns stored results into CSV, text, charts and HTML; reads result records only. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
