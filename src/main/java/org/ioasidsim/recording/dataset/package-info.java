/**
 * Published data sets of other people (traces of virtual machines, batch jobs and function invocations, work-queue configurations), read
 * into what this program uses.
 *
 * <p>Apart from {@link org.ioasidsim.recording.ktrace}, because here a row is a lifetime as its publisher wrote it down, while a kernel
 * trace is a stream of events from which processes must be rebuilt. Both write the table of {@link org.ioasidsim.recording.table}. What
 * a data set does not tell stays empty or is counted and left out; where it publishes only counts and quantiles, what is drawn from them
 * says so in each row.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.recording.dataset;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
