/**
 * The normalised table of recorded lifetimes, which every importer writes, and the means to fill it in bounded memory.
 *
 * <p>Numbered lines go in, rows sorted by start come out. The importers know what a format means:
 * {@link org.ioasidsim.recording.ktrace} rebuilds processes from events, {@link org.ioasidsim.recording.dataset} reads tables of others.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.recording.table;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
