package org.ioasidsim.sim;

import java.util.Arrays;
import java.util.Iterator;
import java.util.ListIterator;
import java.util.Objects;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.eventlist.EventList;

/**
 * The list of future events: timers, which are numbers, and SSJ's event objects, ordered by time and, at equal times, by insertion.
 *
 * <p>The queue holds a timer's payload as it is, and for an event object the complement of its index in a table, so that a negative slot
 * means an object. The event keeps that index in its field {@code ra}, which SSJ reserves for the list. Removing an event empties its place
 * in the table; the queue's entry is skipped when it comes first.
 *
 * <p>One timer that is likely to be the first may be kept beside the queue. Of timers at the same time, those in the queue are always older: before a
 * younger one is added, the one beside it is put into the queue.
 *
 * <p>A saved state has the timers only: there must be no event objects, of which the program makes none.
 *
 * <p>Not supported, because an order by (time, insertion) cannot express it: priorities other than SSJ's default, insertion before or after
 * a given event, search by class, iteration.
 */
final class FutureEvents implements EventList, Kept {
    /** The answer of {@link #findFirst} where nothing is due; the complement of no index. */
    static final int NOTHING = Integer.MIN_VALUE;

    /** The answer of {@link #findFirst} where the timer beside the queue is the first; the complement of no index. */
    static final int ASIDE = Integer.MIN_VALUE + 1;

    private static final double DEFAULT_PRIORITY = 1;

    private final BucketQueue queue;
    private @Nullable Timer shownTimer;
    private long lastKey = Long.MAX_VALUE;
    private long firedCount;

    /** The key of the timer beside the queue, above all others if there is none. */
    private long asideKey = Long.MAX_VALUE;

    private int asidePayload;

    /** The key of the queue's timer that {@link #findFirst} found last. */
    private long foundKey;

    private @Nullable Event[] objects = new @Nullable Event[16];
    private int[] freeIndices = new int[16];
    private int freeCount;
    private int usedIndices;

    FutureEvents(TimerHandler handler) {
        this.queue = new BucketQueue(handler);
    }

    /** Sets the event object that {@link #removeFirst} and {@link #getFirst} return in place of a timer. */
    void showTimersAs(Timer timer) {
        shownTimer = timer;
    }

    /** Adds a timer; {@code timeSeconds} is finite and not before the last event removed, {@code payload} at least 0. */
    void addTimer(double timeSeconds, int payload) {
        addTimer(key(timeSeconds), payload);
    }

    private void addTimer(long key, int payload) {
        if (key == asideKey) {
            queueAside(); // it is older, and so must fire first
        }
        queue.add(key, payload);
    }

    /** Adds a timer as above before which few others will fire: the first of these is kept beside the queue. */
    void addSoon(double timeSeconds, int payload) {
        long key = key(timeSeconds);
        if (key >= asideKey) {
            addTimer(key, payload);
        } else {
            queueAside();
            asideKey = key;
            asidePayload = payload;
        }
    }

    /** Puts the timer beside the queue, if there is one, into it. */
    private void queueAside() {
        if (asideKey < Long.MAX_VALUE) {
            queue.add(asideKey, asidePayload);
            asideKey = Long.MAX_VALUE;
        }
    }

    /** Sets the time of each timer anew; no event object may be pending. */
    void retime(double nowSeconds, Retiming retiming) {
        queueAside();
        queue.rekey(key(nowSeconds), (payload, key) -> {
            double at = retiming.seconds(payload, Double.longBitsToDouble(key));
            return at < Double.POSITIVE_INFINITY ? key(at) : Long.MAX_VALUE;
        });
    }

    /** Makes {@link #removeFirst}, {@link #getFirst} and {@link #isEmpty} ignore events after {@code timeSeconds}. */
    void stopAfter(double timeSeconds) {
        lastKey = key(timeSeconds);
    }

    /** Returns how many events and timers were removed because they fell due. */
    long firedCount() {
        return firedCount;
    }

    /**
     * Returns the payload of the first event if it is a timer of the queue, {@link #ASIDE} if it is the one beside it, another negative number if it
     * is an object, and {@link #NOTHING} if there is none.
     */
    int findFirst() {
        while (queue.findFirst()) {
            long key = queue.firstKey();
            if (asideKey < key) {
                break;
            }
            if (key > lastKey) {
                return NOTHING;
            }
            foundKey = key;
            int slot = queue.firstSlot();
            if (slot >= 0 || objects[~slot] != null) {
                return slot;
            }
            // an event that was removed
            int index = ~queue.removeFirst();
            free(index);
        }
        return asideKey <= lastKey && asideKey < Long.MAX_VALUE ? ASIDE : NOTHING;
    }

