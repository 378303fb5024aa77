package org.ioasidsim.sim;

import java.util.Arrays;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * A monotone priority queue of (key, slot) pairs, first in first out at equal keys: a multi-level bucket queue in primitive arrays.
 *
 * <p>A key's level is the position of its highest bit that differs from the base, divided by five; the five bits of that level choose one of
 * its 32 buckets. A bucket is a chain of chunks of 32 entries from one pool, in the order of insertion. Entries below {@code limit} are in no
 * bucket but sorted in the {@link SortedFront}, which gives the first. An empty front takes the next buckets whole while they are small. A
 * large bucket is spread over the levels below instead, with its least key as the new base. Equal keys are always in one place, and each step
 * keeps their order. An insertion takes O(1), a removal O(13) amortised (there are 13 levels); nothing is allocated once the pool is large
 * enough.
 *
 * <p>Monotone: no key is below the one removed last. Source: Denardo and Fox, "Shortest-route methods: 1. Reaching, pruning, and buckets",
 * Operations Research 27(1), 1979; levels by the highest differing bit as in the radix heap of Ahuja, Mehlhorn, Orlin and Tarjan, JACM
 * 37(2), 1990; sorting small buckets instead of spreading them as in the bottom of the ladder queue of Tang, Goh and Thng, ACM TOMACS 15(3),
 * 2005.
 */
public final class BucketQueue implements Kept {
    private static final int BITS = 5;
    private static final int BUCKETS = 1 << BITS;
    private static final int LEVELS = (Long.SIZE + BITS - 1) / BITS;
    private static final int CHUNK_BITS = 5;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int NONE = -1;

    /** The pool doubles up to this many chunks; a larger one grows by this many, or by a sixteenth where that is more. */
    private static final int DOUBLED_UP_TO = 1 << 9;

    /**
     * Bounds of the entries that the front takes from buckets in one refill. With more, an insertion into the front takes longer; with fewer,
     * large buckets are spread into many that hold hardly an entry. Between the bounds a third of a small queue, beyond them 1/64 of a large
     * one.
     */
    private static final int FEWEST = 48;

    private static final int USUAL = 128;
    private static final int SHARE_OF_FEW = 3;
    private static final int SHARE_OF_MANY = 64;

    /** The entries that stay when a front that was filled by insertions spills the others into buckets. */
    private static final int KEPT = FEWEST;

    private final TimerHandler handler;
    private final SortedFront front = new SortedFront();

    /** Keys below it go into the front; never below the base. */
    private long limit;

    private long base;
    private int usedLevels;
    private final int[] usedBuckets = new int[LEVELS];
    private final int[] firstChunk = new int[LEVELS * BUCKETS];
    private final int[] chunks = new int[LEVELS * BUCKETS];

    /** For each bucket the place of its next entry in the pool; a multiple of {@code CHUNK} means that it needs a new chunk first. */
    private final int[] ends = new int[LEVELS * BUCKETS];

    private int size;

    private long[] chunkKeys = new long[64 * CHUNK];
    private int[] chunkSlots = new int[64 * CHUNK];
    private int[] nextChunk = new int[64];
    private int freeChunk;

    private long[] movedKeys = {};
    private int[] movedSlots = {};

    /** Says the new key of an entry. */
    interface Rekeying {
        /** Returns the new key; {@code Long.MAX_VALUE} to remove the entry. */
        long key(int slot, long key);
    }

    /** Makes an empty queue that has {@code handler} prefetch the slots that it will return next. */
    public BucketQueue(TimerHandler handler) {
        this.handler = handler;
        clear();
    }

    void clear() {
        front.clear();
        limit = 0;
        base = 0;
        usedLevels = 0;
        size = 0;
        Arrays.fill(usedBuckets, 0);
        Arrays.fill(chunks, 0);
        Arrays.fill(ends, 0);
        freeChunk = NONE;
        chainFree(0, nextChunk.length);
    }

    int size() {
        return size;
    }

    /** Adds {@code slot} at {@code key}, which is not negative and not below the key removed last. */
    public void add(long key, int slot) {
        size++;
        if (key < limit) {
            addToFront(key, slot);
        } else {
            addToBucket(key, slot);
        }
    }

    /** Prepares the first entry for {@link #firstKey} and {@link #removeFirst}; returns whether there is one. */
    public boolean findFirst() {
        if (!front.isEmpty()) {
            return true;
        }
        if (usedLevels == 0) {
            return false;
        }
        refill();
        handler.prefetch(front.slots(), front.size());
        return true;
    }

    /** Returns the least key; {@link #findFirst} must have returned true. */
    public long firstKey() {
        return front.firstKey();
    }

    /** Returns the slot at the least key; {@link #findFirst} must have returned true. */
    int firstSlot() {
        return front.firstSlot();
    }

    /** Removes the first entry and returns its slot; {@link #findFirst} must have returned true. */
    public int removeFirst() {
        size--;
        return front.removeFirst();
    }

