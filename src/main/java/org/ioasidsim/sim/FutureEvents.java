package org.ioasidsim.sim;

import java.util.Arrays;
import java.util.Iterator;
import java.util.ListIterator;
import org.jspecify.annotations.Nullable;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.eventlist.EventList;

/**
 * The list of future events: mass timers as numbers, and SSJ's event objects, in one order by time; at one time in the order of insertion.
 *
 * <p>An event object is kept in a table and stands in the queue as the complement of its index; a removed one leaves its place in the queue
 * behind, which is skipped when it comes up. The index is noted in the event's field {@code ra}, which SSJ leaves to the list.
 *
 * <p>Not supported, because no total order by (time, insertion) has it: priorities other than SSJ's default, insertion before or after a
 * given event, search by class, iteration.
 */
final class FutureEvents implements EventList {
    private static final double DEFAULT_PRIORITY = 1;

    private final BucketQueue queue;
    private final Clock clock;
    private final Timer timer;
    private long lastKey = Long.MAX_VALUE;
    private long firedCount;

    private @Nullable Event[] objects = new @Nullable Event[16];
    private int[] freeIndices = new int[16];
    private int freeCount;
    private int usedIndices;
    private int removedCount;

    FutureEvents(TimerHandler handler) {
        this.queue = new BucketQueue(handler);
        this.clock = new Clock(this, handler);
        this.timer = new Timer(clock, handler);
    }

    Clock clock() {
        return clock;
    }

    /** Adds a timer; {@code timeSeconds} is finite and not before the last event removed, {@code payload} at least 0. */
    void addTimer(double timeSeconds, int payload) {
        queue.add(key(timeSeconds), payload);
    }

    /** Hides the events after {@code timeSeconds} from {@link #removeFirst}, {@link #getFirst} and {@link #isEmpty}. */
    void stopAfter(double timeSeconds) {
        lastKey = key(timeSeconds);
    }

    /** Returns the number of events removed by {@link #removeFirst} so far. */
    long firedCount() {
        return firedCount;
    }

    /** Returns whether the first event is a timer, once {@link #isEmpty} said that there is one. */
    boolean isTimerFirst() {
        return queue.firstSlot() >= 0;
    }

    /** Returns when the first event is due, once {@link #isEmpty} said that there is one. */
    double firstSeconds() {
        return Double.longBitsToDouble(queue.firstKey());
    }

    /** Removes the first event, once {@link #isTimerFirst} said that it is a timer, and returns its payload. */
    int removeFirstTimer() {
        firedCount++;
        return queue.removeFirst();
    }

    int size() {
        return queue.size() - removedCount;
    }

    @Override
    public @Nullable Event removeFirst() {
        if (!findFirst()) {
            return null;
        }
        firedCount++;
        long key = queue.firstKey();
        int slot = queue.removeFirst();
        if (slot < 0) {
            return release(~slot);
        }
        timer.standFor(Double.longBitsToDouble(key), slot);
        return timer;
    }

    @Override
    public @Nullable Event getFirst() {
        if (!findFirst()) {
            return null;
        }
        int slot = queue.firstSlot();
        if (slot < 0) {
            return objects[~slot];
        }
        timer.standFor(Double.longBitsToDouble(queue.firstKey()), slot);
        return timer;
    }

    @Override
    public boolean isEmpty() {
        return !findFirst();
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
        queue.add(key(event.time()), ~index);
    }

    @Override
    public boolean remove(Event event) {
        int index = event.getRa();
        if (index < 0 || index >= usedIndices || objects[index] != event) {
            return false;
        }
        objects[index] = null;
        removedCount++;
        return true;
    }

    @Override
    public void clear() {
        queue.clear();
        Arrays.fill(objects, null);
        freeCount = 0;
        usedIndices = 0;
        removedCount = 0;
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

    /** Raw bits order non-negative doubles as their values; adding 0 makes -0 a 0. */
    private static long key(double timeSeconds) {
        return Double.doubleToRawLongBits(timeSeconds + 0.0);
    }

    /** Returns whether an event up to the last key is first in the queue, having dropped removed ones before it. */
    private boolean findFirst() {
        while (queue.findFirst() && queue.firstKey() <= lastKey) {
            int slot = queue.firstSlot();
            if (slot >= 0 || objects[~slot] != null) {
                return true;
            }
            int index = ~queue.removeFirst();
            removedCount--;
            free(index);
        }
        return false;
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
}
