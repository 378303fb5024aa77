package org.ioasidsim.kernel.ioasid;

import java.util.IdentityHashMap;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/**
 * The table of ioasid sets: their numbers, their owners and what each took from the capacity. Only a {@code reservation} returns the quota of a
 * set that ends; as posted, it is lost.
 *
 * <p>Source: RFC v4, drivers/iommu/ioasid.c, ioasid_set_alloc and ioasid_set_free.
 */
public final class IoasidSets implements Kept {
    private final Capacity capacity;
    private final boolean returnsQuotas;
    private final IdSpace numbers = new IdSpace();
    private final IdentityHashMap<Object, IoasidSet> byToken = new IdentityHashMap<>();

    public IoasidSets(Capacity capacity, KernelConfig.IoasidsFlavour flavour) {
        this.capacity = capacity;
        this.returnsQuotas = flavour == KernelConfig.IoasidsFlavour.RESERVATION;
    }

    /** Returns the error of making a set with {@code quota} ids (0: all that is left) now, or null if it can be made. */
    public @Nullable Errno refusal(@Nullable Object token, long quota) {
        if ((quota == 0 ? capacity.available() : quota) > capacity.available()) {
            return Errno.ENOSPC;
        }
        if (token != null && byToken.containsKey(token)) {
            return Errno.EEXIST;
        }
        long lastNumber = Math.min(capacity.available(), IdSpace.LAST_ID);
        return numbers.lowestFree(0, (int) lastNumber) == IdSpace.NONE ? Errno.ENOSPC : null;
    }

    /** Makes a set that {@link #refusal} allows; a set without token is of type NULL. */
    public IoasidSet create(@Nullable Object token, long quota) {
        int lastNumber = (int) Math.min(capacity.available(), IdSpace.LAST_ID);
        long taken = capacity.tryReserve(quota);
        if (taken < 0) {
            throw new IllegalStateException("a quota of " + quota + " of " + capacity.available());
        }
        IoasidSet set = new IoasidSet(numbers.tryTake(0, lastNumber), token, taken);
        if (token != null) {
            byToken.put(token, set);
        }
        return set;
    }

    /** Ends an empty set. */
    public void end(IoasidSet set) {
        set.end();
        numbers.release(set.number());
        if (set.token() != null) {
            byToken.remove(set.token());
        }
        if (returnsQuotas) {
            returnQuota(set.quota());
        }
    }

    /** Returns the living set of {@code token}, or null. */
    public @Nullable IoasidSet find(Object token) {
        return byToken.get(token);
    }

    /** Returns the number of sets alive. */
    public int count() {
        return numbers.count();
    }

    private void returnQuota(long quota) {
        if (quota > 0 && capacity.tryCancel(quota) < 0) {
            throw new IllegalStateException("a quota of " + quota + " does not fit into the capacity");
        }
    }

    @Override
    public void keep(StateTape tape) {
        numbers.keep(tape);
        tape.keepEntries(byToken);
    }
}