    /** Gives every entry a new key; {@code least} is not above any of them. Takes time linear in the size. */
    void rekey(long least, Rekeying rekeying) {
        if (movedKeys.length < size) {
            movedKeys = new long[size + (size >> 1)];
            movedSlots = new int[size + (size >> 1)];
        }
        int count = front.copyTo(movedKeys, movedSlots);
        for (int level = 0; level < LEVELS; level++) {
            for (int used = usedBuckets[level]; used != 0; used &= used - 1) {
                count = copyBucket(level * BUCKETS + Integer.numberOfTrailingZeros(used), count);
            }
        }
        clear();
        limit = least;
        base = least;
        for (int i = 0; i < count; i++) {
            long key = rekeying.key(movedSlots[i], movedKeys[i]);
            if (key != Long.MAX_VALUE) {
                add(key, movedSlots[i]);
            }
        }
    }

    private int copyBucket(int bucket, int from) {
        int at = from;
        int remaining = count(bucket);
        for (int chunk = firstChunk[bucket]; remaining > 0; chunk = nextChunk[chunk]) {
            int length = Math.min(remaining, CHUNK);
            System.arraycopy(chunkKeys, chunk << CHUNK_BITS, movedKeys, at, length);
            System.arraycopy(chunkSlots, chunk << CHUNK_BITS, movedSlots, at, length);
            at += length;
            remaining -= CHUNK;
        }
        return at;
    }

    private void addToFront(long key, int slot) {
        if (front.isFull()) {
            makeRoom();
            if (key >= limit) {
                addToBucket(key, slot);
                return;
            }
        }
        front.insert(key, slot);
    }

    /** Makes room for insertions into the front: moves its entries to the start of their array, and spills most of them where they are many. */
    private void makeRoom() {
        int kept = front.size();
        if (kept > SortedFront.BATCH) {
            kept = KEPT;
            spill(kept);
        }
        front.makeRoom(kept);
    }

    /** Puts the front's entries from {@code from} on into buckets, ahead of any entries of the same key there. */
    private void spill(int from) {
        long oldLimit = limit;
        limit = front.key(from);
        if (limit >= base && front.key(front.size() - 1) < oldLimit) {
            addRangeToBuckets(from);
        } else {
            rebuild(from);
        }
    }

    private void addRangeToBuckets(int from) {
        for (int i = from; i < front.size(); i++) {
            addToBucket(front.key(i), front.slot(i));
        }
    }

    /**
     * Spills where the base is above the new limit, or where a bucket already has entries with the key of the last one to be spilled; takes
     * time linear in the size. Needed only if the head was peeked but not removed and many earlier entries were then inserted.
     */
    private void rebuild(int from) {
        base = Math.min(base, limit);
        var later = new BucketQueue(handler);
        later.base = base;
        moveAllTo(later);
        addRangeToBuckets(from);
        later.moveAllTo(this);
    }

    /** Fills the empty front with the next entries. */
    private void refill() {
        int most = mostTaken();
        while (usedLevels != 0) {
            int level = Integer.numberOfTrailingZeros(usedLevels);
            int digit = Integer.numberOfTrailingZeros(usedBuckets[level]);
            int bucket = level * BUCKETS + digit;
            if (front.batch() + count(bucket) <= most) {
                limit = end(level, digit);
                takeAll(level, digit);
            } else if (front.batch() > 0) {
                break;
            } else if (level == 0) {
                takeFirstChunk(bucket);
                break;
            } else {
                base = least(bucket);
                moveTo(this, level, digit);
            }
        }
        front.replace();
    }

    private int mostTaken() {
        return size < SHARE_OF_MANY * USUAL
                ? Math.max(FEWEST, Math.min(USUAL, size / SHARE_OF_FEW))
                : Math.min(SortedFront.BATCH, size / SHARE_OF_MANY);
    }

    /** Returns the first key beyond a bucket; the largest key where a long has no such key, at the top level. */
    private long end(int level, int digit) {
        int shift = level * BITS;
        long above = shift + BITS >= Long.SIZE ? 0 : base >>> (shift + BITS) << (shift + BITS);
        long end = above + ((digit + 1L) << shift);
        return end < 0 ? Long.MAX_VALUE : end;
    }

    private void takeAll(int level, int digit) {
        int remaining = count(level * BUCKETS + digit);
        int chunk = detach(level, digit);
        while (remaining > 0) {
            front.take(chunkKeys, chunkSlots, chunk << CHUNK_BITS, Math.min(remaining, CHUNK));
            remaining -= CHUNK;
            chunk = release(chunk);
        }
    }

    /** Takes the first chunk of a large bucket of the lowest level. All its entries have one key, so the rest may stay behind, in order. */
    private void takeFirstChunk(int bucket) {
        int chunk = firstChunk[bucket];
        int start = chunk << CHUNK_BITS;
        front.take(chunkKeys, chunkSlots, start, CHUNK);
        limit = chunkKeys[start];
        chunks[bucket]--;
        firstChunk[bucket] = release(chunk);
    }

