package org.ioasidsim.state;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One saved state: numbers, arrays and references in the order in which they were handed over. While it saves, each method returns what it was
 * given; while it restores, what was given at that place when it saved. Buffers grow to the largest state and are used again.
 */
public final class StateTape {
    private static final int BLOCK = 16;

    private int[] ints = new int[1024];
    private long[] longs = new long[64];
    private double[] doubles = new double[64];
    private @Nullable Object[] objects = new @Nullable Object[64];
    private int intAt;
    private int longAt;
    private int doubleAt;
    private int objectAt;
    private int inArrays;
    private boolean isSaving;

    /** Goes to the start, to save in place of what was saved before, or to restore that. */
    void rewind(boolean saves) {
        isSaving = saves;
        intAt = 0;
        longAt = 0;
        doubleAt = 0;
        objectAt = 0;
        inArrays = 0;
    }

    /** Returns whether this is a restoration. */
    public boolean isRestoring() {
        return !isSaving;
    }

    /** Returns how many values were handed over one by one, each {@value #BLOCK} of an array counting as one, since arrays are copied as blocks. */
    public int parts() {
        return intAt + longAt + doubleAt + objectAt - inArrays + inArrays / BLOCK;
    }

    public boolean keep(boolean value) {
        return keep(value ? 1 : 0) != 0;
    }

    public int keep(int value) {
        if (!isSaving) {
            return ints[intAt++];
        }
        makeIntRoom(1);
        ints[intAt++] = value;
        return value;
    }

    public long keep(long value) {
        if (!isSaving) {
            return longs[longAt++];
        }
        makeLongRoom(1);
        longs[longAt++] = value;
        return value;
    }

    public double keep(double value) {
        if (!isSaving) {
            return doubles[doubleAt++];
        }
        makeDoubleRoom(1);
        doubles[doubleAt++] = value;
        return value;
    }

    /** Keeps a reference, not what it refers to. */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // what is restored has the type of what was saved, and is null where that was
    public <T> T keepReference(@Nullable T value) {
        if (!isSaving) {
            return (T) objects[objectAt++];
        }
        makeObjectRoom(1);
        objects[objectAt++] = value;
        return value;
    }

    /** Keeps all of an array; returns it, or one of the length that it had when it was saved. */
    public int[] keep(int[] array) {
        int length = keep(array.length);
        int[] kept = length == array.length ? array : new int[length];
        return keepFirst(kept, length);
    }

    /** Keeps the first {@code used} entries of an array; what stands behind them must not matter. */
    public int[] keepFirst(int[] array, int used) {
        int count = keep(used);
        int[] kept = count <= array.length ? array : new int[count];
        if (isSaving) {
            makeIntRoom(count);
            System.arraycopy(kept, 0, ints, intAt, count);
        } else {
            System.arraycopy(ints, intAt, kept, 0, count);
        }
        intAt += count;
        inArrays += count;
        return kept;
    }

    /** Keeps all of an array; returns it, or one of the length that it had when it was saved. */
    public long[] keep(long[] array) {
        int length = keep(array.length);
        long[] kept = length == array.length ? array : new long[length];
        return keepFirst(kept, length);
    }

    /** Keeps the first {@code used} entries of an array; what stands behind them must not matter. */
    public long[] keepFirst(long[] array, int used) {
        int count = keep(used);
        long[] kept = count <= array.length ? array : new long[count];
        if (isSaving) {
            makeLongRoom(count);
            System.arraycopy(kept, 0, longs, longAt, count);
        } else {
            System.arraycopy(longs, longAt, kept, 0, count);
        }
        longAt += count;
        inArrays += count;
        return kept;
    }

    /** Keeps all of an array; returns it, or one of the length that it had when it was saved. */
    public double[] keep(double[] array) {
        int length = keep(array.length);
        double[] kept = length == array.length ? array : new double[length];
        if (isSaving) {
            makeDoubleRoom(length);
            System.arraycopy(kept, 0, doubles, doubleAt, length);
        } else {
            System.arraycopy(doubles, doubleAt, kept, 0, length);
        }
        doubleAt += length;
        inArrays += length;
        return kept;
    }

    /** Keeps all of an array whose length never changes. */
    public void keepInPlace(int[] array) {
        var unused = keepFirst(array, array.length);
    }

    /** Keeps all of an array whose length never changes. */
    public void keepInPlace(long[] array) {
        var unused = keepFirst(array, array.length);
    }

    /** Keeps the references in an array; returns it, or one of the length that it had when it was saved. */
    public <T extends @Nullable Object> T[] keepReferences(T[] array) {
        int length = keep(array.length);
        T[] kept = length == array.length ? array : Arrays.copyOf(array, length);
        if (isSaving) {
            makeObjectRoom(length);
            System.arraycopy(kept, 0, objects, objectAt, length);
        } else {
            System.arraycopy(objects, objectAt, kept, 0, length);
        }
        objectAt += length;
        inArrays += length;
        return kept;
    }

    /** Keeps which elements a collection has, in their order. */
    public <T> void keepElements(Collection<T> elements) {
        int count = keep(elements.size());
        if (isSaving) {
            for (T element : elements) {
                var unused = keepReference(element);
            }
            return;
        }
        elements.clear();
        for (int i = 0; i < count; i++) {
            elements.add(this.<T>nextReference());
        }
    }

    /** Keeps which entries a map has, in their order. */
    public <K, V> void keepEntries(Map<K, V> map) {
        int count = keep(map.size());
        if (isSaving) {
            for (Map.Entry<K, V> entry : map.entrySet()) {
                var unusedKey = keepReference(entry.getKey());
                var unusedValue = keepReference(entry.getValue());
            }
            return;
        }
        map.clear();
        for (int i = 0; i < count; i++) {
            K key = nextReference();
            map.put(key, this.<V>nextReference());
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"
    }) // only what is not null was saved there
    private <T> T nextReference() {
        return (T) objects[objectAt++];
    }

    private void makeIntRoom(int more) {
        if (intAt + more > ints.length) {
            ints = Arrays.copyOf(ints, grown(intAt + more));
        }
    }

    private void makeLongRoom(int more) {
        if (longAt + more > longs.length) {
            longs = Arrays.copyOf(longs, grown(longAt + more));
        }
    }

    private void makeDoubleRoom(int more) {
        if (doubleAt + more > doubles.length) {
            doubles = Arrays.copyOf(doubles, grown(doubleAt + more));
        }
    }

    private void makeObjectRoom(int more) {
        if (objectAt + more > objects.length) {
            objects = Arrays.copyOf(objects, grown(objectAt + more));
        }
    }

    private static int grown(int needed) {
        return needed + (needed >> 1);
    }
}
