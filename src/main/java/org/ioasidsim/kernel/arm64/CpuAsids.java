package org.ioasidsim.kernel.arm64;

import java.util.Arrays;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * The arm64 CPU ASIDs: generations, rollover and pins. Address spaces are handles of {@code AddressSpaces}.
 *
 * <p>An address space's context is generation and number in one {@code long}; 0: it has none. Numbers are reused only after a rollover, which
 * frees all but the pinned ones and one for each CPU, and flags every CPU to flush its TLB at its next slow switch.
 *
 * <p>Source: arch/arm64/mm/context.c: new_context, flush_context, check_and_switch_context, arm64_mm_context_get and _put.
 */
public final class CpuAsids implements Kept {
    private static final long ODD_BITS = 0xAAAA_AAAA_AAAA_AAAAL;

    /** The bits of a number within one word of a bitmap. */
    private static final int WORD_BITS = 6;

    private final int bits;
    private final long firstVersion;
    private final boolean isKpti;
    private final int maxPinned;
    private final long[] map;
    private final long[] pinnedMap;
    private final long[] activeContexts;
    private final long[] reservedContexts;
    private final boolean[] isFlushPending;

    private long[] contexts = new long[16];
    private int[] pins = new int[16];
    private long generation;
    private int searchFrom = 1;
    private int pinned;
    private long rollovers;
    private long flushes;

    /**
     * Makes the allocator of a booted machine.
     *
     * @param bits width of the numbers: 8 or 16 on real machines; what-ifs may have others, from 2 on
     * @param isKptiBuilt whether the kernel can be unmapped at EL0: the first generation then hands out even numbers only
     */
    public CpuAsids(int bits, int cpus, boolean isKpti, boolean isKptiBuilt) {
        this.bits = bits;
        this.isKpti = isKpti;
        firstVersion = 1L << bits;
        generation = firstVersion;
        map = bitmap(bits, isKptiBuilt || isKpti);
        pinnedMap = bitmap(bits, isKpti);
        activeContexts = new long[cpus];
        reservedContexts = new long[cpus];
        isFlushPending = new boolean[cpus];
        maxPinned = KernelConfig.maxPinnedAsids(bits, cpus, isKpti);
    }

    /**
     * Returns with how many possible CPUs each allocation succeeds: a rollover may keep a number for every CPU, and one must be left beside ASID 0. The
     * kernel warns beyond that. Whether it could be unmapped at EL0 does not matter: what is set aside for that is given up at the first rollover.
     *
     * <p>Source: arch/arm64/mm/context.c, asids_update_limit.
     */
    public static int mostCpus(int bits, boolean isKpti) {
        return KernelConfig.availableAsids(bits, isKpti) - 2;
    }

    /** Returns a bitmap of all numbers in which those that are never handed out are marked: odd ones if {@code isEvenOnly}, and those beyond the width. */
    private static long[] bitmap(int bits, boolean isEvenOnly) {
        long[] words = new long[Math.max(1, 1 << bits >> WORD_BITS)];
        Arrays.fill(words, isEvenOnly ? ODD_BITS : 0);
        if (bits < WORD_BITS) {
            words[0] |= -1L << (1 << bits);
        }
        return words;
    }

    public int maxPinned() {
        return maxPinned;
    }

    /** Returns the number of pinned address spaces. */
    public int pinned() {
        return pinned;
    }

    /** Returns the generation, which starts at 1. */
    public long generation() {
        return generation >>> bits;
    }

    /** Returns the number of generations begun after the first. */
    public long rollovers() {
        return rollovers;
    }

    /** Returns the number of local TLB flushes so far. */
    public long flushes() {
        return flushes;
    }

    /** Starts address space {@code mm} without a context and without pins. */
    public void start(int mm) {
        if (mm >= contexts.length) {
            int length = Math.max(mm + 1, contexts.length + (contexts.length >> 1));
            contexts = Arrays.copyOf(contexts, length);
            pins = Arrays.copyOf(pins, length);
        }
        contexts[mm] = 0;
        pins[mm] = 0;
    }

    /** Runs {@code mm} on {@code cpu}; returns its number. */
    public int switchTo(int cpu, int mm) {
        if (activeContexts[cpu] == 0 || !isCurrent(contexts[mm])) {
            renew(mm);
            if (isFlushPending[cpu]) {
                isFlushPending[cpu] = false;
                flushes++;
            }
        }
        activeContexts[cpu] = contexts[mm];
        return number(contexts[mm]);
    }

