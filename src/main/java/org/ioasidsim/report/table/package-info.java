/** Results as rows and columns: what each CSV file and each table of a page contains. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.report.table;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
