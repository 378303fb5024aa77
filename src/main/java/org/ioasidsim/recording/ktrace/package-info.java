/**
 * Kernel trace text (ftrace, trace-cmd report, perf script) read into the lifetimes of address spaces.
 *
 * <p>Lines become events, events are put into the order of their times within a bounded window, and a small model of processes turns
 * them into lifetimes. What the trace does not say is counted and left out, never filled in.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.recording.ktrace;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