    /** Returns the payload of the timer beside the queue, which {@link #findFirst} has found. */
    int asidePayload() {
        return asidePayload;
    }

    /** Removes the timer beside the queue, which {@link #findFirst} has found, and returns its time. */
    double removeAside() {
        firedCount++;
        double seconds = Double.longBitsToDouble(asideKey);
        asideKey = Long.MAX_VALUE;
        return seconds;
    }

    /** Removes the timer of the queue that {@link #findFirst} has found and returns its time. */
    double removeFirstTimer() {
        firedCount++;
        var unused = queue.removeFirst();
        return Double.longBitsToDouble(foundKey);
    }

    @Override
    public @Nullable Event removeFirst() {
        queueAside();
        int slot = findFirst();
        if (slot == NOTHING) {
            return null;
        }
        firedCount++;
        long key = queue.firstKey();
        var unused = queue.removeFirst();
        return slot < 0 ? release(~slot) : shown(key, slot);
    }

    @Override
    public @Nullable Event getFirst() {
        queueAside();
        int slot = findFirst();
        if (slot == NOTHING) {
            return null;
        }
        if (slot < 0) {
            return objects[~slot];
        }
        return shown(queue.firstKey(), slot);
    }

    private Timer shown(long key, int payload) {
        Timer timer = Objects.requireNonNull(shownTimer);
        timer.represent(Double.longBitsToDouble(key), payload);
        return timer;
    }

    @Override
    public boolean isEmpty() {
        return findFirst() == NOTHING;
    }

    @Override
    public void add(Event event) {
        if (event.priority() != DEFAULT_PRIORITY || !(event.time() >= 0 && event.time() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "an event needs a finite time of at least 0 and the default priority, but has " + event.time()
                            + " s and " + event.priority());
        }
        int index = freeIndex();
        objects[index] = event;
        event.setRa(index);
        addTimer(key(event.time()), ~index);
    }

    @Override
    public boolean remove(Event event) {
        int index = event.getRa();
        if (index < 0 || index >= usedIndices || objects[index] != event) {
            return false;
        }
        objects[index] = null;
        return true;
    }

    @Override
    public void clear() {
        queue.clear();
        asideKey = Long.MAX_VALUE;
        Arrays.fill(objects, null);
        freeCount = 0;
        usedIndices = 0;
    }

    @Override
    public void addFirst(Event event) {
        throw unsupported();
    }

    @Override
    public void addBefore(Event event, Event other) {
        throw unsupported();
    }

    @Override
    public void addAfter(Event event, Event other) {
        throw unsupported();
    }

    @Override
    public Event getFirstOfClass(String className) {
        throw unsupported();
    }

    @Override
    public <E extends Event> E getFirstOfClass(Class<E> type) {
        throw unsupported();
    }

    @Override
    public ListIterator<Event> listIterator() {
        throw unsupported();
    }

    @Override
    public Iterator<Event> iterator() {
        throw unsupported();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("this list orders by time and insertion only");
    }

    /** Returns a key in the order of times: the raw bits of non-negative doubles order as their values. Adding 0 turns -0 into 0. */
    private static long key(double timeSeconds) {
        return Double.doubleToRawLongBits(timeSeconds + 0.0);
    }

    private @Nullable Event release(int index) {
        Event event = objects[index];
        objects[index] = null;
        free(index);
        return event;
    }

    private int freeIndex() {
        if (freeCount > 0) {
            return freeIndices[--freeCount];
        }
        if (usedIndices == objects.length) {
            objects = Arrays.copyOf(objects, 2 * usedIndices);
        }
        return usedIndices++;
    }

    private void free(int index) {
        if (freeCount == freeIndices.length) {
            freeIndices = Arrays.copyOf(freeIndices, 2 * freeCount);
        }
        freeIndices[freeCount++] = index;
    }

    @Override
    public void keep(StateTape tape) {
        queueAside();
        queue.keep(tape);
        firedCount = tape.keep(firedCount);
    }
}
