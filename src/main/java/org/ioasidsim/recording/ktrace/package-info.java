/**
 * Rebuilds the lifetimes of address spaces from kernel trace text (ftrace, trace-cmd report, perf script).
 *
 * <p>Lines become events, a bounded window sorts the events by time, and a small model of processes turns them into lifetimes. Where the
 * trace leaves a lifetime open to question, it is left out and counted, never guessed.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.recording.ktrace;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
