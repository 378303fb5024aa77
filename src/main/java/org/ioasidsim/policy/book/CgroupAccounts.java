package org.ioasidsim.policy.book;

import java.util.HashMap;
import java.util.Map;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.PolicyBreach;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/** The charges of a policy by cgroup. A charge counts in its cgroup and in each ancestor, as a controller's does, or in its cgroup alone. */
public final class CgroupAccounts implements Kept {
    private final Map<Cgroup, Account> accounts = new HashMap<>();

    private static final class Account {
        private long charged;
    }

    /** Returns what is charged to {@code group}, including the charges below it that count here. */
    public long of(Cgroup group) {
        Account account = accounts.get(group);
        return account == null ? 0 : account.charged;
    }

    /** Charges {@code amount} here and in every ancestor. */
    public void charge(Cgroup leaf, long amount) {
        for (Cgroup group = leaf; group != null; group = group.parent()) {
            chargeAlone(group, amount);
        }
    }

    /** Charges {@code amount} here and in no ancestor. */
    public void chargeAlone(Cgroup group, long amount) {
        account(group).charged += amount;
    }

    /** Gives {@code amount} back here and in every ancestor; throws {@link PolicyBreach} if less is charged. */
    public void uncharge(Cgroup leaf, long amount) {
        for (Cgroup group = leaf; group != null; group = group.parent()) {
            unchargeAlone(group, amount);
        }
    }

    /** Gives {@code amount} back here and in no ancestor; throws {@link PolicyBreach} if less is charged. */
    public void unchargeAlone(Cgroup group, long amount) {
        Account account = accounts.get(group);
        if (account == null || account.charged < amount) {
            throw new PolicyBreach("uncharged " + amount + " at " + group.path() + ", where "
                    + (account == null ? 0 : account.charged) + " are charged");
        }
        account.charged -= amount;
        forgetIfGone(group, account);
    }

    private Account account(Cgroup group) {
        @Nullable Account known = accounts.get(group);
        if (known != null) {
            return known;
        }
        var opened = new Account();
        accounts.put(group, opened);
        return opened;
    }

    /** Closes the empty account of a removed cgroup: containers come and go, each with its own, and must not fill the memory. */
    private void forgetIfGone(Cgroup group, Account account) {
        if (account.charged == 0 && !group.isAlive()) {
            accounts.remove(group);
        }
    }

    @Override
    public void keep(StateTape tape) {
        tape.keepEntries(accounts);
        accounts.values().forEach(account -> account.charged = tape.keep(account.charged));
    }
}
