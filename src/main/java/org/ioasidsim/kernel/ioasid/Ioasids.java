package org.ioasidsim.kernel.ioasid;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The ioasids behind /dev/ioasid as posted, with their references, holders and SPIDs. An id that is freed while referenced is pending: it stays
 * allocated, counted and charged until the last reference is dropped.
 *
 * <p>As posted, a real free uncharges the cgroup of the task that happens to run it, and a set dies with its last id. The other flavours
 * uncharge the owner's cgroup, keep no charge after a refusal, and keep an empty set until its file is closed.
 *
 * <p>The ids of binds are in {@code org.ioasidsim.kernel.IdAccount}; the page of that package says why there are two models.
 *
 * <p>Source: RFC v4, drivers/iommu/ioasid.c (patches 4 to 14) and kernel/cgroup/ioasids.c (patch 15).
 */
public final class Ioasids {
    private static final long ID_LIMIT = 1L << 31;
    private static final long INVALID_SPID = 0xFFFF_FFFFL;

    private final IdSpace pool;
    private final IoasidSets sets;
    private final KernelConfig.IoasidsFlavour flavour;
    private final Map<Integer, Entry> table = new TreeMap<>();
    private final List<Hold> holds = new ArrayList<>();
    private final Deque<Hold> queued = new ArrayDeque<>();
    private final Set<String> allocators = new LinkedHashSet<>();
    private Denial denial = Denial.RANGE;
    private String denialLevel = "host";
    private long freeEvents;

    public Ioasids(IdSpace pool, IoasidSets sets, KernelConfig.IoasidsFlavour flavour) {
        this.pool = pool;
        this.sets = sets;
        this.flavour = flavour;
    }

    /** Returns why the last allocation was refused. */
    public Denial denial() {
        return denial;
    }

    /** Returns the cgroup's path, or {@code host}, that refused the last allocation. */
    public String denialLevel() {
        return denialLevel;
    }

    /** Returns the number of FREE notifications so far. */
    public long freeEvents() {
        return freeEvents;
    }

    /** Allocates the lowest free id from {@code min} to {@code max} for a user's set; returns it, or {@link IdSpace#NONE}. */
    public int tryAlloc(IoasidSet set, Owner caller, Cgroup current, long min, long max) {
        if (min > max || min < 0 || max >= ID_LIMIT) {
            return deny(Denial.ARGS, "host");
        }
        if (!set.isAlive()) {
            return deny(Denial.SET, "host");
        }
        if (set.token() != caller) {
            return deny(Denial.OWNER, "host");
        }
        Cgroup full = flavour == KernelConfig.IoasidsFlavour.OFF ? null : current.tryCharge(Resource.IOASIDS, 1);
        if (full != null) {
            return deny(Denial.CGROUP, full.path());
        }
        return tryJoin(set, current, min, max);
    }

    /** Allocates from the host's set, which is not charged. */
    public int tryAllocHost(@Nullable IoasidSet set, long min, long max) {
        if (set == null || !set.isAlive()) {
            return deny(Denial.SET, "host");
        }
        if (set.isFull()) {
            return deny(Denial.QUOTA, "host");
        }
        return tryTake(set, min, max);
    }

    /** Starts the free of an id of {@code set}; does nothing if it is of another set, or pending already. */
    public void free(IoasidSet set, long id, Cgroup current) {
        Entry entry = find(id);
        if (entry == null || entry.set != set || entry.isPending) {
            return;
        }
        entry.isPending = true;
        entry.references--;
        if (entry.references > 0) {
            freeEvents++;
            holds.stream().filter(hold -> hold.isQueued && hold.id == id).forEach(queued::add);
        } else {
            reallyFree(entry, current);
        }
    }

