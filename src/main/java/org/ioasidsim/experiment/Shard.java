package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One of several processes, here or on other machines, among which work is dealt out. They need not know of each other: each deals all of
 * it and takes its own.
 *
 * @param number from 1 to {@code count}
 */
public record Shard(int number, int count) {
    private static final long ORDER = 1;

    public Shard {
        if (number < 1 || number > count) {
            throw new IllegalArgumentException("shard " + number + " of " + count);
        }
    }

    /** Returns whether the piece at {@code place}, at least 0, is this shard's. */
    public boolean has(long place) {
        return place % count == number - 1;
    }

    /** Returns this shard's part of {@code pieces} in the order of {@link #shuffled}, so that dear pieces beside each other go to different shards. */
    public <T> List<T> part(List<T> pieces) {
        List<T> all = shuffled(pieces);
        return IntStream.range(0, all.size())
                .filter(this::has)
                .mapToObj(all::get)
                .toList();
    }

    /** Returns {@code pieces} in an order that is the same for all shards: what is done when time runs out lies anywhere among them. */
    public static <T> List<T> shuffled(List<T> pieces) {
        List<T> order = new ArrayList<>(pieces);
        Collections.shuffle(order, new Random(ORDER));
        return order;
    }

    @Override
    public String toString() {
        return number + " of " + count;
    }
}
