/**
 * Readers of published data sets: traces of virtual machines, batch jobs and function invocations, and work-queue configurations.
 *
 * <p>They are apart from {@link org.ioasidsim.recording.ktrace}, because here a row is a lifetime as its publisher recorded it, while a
 * kernel trace is a stream of events from which processes must be rebuilt. Both write the table of
 * {@link org.ioasidsim.recording.table}. A value that a data set does not have stays empty, or its row is left out and counted. Where a data
 * set has only counts and quantiles, rows are drawn from them, and each row says so.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.recording.dataset;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