    /** Pins the number of {@code mm}, or counts one more pin of it; returns the ASID as a device sees it, or 0 if no more can be pinned. */
    public int tryPin(int mm) {
        if (pins[mm] == 0) {
            if (pinned >= maxPinned) {
                return 0;
            }
            renew(mm);
            pinned++;
            mark(pinnedMap, number(contexts[mm]));
        }
        pins[mm]++;
        return number(contexts[mm]) | (isKpti ? 1 : 0);
    }

    /** Removes one pin; after the last one another can get the number, but only after the next rollover. */
    public void unpin(int mm) {
        if (pins[mm] == 0) {
            throw new IllegalStateException("address space " + mm + " is not pinned");
        }
        pins[mm]--;
        if (pins[mm] == 0) {
            int number = number(contexts[mm]);
            pinnedMap[number >>> 6] &= ~(1L << number);
            pinned--;
        }
    }

    private void renew(int mm) {
        if (!isCurrent(contexts[mm])) {
            contexts[mm] = newContext(mm);
        }
    }

    private long newContext(int mm) {
        long old = contexts[mm];
        // an address space keeps its number across a rollover unless another has got it since
        if (old != 0) {
            long renewed = generation | number(old);
            if (updateReserved(old, renewed) || pins[mm] > 0 || tryMark(number(old))) {
                return renewed;
            }
        }
        int number = nextFree(searchFrom);
        if (number < 0) {
            // the numbers of address spaces that have exited are marked as well: only a rollover frees them
            rollOver();
            number = nextFree(1);
        }
        mark(map, number);
        searchFrom = number;
        return generation | number;
    }

    /** Renews every CPU's reserve of {@code old}: several may have run it when numbers rolled over, so that the search goes on. */
    private boolean updateReserved(long old, long renewed) {
        boolean isReserved = false;
        for (int cpu = 0; cpu < reservedContexts.length; cpu++) {
            if (reservedContexts[cpu] == old) {
                reservedContexts[cpu] = renewed;
                isReserved = true;
            }
        }
        return isReserved;
    }

    private boolean tryMark(int number) {
        boolean isFree = ((map[number >>> 6] >>> number) & 1) == 0;
        mark(map, number);
        return isFree;
    }

    private void rollOver() {
        rollovers++;
        generation += firstVersion;
        System.arraycopy(pinnedMap, 0, map, 0, map.length);
        for (int cpu = 0; cpu < activeContexts.length; cpu++) {
            // A CPU that has not switched since the last rollover still runs what was reserved then.
            long kept = activeContexts[cpu] == 0 ? reservedContexts[cpu] : activeContexts[cpu];
            activeContexts[cpu] = 0;
            reservedContexts[cpu] = kept;
            mark(map, number(kept));
        }
        Arrays.fill(isFlushPending, true);
    }

    private int nextFree(int from) {
        int index = from >>> 6;
        long free = ~map[index] & (-1L << from);
        while (free == 0) {
            index++;
            if (index == map.length) {
                return -1;
            }
            free = ~map[index];
        }
        return (index << 6) + Long.numberOfTrailingZeros(free);
    }

    private static void mark(long[] bitmap, int number) {
        bitmap[number >>> 6] |= 1L << number;
    }

    private boolean isCurrent(long context) {
        return context >>> bits == generation >>> bits;
    }

    private int number(long context) {
        return (int) (context & (firstVersion - 1));
    }

    @Override
    public void keep(StateTape tape) {
        tape.keepInPlace(map);
        tape.keepInPlace(pinnedMap);
        tape.keepInPlace(activeContexts);
        tape.keepInPlace(reservedContexts);
        for (int cpu = 0; cpu < isFlushPending.length; cpu++) {
            isFlushPending[cpu] = tape.keep(isFlushPending[cpu]);
        }
        contexts = tape.keep(contexts);
        pins = tape.keep(pins);
        generation = tape.keep(generation);
        searchFrom = tape.keep(searchFrom);
        pinned = tape.keep(pinned);
        rollovers = tape.keep(rollovers);
        flushes = tape.keep(flushes);
    }
}