    private long least(int bucket) {
        long least = Long.MAX_VALUE;
        int remaining = count(bucket);
        for (int chunk = firstChunk[bucket]; remaining > 0; chunk = nextChunk[chunk]) {
            int start = chunk << CHUNK_BITS;
            int end = start + Math.min(remaining, CHUNK);
            for (int i = start; i < end; i++) {
                least = Math.min(least, chunkKeys[i]);
            }
            remaining -= CHUNK;
        }
        return least;
    }

    private void moveAllTo(BucketQueue other) {
        for (int level = 0; level < LEVELS; level++) {
            while (usedBuckets[level] != 0) {
                moveTo(other, level, Integer.numberOfTrailingZeros(usedBuckets[level]));
            }
        }
    }

    /** Moves the entries of a bucket, in order, to the buckets that {@code other} (possibly this queue) has for them by its base. */
    private void moveTo(BucketQueue other, int level, int digit) {
        int remaining = count(level * BUCKETS + digit);
        int chunk = detach(level, digit);
        while (remaining > 0) {
            int start = chunk << CHUNK_BITS;
            int end = start + Math.min(remaining, CHUNK);
            for (int i = start; i < end; i++) {
                other.addToBucket(chunkKeys[i], chunkSlots[i]);
            }
            remaining -= CHUNK;
            chunk = release(chunk);
        }
    }

    private void addToBucket(long key, int slot) {
        long difference = key ^ base;
        int level = difference == 0 ? 0 : (Long.SIZE - 1 - Long.numberOfLeadingZeros(difference)) / BITS;
        int digit = (int) (key >>> (level * BITS)) & (BUCKETS - 1);
        int bucket = level * BUCKETS + digit;
        int at = ends[bucket];
        if ((at & (CHUNK - 1)) == 0) {
            at = append(bucket) << CHUNK_BITS;
            usedLevels |= 1 << level;
            usedBuckets[level] |= 1 << digit;
        }
        chunkKeys[at] = key;
        chunkSlots[at] = slot;
        ends[bucket] = at + 1;
    }

    /** Appends a chunk to a bucket whose chunks are all full, and returns it. */
    private int append(int bucket) {
        if (freeChunk == NONE) {
            grow();
        }
        int chunk = freeChunk;
        freeChunk = nextChunk[chunk];
        if (chunks[bucket]++ == 0) {
            firstChunk[bucket] = chunk;
        } else {
            nextChunk[(ends[bucket] - 1) >> CHUNK_BITS] = chunk;
        }
        return chunk;
    }

    /** Returns the number of entries in a bucket; only the last chunk is partly filled. */
    private int count(int bucket) {
        int end = ends[bucket];
        return end == 0 ? 0 : (chunks[bucket] - 1) * CHUNK + ((end - 1) & (CHUNK - 1)) + 1;
    }

    /** Empties a bucket and returns its first chunk. */
    private int detach(int level, int digit) {
        int bucket = level * BUCKETS + digit;
        chunks[bucket] = 0;
        ends[bucket] = 0;
        usedBuckets[level] &= ~(1 << digit);
        if (usedBuckets[level] == 0) {
            usedLevels &= ~(1 << level);
        }
        return firstChunk[bucket];
    }

    /** Returns a chunk to the pool; returns the next one of its chain. */
    private int release(int chunk) {
        int next = nextChunk[chunk];
        nextChunk[chunk] = freeChunk;
        freeChunk = chunk;
        return next;
    }

    private void grow() {
        int before = nextChunk.length;
        int more = before + Math.max(before >> 4, Math.min(before, DOUBLED_UP_TO));
        chunkKeys = Arrays.copyOf(chunkKeys, more * CHUNK);
        chunkSlots = Arrays.copyOf(chunkSlots, more * CHUNK);
        nextChunk = Arrays.copyOf(nextChunk, more);
        chainFree(before, more);
    }

    private void chainFree(int from, int to) {
        for (int chunk = to - 1; chunk >= from; chunk--) {
            nextChunk[chunk] = freeChunk;
            freeChunk = chunk;
        }
    }

    @Override
    public void keep(StateTape tape) {
        front.keep(tape);
        limit = tape.keep(limit);
        base = tape.keep(base);
        size = tape.keep(size);
        usedLevels = tape.keep(usedLevels);
        tape.keepInPlace(usedBuckets);
        tape.keepInPlace(firstChunk);
        tape.keepInPlace(chunks);
        tape.keepInPlace(ends);
        chunkKeys = tape.keep(chunkKeys);
        chunkSlots = tape.keep(chunkSlots);
        nextChunk = tape.keep(nextChunk);
        freeChunk = tape.keep(freeChunk);
    }
}
