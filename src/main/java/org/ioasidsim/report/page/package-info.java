/** Self-contained HTML pages, and the templates (<code>src/main/jte</code>) and assets they are made of. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.report.page;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
