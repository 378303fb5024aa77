/** Answers in sentences: what a run, a comparison or an isolation experiment found, for terminals and mailing lists. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.report.answer;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
