package org.ioasidsim.host;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/** When the deferred free of each id ends, so that a machine that starts anew can end them all and knows the timers of before it. */
final class PendingFrees implements Kept {
    private static final double NONE = Double.NaN;

    private double[] ofPool = new double[0];
    private double[] ofGuests = new double[0];

    /** Notes that {@code id} is free from {@code seconds} on; a guest's id is negative. */
    void add(int id, double seconds) {
        if (id < 0) {
            ofGuests = withRoomFor(-id, ofGuests);
            ofGuests[-id] = seconds;
        } else {
            ofPool = withRoomFor(id, ofPool);
            ofPool[id] = seconds;
        }
    }

    private static double[] withRoomFor(int index, double[] times) {
        if (index < times.length) {
            return times;
        }
        double[] longer = Arrays.copyOf(times, Math.max(index + 1, 2 * times.length));
        Arrays.fill(longer, times.length, longer.length, NONE);
        return longer;
    }

    /** Returns, once, whether the free of {@code id} ends at {@code nowSeconds}; false for one that was ended before. */
    boolean take(int id, double nowSeconds) {
        double[] times = id < 0 ? ofGuests : ofPool;
        int index = Math.abs(id);
        boolean isDue = index < times.length && times[index] == nowSeconds;
        if (isDue) {
            times[index] = NONE;
        }
        return isDue;
    }

    /** Ends all of them, each with {@code end}. */
    void endAll(IntConsumer end) {
        endAll(ofPool, 1, end);
        endAll(ofGuests, -1, end);
    }

    private static void endAll(double[] times, int sign, IntConsumer end) {
        for (int i = 0; i < times.length; i++) {
            if (!Double.isNaN(times[i])) {
                times[i] = NONE;
                end.accept(sign * i);
            }
        }
    }

    @Override
    public void keep(StateTape tape) {
        ofPool = tape.keep(ofPool);
        ofGuests = tape.keep(ofGuests);
    }
}
