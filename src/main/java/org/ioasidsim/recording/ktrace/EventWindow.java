package org.ioasidsim.recording.ktrace;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.ioasidsim.recording.table.MalformedTraceException;

/** Sorts events by time within a bounded window. Traces need it because the clocks of processors are not synchronised. */
final class EventWindow {
    /** The most by which a time may lie before the newest one. */
    static final long WINDOW_NANOS = 1_000_000_000L;

    /** Of fewer events, or where a smaller part than one in so many runs back, times are not taken for differences. */
    private static final long LEAST_OF_DIFFERENCES = 8;

    private static final long PARTS_OF_DIFFERENCES = 3;

    /** The most events that wait. */
    static final int MAX_EVENTS = 262_144;

    private final Consumer<TraceEvent> next;
    private final PriorityQueue<TraceEvent> waiting =
            new PriorityQueue<>(Comparator.comparingLong(TraceEvent::nanos).thenComparingLong(TraceEvent::line));
    private long newestNanos = Long.MIN_VALUE;
    private long releasedNanos = Long.MIN_VALUE;
    private long inversions;
    private long events;
    private boolean beginsAtZero;

    EventWindow(Consumer<TraceEvent> next) {
        this.next = next;
    }

    /** Adds the next event of the file, and passes on those before which no later line can belong. */
    void add(TraceEvent event) {
        if (waiting.isEmpty() && newestNanos == Long.MIN_VALUE) {
            newestNanos = event.nanos();
            beginsAtZero = event.nanos() == 0;
        }
        events++;
        if (event.nanos() < newestNanos) {
            inversions++;
        }
        if (event.nanos() < releasedNanos || event.nanos() < newestNanos - WINDOW_NANOS) {
            throw new MalformedTraceException(
                    event.line(),
                    "expected times that run back by at most 1 s, found " + (newestNanos - event.nanos()) / 1e9
                            + " s: sort the trace by time, or cut it where the clock was set");
        }
        newestNanos = Math.max(newestNanos, event.nanos());
        waiting.add(event);
        while (waiting.size() > MAX_EVENTS || waiting.element().nanos() < newestNanos - WINDOW_NANOS) {
            release();
        }
    }

    /**
     * Passes on all waiting events.
     *
     * @param line the last one of the file
     */
    void finish(long line) {
        if (beginsAtZero && events >= LEAST_OF_DIFFERENCES && PARTS_OF_DIFFERENCES * inversions > events) {
            throw new MalformedTraceException(
                    line,
                    "expected the time of each event, found times of which " + inversions + " of " + events
                            + " run back, as where each counts from the one before (perf script --deltatime): print without that");
        }
        while (!waiting.isEmpty()) {
            release();
        }
    }

    private void release() {
        TraceEvent event = waiting.remove();
        releasedNanos = event.nanos();
        next.accept(event);
    }

    /** Returns the number of events that stood after a later one. */
    long inversions() {
        return inversions;
    }
}
