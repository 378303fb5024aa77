package org.ioasidsim.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A second model of the facade that keeps no counters: every number is counted anew from lists of what exists, so that it cannot drift.
 * A refusal is the first limit in the kernel's order that is met.
 */
final class NaiveKernel {
    /** A held or pending id: whose it is, and which group misc charged. */
    static final class Id {
        final int number;
        final Mm mm;
        final String miscGroup;
        String ioasidsGroup;

        Id(int number, Mm mm) {
            this.number = number;
            this.mm = mm;
            miscGroup = mm.group();
            ioasidsGroup = mm.group();
        }
    }

    /** An address space. */
    static final class Mm {
        final @Nullable Vm vm;
        String hostGroup;
        int handle;

        @Nullable
        Id pasid;

        final List<Id> privateIds = new ArrayList<>();
        final Map<DeviceConfig, Integer> bonds = new HashMap<>();
        final Map<Integer, String> asids = new HashMap<>();

        Mm(String group, @Nullable Vm vm) {
            hostGroup = group;
            this.vm = vm;
        }

        String group() {
            return vm == null ? hostGroup : vm.group;
        }
    }

    /** A VM. */
    static final class Vm {
        String group;
        final long quota;
        boolean isStuck;
        VirtualMachine real;

        Vm(String group, long quota, VirtualMachine real) {
            this.group = group;
            this.quota = quota;
            this.real = real;
        }
    }

    final List<Mm> mms = new ArrayList<>();
    final List<Vm> vms = new ArrayList<>();
    final List<Id> pending = new ArrayList<>();
    final List<String> leaked = new ArrayList<>();
    private final List<String> groups;
    private final Map<String, Long> limits = new HashMap<>();
    private final KernelConfig config;

    NaiveKernel(KernelConfig config, List<String> groups) {
        this.config = config;
        this.groups = groups;
        for (String group : groups) {
            setLimit(group, Resource.MISC_PASID, config.ids());
            setLimit(group, Resource.MISC_ASID, config.asids());
            boolean isOpen = config.ioasids() == IoasidsFlavour.OFF
                    || config.ioasids() == IoasidsFlavour.LIMIT
                    || group.equals("/");
            setLimit(group, Resource.IOASIDS, isOpen ? Long.MAX_VALUE : 0);
        }
    }

    void setLimit(String group, Resource resource, long limit) {
        limits.put(group + " " + resource, limit);
    }

    long limit(String group, Resource resource) {
        return limits.getOrDefault(group + " " + resource, Long.MAX_VALUE);
    }

    /** Returns the limit that refuses the bind, or null after doing it. */
    @Nullable
    Limit bind(Mm mm, DeviceConfig device) {
        int opens = mms.stream().mapToInt(m -> m.bonds.getOrDefault(device, 0)).sum();
        if (device.dedicated() && opens >= device.workQueues()) {
            return Limit.WORK_QUEUE;
        }
        if (mm.pasid != null && mm.pasid.number >= device.maxPasids()) {
            return Limit.WIDTH;
        }
        Limit refused = mm.pasid == null ? idRefusal(mm, device.maxPasids()) : null;
        if (refused != null) {
            return refused;
        }
        boolean isFresh = mm.pasid == null;
        Id id = mm.pasid == null ? new Id(lowestFree(), mm) : mm.pasid;
        mm.pasid = id;
        Limit noAsid = mm.bonds.containsKey(device) ? null : takeAsid(mm, device);
        if (noAsid != null) {
            mm.pasid = isFresh && config.sva() == Sva.LAST_UNBIND ? null : id;
            return noAsid;
        }
        mm.bonds.merge(device, 1, Integer::sum);
        return null;
    }

    /** Returns the limit that refuses a private id, or null after taking one. */
    @Nullable
    Limit takePrivate(Mm mm) {
        Limit refused = idRefusal(mm, config.maxPasids());
        if (refused == null) {
            mm.privateIds.add(new Id(lowestFree(), mm));
        }
        return refused;
    }

    void unbind(Mm mm, DeviceConfig device) {
        if (mm.bonds.merge(device, -1, Integer::sum) == 0) {
            mm.bonds.remove(device);
            mm.asids.keySet().removeIf(asid -> !isNeeded(mm, asid));
        }
        if (mm.bonds.isEmpty() && config.sva() == Sva.LAST_UNBIND && mm.pasid != null) {
            release(mm.pasid);
            mm.pasid = null;
        }
    }

    void drop(Mm mm) {
        if (mm.pasid != null) {
            release(mm.pasid);
        }
        mm.privateIds.forEach(this::release);
        mms.remove(mm);
    }

