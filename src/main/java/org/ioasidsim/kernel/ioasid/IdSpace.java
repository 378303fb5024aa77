package org.ioasidsim.kernel.ioasid;

import java.util.Arrays;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * A space of ids from 0 to {@link #LAST_ID} that hands out the lowest free one of a range, as the kernel's xarray and ida do.
 *
 * <p>A bitmap with summaries: bit i of a summary says that word i of the level below is full, so that a search touches at most two words
 * on each of five levels. Pages of the bitmap are allocated when an id in
 * them is first taken. The result of the last search is kept: while it found nothing and no id was released, the next one need not search.
 */
public final class IdSpace implements Kept {
    /** The answer of a search that found nothing. */
    public static final int NONE = -1;

    /** The largest id. */
    public static final int LAST_ID = Integer.MAX_VALUE;

    private static final int PAGE_SHIFT = 10;
    private static final int PAGE_WORDS = 1 << PAGE_SHIFT;
    private static final int SUMMARIES = 4;
    private static final long[] EMPTY_PAGE = new long[PAGE_WORDS];

    private long[][] pages = {};
    private final long[][] summaries = new long[SUMMARIES][1];
    private int count;

    /** Every id from {@code takenFrom} up to, but not including, {@code takenTo} is taken. */
    private int takenFrom;

    private long takenTo;

    /** Returns the number of ids taken. */
    public int count() {
        return count;
    }

    /** Returns whether {@code id} is taken. */
    public boolean isTaken(int id) {
        return ((word(id >>> 6) >>> id) & 1) != 0;
    }

    /** Takes the lowest free id from {@code min} to {@code max} and returns it, or {@link #NONE}. */
    public int tryTake(int min, int max) {
        int id = lowestFree(min, max);
        if (id != NONE) {
            mark(id);
        }
        return id;
    }

    /** Takes {@code id}, which must be free. */
    public void take(int id) {
        if (isTaken(id)) {
            throw new IllegalStateException("id " + id + " is taken");
        }
        mark(id);
    }

    /** Releases {@code id}, which must be taken. */
    public void release(int id) {
        if (!isTaken(id)) {
            throw new IllegalStateException("id " + id + " is free");
        }
        int index = id >>> 6;
        long[] page = pages[index >>> PAGE_SHIFT];
        boolean wasFull = page[index & (PAGE_WORDS - 1)] == -1L;
        page[index & (PAGE_WORDS - 1)] &= ~(1L << id);
        count--;
        if (id >= takenFrom) {
            // the last search's answer ends where the first id is free again
            takenTo = Math.min(takenTo, id);
        }
        // a summary bit changes only if the word below was full, and so on upwards
        for (int level = 0; wasFull && level < SUMMARIES; level++) {
            long[] summary = summaries[level];
            wasFull = summary[index >>> 6] == -1L;
            summary[index >>> 6] &= ~(1L << index);
            index >>>= 6;
        }
    }

    /** Returns whether an id from {@code min} to {@code max} is free. Searches only if at least as many ids are taken, anywhere, as the range has. */
    public boolean hasFree(int min, int max) {
        return count <= max - min || lowestFree(min, max) != NONE;
    }

    /** Returns the lowest free id from {@code min} to {@code max}, or {@link #NONE}. */
    public int lowestFree(int min, int max) {
        if (min == takenFrom && takenTo > max) {
            return NONE;
        }
        takenTo = lowestFreeFrom(min);
        takenFrom = min;
        return takenTo <= max ? (int) takenTo : NONE;
    }

    /** Returns the lowest taken id from {@code from} on, or {@link #NONE}. */
    public int nextTaken(int from) {
        if (from < 0) {
            return NONE;
        }
        int index = from >>> 6;
        long taken = word(index) & (-1L << from);
        int words = pages.length << PAGE_SHIFT;
        while (taken == 0) {
            index++;
            if (index >= words) {
                return NONE;
            }
            taken = word(index);
        }
        return (index << 6) + Long.numberOfTrailingZeros(taken);
    }

    private long lowestFreeFrom(int from) {
        int index = from >>> 6;
        long free = ~word(index) & (-1L << from);
        if (free != 0) {
            return ((long) index << 6) + Long.numberOfTrailingZeros(free);
        }
        index++;
        // climb until a summary shows an open word to the right, then descend to its lowest free id
        for (int level = 0; level < SUMMARIES; level++) {
            long open = ~summaryWord(level, index >>> 6) & (-1L << index);
            if (open != 0) {
                return descend(level, ((index >>> 6) << 6) + Long.numberOfTrailingZeros(open));
            }
            index = (index >>> 6) + 1;
        }
        return Long.MAX_VALUE;
    }

    private long descend(int fromLevel, int openWord) {
        long index = openWord;
        for (int level = fromLevel - 1; level >= 0; level--) {
            index = (index << 6) + Long.numberOfTrailingZeros(~summaryWord(level, (int) index));
        }
        return index > LAST_ID >>> 6 ? Long.MAX_VALUE : (index << 6) + Long.numberOfTrailingZeros(~word((int) index));
    }

    private void mark(int id) {
        int index = id >>> 6;
        long[] page = pageFor(index >>> PAGE_SHIFT);
        page[index & (PAGE_WORDS - 1)] |= 1L << id;
        count++;
        boolean isFull = page[index & (PAGE_WORDS - 1)] == -1L;
        // only a word that has become full is marked in the summary above it
        for (int level = 0; isFull && level < SUMMARIES; level++) {
            long[] summary = summaryFor(level, index >>> 6);
            summary[index >>> 6] |= 1L << index;
            isFull = summary[index >>> 6] == -1L;
            index >>>= 6;
        }
    }

    private long word(int index) {
        int page = index >>> PAGE_SHIFT;
        return page < pages.length ? pages[page][index & (PAGE_WORDS - 1)] : 0;
    }

    private long summaryWord(int level, int index) {
        return index < summaries[level].length ? summaries[level][index] : 0;
    }

    private long[] pageFor(int page) {
        if (page >= pages.length) {
            int old = pages.length;
            pages = Arrays.copyOf(pages, Math.max(page + 1, old * 2));
            Arrays.fill(pages, old, pages.length, EMPTY_PAGE);
        }
        if (pages[page] == EMPTY_PAGE) {
            pages[page] = new long[PAGE_WORDS];
        }
        return pages[page];
    }

    private static long[] keepPage(long[] page, StateTape tape) {
        if (tape.keep(page == EMPTY_PAGE)) {
            return EMPTY_PAGE;
        }
        return tape.keep(page == EMPTY_PAGE ? new long[PAGE_WORDS] : page);
    }

    private long[] summaryFor(int level, int index) {
        if (index >= summaries[level].length) {
            summaries[level] = Arrays.copyOf(summaries[level], Math.max(index + 1, summaries[level].length * 2));
        }
        return summaries[level];
    }

    @Override
    public void keep(StateTape tape) {
        int used = tape.keep(pages.length);
        if (pages.length != used) {
            pages = Arrays.copyOf(pages, used);
        }
        for (int page = 0; page < used; page++) {
            pages[page] = keepPage(pages[page], tape);
        }
        for (int level = 0; level < SUMMARIES; level++) {
            summaries[level] = tape.keep(summaries[level]);
        }
        count = tape.keep(count);
        takenFrom = tape.keep(takenFrom);
        takenTo = tape.keep(takenTo);
    }
}
