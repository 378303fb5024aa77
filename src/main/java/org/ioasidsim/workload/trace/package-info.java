/**
 * Recorded files as load: the rows of a trace that a tenant replays ({@code TraceReader}, {@code Traces}), and laws fitted to a column of
 * lifetimes ({@code FitSpec}). A file is checked once, from end to end, before a run; rows are then read as the run asks for them.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.workload.trace;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
