package org.ioasidsim.sim;

import java.util.Arrays;

/**
 * A monotone priority queue of (key, slot) pairs, first in first out at equal keys: a multi-level bucket queue in primitive arrays.
 *
 * <p>A key belongs to the level of its highest bit that differs from the base, divided by five, and there to one of 32 buckets by its five
 * bits. A bucket is a chain of chunks of 32 entries out of one pool, in the order of insertion. The entries below {@code limit} are not in
 * buckets but sorted in the {@link SortedFront}, from which the first is taken. When it is empty it takes the next buckets whole while they are
 * small; a large one becomes the base's and is spread over the levels below. Equal keys are always in one place, and each step keeps their
 * order. An insertion takes O(1), a removal O(13) amortised; nothing is allocated once the pool is large enough.
 *
 * <p>Monotone: no key is below the one removed last. Source: Denardo and Fox, "Shortest-route methods: 1. Reaching, pruning, and buckets",
 * Operations Research 27(1), 1979; levels by the highest differing bit as in the radix heap of Ahuja, Mehlhorn, Orlin and Tarjan, JACM
 * 37(2), 1990; the bottom, so that small buckets are sorted instead of spread, as in the ladder queue of Tang, Goh and Thng, ACM TOMACS
 * 15(3), 2005.
 */
public final class BucketQueue {
    private static final int BITS = 5;
    private static final int BUCKETS = 1 << BITS;
    private static final int LEVELS = (Long.SIZE + BITS - 1) / BITS;
    private static final int CHUNK_BITS = 5;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int NONE = -1;

    /** Up to so many chunks their number doubles when they are used up, then it grows by so many, later by a sixteenth. */
    private static final int QUICK = 1 << 9;

    /**
     * How many entries the bottom takes from buckets: more, and an insertion into it takes longer; fewer, and large buckets are spread into
     * many with hardly an entry. At most a third of all, and of many one in 64.
     */
    private static final int FEWEST = 48;

    private static final int USUAL = 128;
    private static final int SHARE_OF_FEW = 3;
    private static final int SHARE_OF_MANY = 64;

    /** How many entries stay in a bottom that is full, all of which came after it was filled. */
    private static final int KEPT = FEWEST;

    private final TimerHandler handler;
    private final SortedFront bottom = new SortedFront();

    /** Keys below it go into the bottom; never below the base. */
    private long limit;

    private long base;
    private int usedLevels;
    private final int[] usedBuckets = new int[LEVELS];
    private final int[] firstChunk = new int[LEVELS * BUCKETS];
    private final int[] chunks = new int[LEVELS * BUCKETS];

    /** Of each bucket, where its next entry goes; at a multiple of {@code CHUNK} into a chunk that it has not yet. */
    private final int[] ends = new int[LEVELS * BUCKETS];

    private int size;

    private long[] chunkKeys = new long[64 * CHUNK];
    private int[] chunkSlots = new int[64 * CHUNK];
    private int[] nextChunk = new int[64];
    private int freeChunk;

    /** Makes an empty queue that tells {@code handler} which slots it will return next. */
    public BucketQueue(TimerHandler handler) {
        this.handler = handler;
        clear();
    }

