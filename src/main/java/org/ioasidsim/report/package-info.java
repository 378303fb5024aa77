/**
 * Turns results into files: the front doors that commands call, one for each kind of run. The rooms below hold the pages, answers, charts
 * and tables that they write.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
