package org.ioasidsim.kernel.cgroup;

import java.util.Set;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelRules;
import org.jspecify.annotations.Nullable;

/**
 * The files of the pids, misc and ioasids controllers: what a read shows and what a write does.
 *
 * <p>The ioasids flavours differ here. As posted, {@code ioasids.max} is a reservation that starts at 0, refuses the value it has, and is lost
 * with its group. A {@code reservation} returns what is lowered or removed. A {@code limit} can be over-committed and starts at {@code max}.
 *
 * <p>Source: pids_max_write, misc_cg_max_write; RFC v4 patch 15, ioasids_max_write.
 */
final class CgroupFiles {
    private static final String MAX = "max";
    private static final Set<String> FIRST_MISC_FILES = Set.of("misc.max", "misc.current", "misc.capacity");
    private static final long PIDS_MAX = LimitWrite.PIDS_MAX;
    private static final long UNSIGNED_MAX = LimitWrite.UNSIGNED_MAX;
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final IoasidsFlavour flavour;
    private final MiscResources misc;
    private final boolean hasMemory;
    private final Capacity capacity;
    private final KernelRules rules;

    CgroupFiles(IoasidsFlavour flavour, MiscCapacities misc, boolean hasMemory, Capacity capacity, KernelRules rules) {
        this.hasMemory = hasMemory;
        this.rules = rules;
        this.flavour = flavour;
        this.misc = new MiscResources(misc);
        this.capacity = capacity;
    }

    /** Gives a new group its default limits. */
    void prepare(Cgroup group) {
        for (Resource resource : Resource.values()) {
            group.setMax(resource, UNSIGNED_MAX, NO_LIMIT);
        }
        group.setMax(Resource.PIDS, PIDS_MAX, NO_LIMIT);
        misc.all().forEach(resource -> setMiscMax(group, resource, UNSIGNED_MAX));
        boolean startsAtZero = flavour == IoasidsFlavour.AS_POSTED || flavour == IoasidsFlavour.RESERVATION;
        long ioasids = startsAtZero && group.parent() != null ? 0 : NO_LIMIT;
        group.setMax(Resource.IOASIDS, ioasids, ioasids);
    }

    /** Returns what a removed group had reserved, if the flavour does so. */
    void remove(Cgroup group) {
        long reserved = group.max(Resource.IOASIDS);
        if (flavour == IoasidsFlavour.RESERVATION && reserved > 0) {
            cancel(reserved);
            group.setMax(Resource.IOASIDS, 0, 0);
        }
    }

    long miscCapacity(Resource resource) {
        return misc.capacity(resource);
    }

    /** Adds the PASIDs of the next device of the host as a resource of misc; a capacity of 0 leaves it out. */
    void addDevice(String device, long capacity, Iterable<Cgroup> living) {
        MiscResources.Entry added = misc.addDevice(device, capacity);
        if (added != null) {
            living.forEach(group -> setMiscMax(group, added, UNSIGNED_MAX));
        }
    }

    @Nullable
    Errno write(Cgroup group, String file, String value) {
        LimitWrite write = new LimitWrite(file, value);
        Resource resource = write.target();
        if (resource == null) {
            return Errno.EINVAL;
        }
        KernelNumber number = write.number(resource);
        if (number.error() != null) {
            return number.error();
        }
        return switch (resource) {
            case PIDS -> writePids(group, number.value());
            case MISC_PASID, MISC_ASID, MISC_SEV, MISC_SEV_ES, MISC_TDX, MISC_DEVICE_PASID ->
                writeMisc(group, misc.named(write.key()), number.value());
            case IOASIDS -> writeIoasids(group, write.isMax(), number.value());
            case MEMORY -> writeMemory(group, number.value());
        };
    }

    @Nullable
    String read(Cgroup group, String file) {
        boolean isRoot = group.parent() == null;
        if (isRoot) {
            return switch (file) {
                case "misc.current" -> rules.release().hasMiscCurrentOnRoot() ? readBelow(group, file) : null;
                case "misc.peak" -> readBelow(group, file);
                case "misc.capacity" -> hasFile(file) ? misc(group, "", (g, r) -> "" + r.capacity()) : null;
                default -> null;
            };
        }
        return readBelow(group, file);
    }

    /** Returns whether this kernel has the file. One from before 5.13 has misc with its first files where a resource is there, as a patched one. */
    private boolean hasFile(String file) {
        return rules.hasFile(file)
                || (FIRST_MISC_FILES.contains(file) && !misc.all().isEmpty());
    }