    void close(Vm vm, boolean isKilled) {
        if (isKilled && config.ioasids() == IoasidsFlavour.AS_POSTED) {
            vm.isStuck = true;
            ids().filter(id -> id.mm.vm == vm).forEach(id -> leaked.add(vm.group));
        }
        List.copyOf(mms).stream().filter(mm -> mm.vm == vm).forEach(this::drop);
        vms.remove(vm);
    }

    /** Counts what is charged to {@code group} and below. */
    long usage(String group, Resource resource) {
        return switch (resource) {
            case MISC_PASID ->
                config.miscPasid()
                        ? held().filter(id -> isBelow(id.miscGroup, group)).count()
                        : 0;
            case MISC_ASID -> config.miscAsid() ? asidsBelow(group) : 0;
            case IOASIDS ->
                ids().filter(this::isCharged)
                                .filter(id -> isBelow(chargedGroup(id), group))
                                .count()
                        + leaked.stream().filter(leak -> isBelow(leak, group)).count();
            case PIDS, MEMORY, MISC_SEV, MISC_SEV_ES, MISC_TDX, MISC_DEVICE_PASID -> 0;
        };
    }

    Set<Integer> taken() {
        Set<Integer> taken = new HashSet<>();
        ids().forEach(id -> taken.add(id.number));
        return taken;
    }

    private Stream<Id> held() {
        return mms.stream().flatMap(mm -> Stream.concat(Stream.ofNullable(mm.pasid), mm.privateIds.stream()));
    }

    private Stream<Id> ids() {
        return Stream.concat(held(), pending.stream());
    }

    private boolean isCharged(Id id) {
        return switch (config.ioasids()) {
            case OFF -> false;
            case AS_POSTED -> id.mm.vm != null && !id.mm.vm.isStuck;
            case LIMIT, RESERVATION -> true;
        };
    }

    private String chargedGroup(Id id) {
        return id.mm.vm != null ? id.mm.vm.group : pending.contains(id) ? id.ioasidsGroup : id.mm.hostGroup;
    }

    private long asidsBelow(String group) {
        return mms.stream()
                .flatMap(mm -> mm.asids.values().stream())
                .filter(charged -> isBelow(charged, group))
                .count();
    }

    private @Nullable Limit idRefusal(Mm mm, int maxPasids) {
        String group = mm.group();
        if (config.miscPasid() && isFull(group, Resource.MISC_PASID)) {
            return Limit.MISC;
        }
        boolean isCharged = isCharged(new Id(0, mm));
        if (isCharged && isFull(group, Resource.IOASIDS)) {
            return Limit.IOASIDS;
        }
        if (mm.vm != null && ids().filter(id -> id.mm.vm == mm.vm).count() >= mm.vm.quota) {
            if (config.ioasids() == IoasidsFlavour.AS_POSTED) {
                leaked.add(group);
            }
            return Limit.VM_QUOTA;
        }
        return lowestFree() >= maxPasids ? Limit.POOL : null;
    }

    private @Nullable Limit takeAsid(Mm mm, DeviceConfig device) {
        boolean needsAsid = mm.vm == null || config.guestIds() == GuestIds.POOL_AND_ASID;
        int asid = config.asidScheme() == AsidScheme.PRIVATE ? device.smmu() : 0;
        if (!needsAsid || config.asidScheme() == AsidScheme.NONE || mm.asids.containsKey(asid)) {
            return null;
        }
        if (config.miscAsid() && isFull(mm.group(), Resource.MISC_ASID)) {
            return Limit.MISC;
        }
        if (mms.stream().mapToInt(m -> m.asids.size()).sum() >= config.asids()) {
            return Limit.ASID;
        }
        mm.asids.put(asid, mm.group());
        return null;
    }

    private boolean isNeeded(Mm mm, int asid) {
        boolean isPrivate = config.asidScheme() == AsidScheme.PRIVATE;
        return mm.bonds.keySet().stream().anyMatch(device -> !isPrivate || device.smmu() == asid);
    }

    private boolean isFull(String group, Resource resource) {
        return groups.stream()
                .filter(level -> isBelow(group, level))
                .anyMatch(level -> usage(level, resource) >= limit(level, resource));
    }

    private static boolean isBelow(String group, String level) {
        return level.equals("/") || group.equals(level) || group.startsWith(level + "/");
    }

    private int lowestFree() {
        Set<Integer> taken = taken();
        int id = 1;
        while (taken.contains(id)) {
            id++;
        }
        return id;
    }

    private void release(Id id) {
        id.ioasidsGroup = id.mm.hostGroup;
        if (config.deferFree()) {
            pending.add(id);
        }
    }
}
