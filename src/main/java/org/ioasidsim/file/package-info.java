/**
 * How result files are written: whole or not at all, as CSV, JSON or Markdown, with numbers that read back. And how files that may be
 * compressed are opened.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.file;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