    void clear() {
        bottom.clear();
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
            addToBottom(key, slot);
        } else {
            addToBucket(key, slot);
        }
    }

    /** Returns whether there is an entry, and readies the first. */
    public boolean findFirst() {
        if (!bottom.isEmpty()) {
            return true;
        }
        if (usedLevels == 0) {
            return false;
        }
        refill();
        handler.expect(bottom.slots(), bottom.size());
        return true;
    }

    /** Returns the least key, once {@link #findFirst} said that there is one. */
    public long firstKey() {
        return bottom.firstKey();
    }

    /** Returns the slot at the least key, once {@link #findFirst} said that there is one. */
    int firstSlot() {
        return bottom.firstSlot();
    }

    /** Removes the first entry, once {@link #findFirst} said that there is one, and returns its slot. */
    public int removeFirst() {
        size--;
        return bottom.removeFirst();
    }

    private void addToBottom(long key, int slot) {
        if (bottom.isFull()) {
            makeRoom();
            if (key >= limit) {
                addToBucket(key, slot);
                return;
            }
        }
        bottom.insert(key, slot);
    }

    /** Moves the bottom to the front of its array; the part beyond {@code KEPT} entries of a full one goes back into buckets. */
    private void makeRoom() {
        int kept = bottom.size();
        if (kept > SortedFront.BATCH) {
            kept = KEPT;
            spill(kept);
        }
        bottom.makeRoom(kept);
    }

    /** Puts the bottom's entries from {@code from} on into buckets, before any entries there of the same key. */
    private void spill(int from) {
        long oldLimit = limit;
        limit = bottom.key(from);
        if (limit >= base && bottom.key(bottom.size() - 1) < oldLimit) {
            addRangeToBuckets(from);
        } else {
            rebuild(from);
        }
    }

    private void addRangeToBuckets(int from) {
        for (int i = from; i < bottom.size(); i++) {
            addToBucket(bottom.key(i), bottom.slot(i));
        }
    }

    /**
     * Spills when the base is above the new limit, or when entries with the key of the last to be spilled are in a bucket already: linear
     * in the size. It comes to this only when the first entry was looked at, not removed, and then many were added before it.
     */
    private void rebuild(int from) {
        base = Math.min(base, limit);
        var later = new BucketQueue(handler);
        later.base = base;
        moveAllTo(later);
        addRangeToBuckets(from);
        later.moveAllTo(this);
    }

    /** Fills the empty bottom with the next entries. */
    private void refill() {
        int most = mostTaken();
        while (usedLevels != 0) {
            int level = Integer.numberOfTrailingZeros(usedLevels);
            int digit = Integer.numberOfTrailingZeros(usedBuckets[level]);
            int bucket = level * BUCKETS + digit;
            if (bottom.batch() + count(bucket) <= most) {
                limit = end(level, digit);
                takeAll(level, digit);
            } else if (bottom.batch() > 0) {
                break;
            } else if (level == 0) {
                takeFirstChunk(bucket);
                break;
            } else {
                base = least(bucket);
                moveTo(this, level, digit);
            }
        }
        bottom.replace();
    }

    private int mostTaken() {
        return size < SHARE_OF_MANY * USUAL
                ? Math.max(FEWEST, Math.min(USUAL, size / SHARE_OF_FEW))
                : Math.min(SortedFront.BATCH, size / SHARE_OF_MANY);
    }

    /** Returns the first key beyond a bucket; the top level has none and ends at the largest key. */
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
            bottom.take(chunkKeys, chunkSlots, chunk << CHUNK_BITS, Math.min(remaining, CHUNK));
            remaining -= CHUNK;
            chunk = release(chunk);
        }
    }

    /** Takes the first chunk of a bucket of the lowest level, which has one key only: later entries of that key are behind it. */
    private void takeFirstChunk(int bucket) {
        int chunk = firstChunk[bucket];
        int start = chunk << CHUNK_BITS;
        bottom.take(chunkKeys, chunkSlots, start, CHUNK);
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

    /** Moves the entries of a bucket, in their order, to where {@code other} (possibly this) wants them by its base. */
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

    /** Adds a chunk to a bucket of which each chunk is full, and returns it. */
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

    /** Returns how many entries a bucket has. */
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

    /** Gives a chunk back to the pool and returns the one behind it. */
    private int release(int chunk) {
        int next = nextChunk[chunk];
        nextChunk[chunk] = freeChunk;
        freeChunk = chunk;
        return next;
    }

    private void grow() {
        int before = nextChunk.length;
        int more = before + Math.max(before >> 4, Math.min(before, QUICK));
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
}
