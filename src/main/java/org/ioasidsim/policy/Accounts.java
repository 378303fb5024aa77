package org.ioasidsim.policy;

import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/** The ids that a policy has charged to each tenant. */
public final class Accounts implements Kept {
    private final long[] charged;
    private long total;

    /** Opens an account for each tenant of {@code host}. */
    public Accounts(HostFacts host) {
        charged = new long[host.tenants().size()];
    }

    /** Returns the ids charged to {@code tenant}. */
    public long of(int tenant) {
        return charged[tenant];
    }

    /** Returns the ids charged in all. */
    public long total() {
        return total;
    }

    /** Charges one id to {@code tenant}. */
    public void charge(int tenant) {
        charged[tenant]++;
        total++;
    }

    /** Gives one id back; throws {@link PolicyBreach} where none is charged. */
    public void uncharge(int tenant) {
        if (charged[tenant] == 0) {
            throw new PolicyBreach("uncharged an id of tenant number " + tenant + ", which has none charged");
        }
        charged[tenant]--;
        total--;
    }

    @Override
    public void keep(StateTape tape) {
        tape.keepInPlace(charged);
        total = tape.keep(total);
    }
}