    /** Frees all ids of a set in rising order; ends the set if none is left. */
    public void close(IoasidSet set, Cgroup current) {
        for (Entry entry : List.copyOf(table.values())) {
            if (entry.set == set) {
                free(set, entry.id, current);
                entry.isForgotten = true;
            }
        }
        if (set.isAlive() && set.ids() == 0) {
            sets.end(set);
        }
    }

    /** Takes a reference in the name of a holder, which drops it itself or, if {@code isQueued}, in a kernel worker; returns the error, or null. */
    public @Nullable Errno hold(String name, long id, boolean isQueued) {
        Entry entry = find(id);
        if (entry == null) {
            return Errno.EINVAL;
        }
        if (entry.isPending) {
            return Errno.EBUSY;
        }
        entry.references++;
        Hold hold = new Hold(name, id, isQueued, entry);
        hold.countOnOwner(1);
        holds.add(hold);
        return null;
    }

    /** Returns whether {@code name} holds {@code id}. */
    public boolean isHeld(String name, long id) {
        return holds.stream().anyMatch(hold -> hold.isOf(name, id));
    }

    /** Drops a holder's reference, which exists; returns whether it was the last one. */
    public boolean drop(String name, long id, Cgroup current) {
        Iterator<Hold> all = holds.iterator();
        while (all.hasNext()) {
            Hold hold = all.next();
            if (hold.isOf(name, id)) {
                all.remove();
                queued.remove(hold);
                return end(hold, current);
            }
        }
        throw new IllegalStateException(name + " does not hold " + id);
    }

    /** Runs the queued drops as a kernel worker, first queued first; returns how many ran. */
    public int flush(Cgroup root) {
        int ran = 0;
        for (Hold hold = queued.poll(); hold != null; hold = queued.poll()) {
            holds.remove(hold);
            var unused = end(hold, root);
            ran++;
        }
        return ran;
    }

    /** Drops a reference; returns whether it was the last one. Does nothing if {@code set} is given and the id is of another. */
    public boolean put(@Nullable IoasidSet set, long id, Cgroup current) {
        Entry entry = find(id);
        if (entry == null || (set != null && entry.set != set)) {
            return false;
        }
        entry.references--;
        if (entry.references > 0) {
            return false;
        }
        reallyFree(entry, current);
        return true;
    }

    /** Looks an id up, in {@code set} if one is given; returns the error, or null if it is found. */
    public @Nullable Errno lookUp(@Nullable IoasidSet set, long id) {
        Entry entry = find(id);
        if (entry == null) {
            return Errno.ENOENT;
        }
        return set != null && entry.set != set ? Errno.EACCES : null;
    }

    /** Attaches private data to an id; returns the error, or null when done. */
    public @Nullable Errno attachData(long id) {
        Entry entry = find(id);
        if (entry == null) {
            return Errno.ENOENT;
        }
        if (entry.hasData) {
            return Errno.EBUSY;
        }
        entry.hasData = true;
        return null;
    }

    /** Gives an id its number in the guest; returns the error, or null when done. */
    public @Nullable Errno attachSpid(long id, long spid) {
        if ((spid & INVALID_SPID) == INVALID_SPID) {
            return Errno.EINVAL;
        }
        Entry entry = find(id);
        if (entry == null) {
            return Errno.ENOENT;
        }
        if (findBySpid(entry.set, spid, false) != IdSpace.NONE) {
            return Errno.EINVAL;
        }
        entry.spid = spid & INVALID_SPID;
        return null;
    }

    /** Removes an id's number in the guest; returns the error, or null when done. */
    public @Nullable Errno detachSpid(long id) {
        Entry entry = find(id);
        if (entry == null) {
            return Errno.ENOENT;
        }
        entry.spid = INVALID_SPID;
        return null;
    }

    /** Returns the id with {@code spid} in {@code set}, or {@link IdSpace#NONE}; {@code get} takes a reference, even to a pending id, as posted. */
    public int findBySpid(IoasidSet set, long spid, boolean get) {
        for (Entry entry : table.values()) {
            if (entry.set == set
                    && !entry.isForgotten
                    && entry.spid != INVALID_SPID
                    && entry.spid == (spid & INVALID_SPID)) {
                entry.references += get ? 1 : 0;
                return entry.id;
            }
        }
        return IdSpace.NONE;
    }

