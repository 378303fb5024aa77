package org.ioasidsim.host;

import java.util.Arrays;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/**
 * The holder of each id: its tenant and instance, and for an id of the pool the cgroup that is charged for it.
 *
 * <p>Ids are the kernel's numbers: above 0 for ids of the pool, negative for ids that a guest owns.
 */
final class IdHolders implements Kept {
    /** Stands for no instance. */
    static final int NO_INSTANCE = -1;

    private final Caller caller;
    private int[] tenants = new int[1024];
    private int[] instances = new int[1024];
    private @Nullable Group[] groups = new Group[1024];
    private int[] guestTenants = new int[0];
    private int[] guestInstances = new int[0];

    IdHolders(Caller caller) {
        this.caller = caller;
    }

    /** Notes that the caller holds {@code id}. */
    void note(int id) {
        if (id < 0) {
            noteGuest(-id);
        } else {
            noteOfPool(id);
        }
    }

    private void noteOfPool(int id) {
        if (id >= tenants.length) {
            tenants = grownFor(id, tenants);
            instances = grownFor(id, instances);
            groups = Arrays.copyOf(groups, tenants.length);
        }
        tenants[id] = caller.tenant();
        instances[id] = caller.instance();
        groups[id] = caller.group();
    }

    private void noteGuest(int number) {
        if (number >= guestTenants.length) {
            guestTenants = grownFor(number, guestTenants);
            guestInstances = grownFor(number, guestInstances);
        }
        guestTenants[number] = caller.tenant();
        guestInstances[number] = caller.instance();
    }

    private static int[] grownFor(int index, int[] array) {
        return Arrays.copyOf(array, Math.max(index + 1, array.length * 2));
    }

    /** Returns the tenant that holds {@code id}, or held it last. */
    int tenant(int id) {
        return id < 0 ? guestTenants[-id] : tenants[id];
    }

    /** Returns the instance that holds {@code id}, or held it last. */
    int instance(int id) {
        return id < 0 ? guestInstances[-id] : instances[id];
    }

    /** Returns the cgroup that is charged for {@code id}, which is of the pool. */
    Group group(int id) {
        Group group = groups[id];
        if (group == null) {
            throw new IllegalStateException("nobody is charged for id " + id);
        }
        return group;
    }

    /** Returns whether {@code tenant} holds {@code id}, which is of the pool, charged to {@code group}. */
    boolean isHeld(int id, int tenant, Group group) {
        return id < groups.length && tenants[id] == tenant && group.equals(groups[id]);
    }

    /** Charges {@code to} for {@code id}, which is of the pool. */
    void move(int id, Group to) {
        groups[id] = to;
    }

    /** Ends the charge for {@code id}; returns the cgroup that was charged, or null for a guest's id. */
    @Nullable
    Group endCharge(int id) {
        if (id < 0) {
            return null;
        }
        Group group = groups[id];
        groups[id] = null;
        return group;
    }

    @Override
    public void keep(StateTape tape) {
        tenants = tape.keep(tenants);
        instances = tape.keep(instances);
        groups = tape.keepReferences(groups);
        guestTenants = tape.keep(guestTenants);
        guestInstances = tape.keep(guestInstances);
    }
}
