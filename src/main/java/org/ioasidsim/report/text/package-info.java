/** Numbers, names and paragraphs as people read them. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.report.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
