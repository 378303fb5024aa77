/**
 * The normalised table of recorded lifetimes, which every importer writes, and what all importers need to fill it in bounded memory.
 *
 * <p>Lines with their numbers go in, rows sorted by start come out. What a format means is the importers' part:
 * {@link org.ioasidsim.recording.ktrace} rebuilds processes from events, {@link org.ioasidsim.recording.dataset} reads tables of others.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.recording.table;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