    /** Registers a custom allocator; returns the error, or null when done. */
    public @Nullable Errno registerAllocator(String name) {
        if (allocators.isEmpty() && !table.isEmpty()) {
            return Errno.EAGAIN;
        }
        return allocators.add(name) ? null : Errno.EEXIST;
    }

    public void unregisterAllocator(String name) {
        allocators.remove(name);
    }

    private int deny(Denial reason, String level) {
        denial = reason;
        denialLevel = level;
        return IdSpace.NONE;
    }

    private int tryJoin(IoasidSet set, Cgroup current, long min, long max) {
        if (set.isFull()) {
            if (flavour != KernelConfig.IoasidsFlavour.AS_POSTED) {
                uncharge(current);
            }
            return deny(Denial.QUOTA, "host");
        }
        int id = tryTake(set, min, max);
        if (id == IdSpace.NONE) {
            uncharge(current);
        }
        return id;
    }

    private int tryTake(IoasidSet set, long min, long max) {
        int id = min < 0 || min > max || min >= ID_LIMIT
                ? IdSpace.NONE
                : pool.tryTake((int) min, (int) Math.min(max, IdSpace.LAST_ID));
        if (id == IdSpace.NONE) {
            return deny(Denial.RANGE, "host");
        }
        set.add();
        table.put(id, new Entry(id, set));
        return id;
    }

    private @Nullable Entry find(long id) {
        return id < 0 || id >= ID_LIMIT ? null : table.get((int) id);
    }

    private boolean end(Hold hold, Cgroup current) {
        boolean isLast = hold.entry == find(hold.id) && put(null, hold.id, current);
        hold.countOnOwner(-1);
        return isLast;
    }

    private void reallyFree(Entry entry, Cgroup current) {
        table.remove(entry.id);
        pool.release(entry.id);
        entry.set.remove();
        if (entry.set.token() instanceof Owner owner) {
            unchargeFreed(owner, current);
        }
        if (entry.set.ids() == 0 && (flavour == KernelConfig.IoasidsFlavour.AS_POSTED || entry.isForgotten)) {
            sets.end(entry.set);
        }
    }

    /** As posted, the current task's cgroup is uncharged, and none at all once the owner has no users. */
    private void unchargeFreed(Owner owner, Cgroup current) {
        if (flavour != KernelConfig.IoasidsFlavour.AS_POSTED) {
            uncharge(owner.group());
        } else if (owner.hasUsers()) {
            uncharge(current);
        }
    }

    private void uncharge(Cgroup group) {
        if (flavour != KernelConfig.IoasidsFlavour.OFF) {
            group.unchargeUnchecked(Resource.IOASIDS, 1);
        }
    }

    private static final class Entry {
        private final int id;
        private final IoasidSet set;
        private int references = 1;
        private boolean isPending;
        private boolean isForgotten;
        private boolean hasData;
        private long spid = INVALID_SPID;

        Entry(int id, IoasidSet set) {
            this.id = id;
            this.set = set;
        }
    }

    private static final class Hold {
        private final String name;
        private final long id;
        private final boolean isQueued;
        private final Entry entry;

        Hold(String name, long id, boolean isQueued, Entry entry) {
            this.name = name;
            this.id = id;
            this.isQueued = isQueued;
            this.entry = entry;
        }

        boolean isOf(String otherName, long otherId) {
            return id == otherId && name.equals(otherName);
        }

        /** Plain holders (kvm, vfio) keep the owner's mm_struct allocated. */
        void countOnOwner(int change) {
            if (!isQueued && entry.set.token() instanceof Owner owner) {
                owner.countHold(change);
            }
        }
    }
}