    private @Nullable String readBelow(Cgroup group, String file) {
        if (!hasFile(file)
                || (file.startsWith("memory.") && !hasMemory)
                || (file.startsWith("ioasids.") && flavour == IoasidsFlavour.OFF)) {
            return null;
        }
        return switch (file) {
            case "memory.max" -> line(group.max(Resource.MEMORY) < 0 ? MAX : "" + group.max(Resource.MEMORY));
            case "memory.current" -> line("" + group.usage(Resource.MEMORY));
            case "pids.max" -> line(group.max(Resource.PIDS) >= PIDS_MAX ? MAX : "" + group.max(Resource.PIDS));
            case "pids.current" -> line("" + group.usage(Resource.PIDS));
            case "pids.peak" -> line("" + group.peak(Resource.PIDS));
            case "pids.events" -> line(MAX + " " + pidsEvents(group, group.events(Resource.PIDS)));
            case "pids.events.local" -> line(MAX + " " + pidsEvents(group, group.localEvents(Resource.PIDS)));
            case "misc.max" -> misc(group, "", CgroupFiles::miscMax);
            case "misc.current" -> misc(group, "", (g, r) -> "" + g.usage(r.slot()));
            case "misc.peak" -> misc(group, "", (g, r) -> "" + g.peak(r.slot()));
            case "misc.events" -> misc(group, ".max", (g, r) -> "" + g.events(r.slot()));
            case "misc.events.local" -> misc(group, ".max", (g, r) -> "" + g.localEvents(r.slot()));
            case "ioasids.max" -> line(ioasidsMax(group));
            case "ioasids.current" -> line("" + group.usage(Resource.IOASIDS));
            case "ioasids.events" -> line(MAX + " " + ioasidsEvents(group));
            default -> null;
        };
    }

    /** Returns how many events an events file shows; of misc, those of all resources together. */
    long events(Cgroup group, String file) {
        return switch (file) {
            case "pids.events" -> pidsEvents(group, group.events(Resource.PIDS));
            case "misc.events" -> miscEvents(group);
            case "ioasids.events" -> ioasidsEvents(group);
            default -> throw new IllegalArgumentException(file + " counts no events");
        };
    }

    private long miscEvents(Cgroup group) {
        long events = 0;
        for (int i = 0; i < misc.all().size(); i++) {
            events += group.events(misc.all().get(i).slot());
        }
        return events;
    }

    private long pidsEvents(Cgroup group, long counted) {
        return rules.countsPidsEventsWhereForked() ? group.failedForks() : counted;
    }

    private static String line(String text) {
        return text + "\n";
    }

    private static String miscMax(Cgroup group, MiscResources.Entry resource) {
        long max = group.max(resource.slot());
        return max == UNSIGNED_MAX ? MAX : Long.toUnsignedString(max);
    }

    private String misc(Cgroup group, String suffix, Shown shown) {
        StringBuilder text = new StringBuilder();
        for (MiscResources.Entry resource : misc.all()) {
            text.append(line(resource.key() + suffix + " " + shown.of(group, resource)));
        }
        return text.toString();
    }

    private String ioasidsMax(Cgroup group) {
        long max = group.max(Resource.IOASIDS);
        return max == NO_LIMIT && flavour == IoasidsFlavour.LIMIT ? MAX : "" + max;
    }

    /** As posted, the counter is declared and shown, but never incremented. */
    private long ioasidsEvents(Cgroup group) {
        return flavour == IoasidsFlavour.AS_POSTED ? 0 : group.events(Resource.IOASIDS);
    }

    private static @Nullable Errno writeMemory(Cgroup group, long max) {
        group.setMax(Resource.MEMORY, max, max < 0 ? NO_LIMIT : max);
        return null;
    }

    private static @Nullable Errno writePids(Cgroup group, long max) {
        group.setMax(Resource.PIDS, Math.min(max, PIDS_MAX), max);
        return null;
    }

    private static @Nullable Errno writeMisc(Cgroup group, MiscResources.@Nullable Entry resource, long max) {
        if (resource == null) {
            return Errno.EINVAL;
        }
        setMiscMax(group, resource, max);
        return null;
    }

    private static void setMiscMax(Cgroup group, MiscResources.Entry resource, long max) {
        long signed = max < 0 ? Long.MAX_VALUE : max;
        group.setMax(resource.slot(), max, Math.min(signed, resource.capacity()));
    }

    private @Nullable Errno writeIoasids(Cgroup group, boolean isMax, long number) {
        return switch (flavour) {
            case AS_POSTED -> writePosted(group, isMax, number);
            case RESERVATION -> writeReservation(group, isMax, number);
            case LIMIT -> writeLimit(group, number);
            case OFF -> Errno.EINVAL;
        };
    }

    private @Nullable Errno writePosted(Cgroup group, boolean isMax, long number) {
        if (isMax) {
            setIoasidsMax(group, capacity.tryReserve(0));
            return null;
        }
        long old = group.max(Resource.IOASIDS);
        return number == old ? Errno.EINVAL : changeReservation(group, old, number);
    }

    private @Nullable Errno writeReservation(Cgroup group, boolean isMax, long number) {
        long old = group.max(Resource.IOASIDS);
        long wanted = isMax ? old + capacity.available() : number;
        return wanted == old ? null : changeReservation(group, old, wanted);
    }

    private @Nullable Errno changeReservation(Cgroup group, long old, long wanted) {
        if (wanted < old) {
            if (capacity.tryCancel(old - wanted) < 0) {
                return Errno.EINVAL;
            }
        } else if (capacity.tryReserve(wanted - old) < 0) {
            return Errno.ENOSPC;
        }
        setIoasidsMax(group, wanted);
        return null;
    }

    private static @Nullable Errno writeLimit(Cgroup group, long max) {
        setIoasidsMax(group, max);
        return null;
    }

    private static void setIoasidsMax(Cgroup group, long max) {
        group.setMax(Resource.IOASIDS, max, max);
    }

    private void cancel(long amount) {
        if (capacity.tryCancel(amount) < 0) {
            throw new IllegalStateException("a reservation of " + amount + " does not fit into the capacity");
        }
    }

    private interface Shown {
        String of(Cgroup group, MiscResources.Entry resource);
    }
}
