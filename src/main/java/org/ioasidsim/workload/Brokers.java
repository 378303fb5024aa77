package org.ioasidsim.workload;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.ioasidsim.host.Group;
import org.ioasidsim.host.Host;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * The brokers of instances. One that was killed starts anew with the next request, as socket activation does; files that it had passed on keep
 * its address space, with its id, until the last of them closes.
 */
final class Brokers implements Kept {
    private final Host host;

    /** The address spaces of brokers that were killed, by the processes that hold their files. */
    private final Map<Integer, Integer> killed = new HashMap<>();

    Brokers(Host host) {
        this.host = host;
    }

    /** Starts the broker of an instance that has none alive; returns whether it lives, else the kernel says which limit refused it. */
    boolean tryStart(Instance instance, Group group) {
        if (instance.brokerMm == LiveProcesses.NONE) {
            instance.brokerMm = host.syscalls().tryFork(group.cgroup(), instance.user, 1);
            host.refresh(group);
        }
        return instance.brokerMm != LiveProcesses.NONE;
    }

    /** Ends the broker of an instance, of which no process lives any more. */
    void end(Instance instance, Group group) {
        if (instance.brokerMm != LiveProcesses.NONE) {
            host.syscalls().exit(instance.brokerMm, group.cgroup(), instance.user, 1);
            instance.brokerMm = LiveProcesses.NONE;
            host.refresh(group);
        }
    }

    /**
     * Kills the broker of an instance, whose files others keep.
     *
     * @param holders the processes that hold any
     */
    void kill(Instance instance, Group group, int[] holders) {
        int mm = instance.brokerMm;
        if (mm == LiveProcesses.NONE
                || !instance.tenant.brokerBindsItself
                || !host.kernel().isBound(mm)) {
            end(instance, group);
            return;
        }
        host.syscalls().exitAndLeave(mm, group.cgroup(), instance.user, 1);
        for (int slot : holders) {
            killed.putIfAbsent(slot, mm);
        }
        instance.brokerMm = LiveProcesses.NONE;
        host.refresh(group);
    }

    /** Returns the address space that the files of a process are bound to, or those that it would get now; {@link LiveProcesses#NONE}: its broker must start first. */
    int mm(int slot, Instance owner) {
        return killed.isEmpty() ? owner.brokerMm : killed.getOrDefault(slot, owner.brokerMm);
    }

    /** Forgets the files of a process if they are the last of a killed broker's, whose address space goes with them; returns whether they are. */
    boolean tryTakeLast(int slot) {
        Integer mm = killed.isEmpty() ? null : killed.get(slot);
        boolean isLast = mm != null && Collections.frequency(killed.values(), mm) == 1;
        if (isLast) {
            killed.remove(slot);
        }
        return isLast;
    }

    /** Notes that a process has closed its files, or ends with all others of its instance: the last of a killed broker's takes its address space with it. */
    void closed(int slot) {
        Integer mm = killed.isEmpty() ? null : killed.remove(slot);
        if (mm != null && !killed.containsValue(mm)) {
            host.syscalls().dropOrphan(mm);
        }
    }

    @Override
    public void keep(StateTape tape) {
        tape.keepEntries(killed);
    }
}
