package org.ioasidsim.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.Ioasids;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@code host} operation, or of another that takes some, with what holds where one is left out: pid_max 4,194,304, the
 * default capacity, 20-bit PASIDs, 16-bit ASIDs on 8 CPUs.
 */
final class Settings {
    private static final Set<String> IOASID_KEYS = Set.of("capacity", "host-quota", "vm-quota", "errors");
    private static final Set<String> SVA_KEYS =
            Set.of("sva", "pasid-bits", "max-pasids", "asid-scheme", "dma-domains", "ioasids", "iommufd", "guest-ids");
    private static final long PID_MAX = 4_194_304;

    private final Map<String, String> values = new HashMap<>();

    Settings(List<String> settings) {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            values.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
    }

    /** Returns what is wrong with an operation beyond its form: keys, and that {@code host} is the first and only the first. */
    static List<OpProblem> problems(Op op, boolean isFirst) {
        List<OpProblem> problems = new ArrayList<>();
        if (isFirst != op.verb().equals("host")) {
            String expected = isFirst ? "'host ...' as the first operation" : "'host' only as the first operation";
            problems.add(new OpProblem(op.line(), expected, "'" + op.verb() + "'"));
        }
        if (OpSyntax.isKnown(op.verb())) {
            OpKeys.check(op, OpSyntax.settings(op), problems);
        }
        if (op.verb().equals("host") && problems.isEmpty()) {
            checkAsids(op, problems);
            checkWidth(op, problems);
        }
        return problems;
    }

    /** Returns what is wrong with the settings of an operation that is not the host's, or null. */
    static @Nullable OpProblem settingProblem(Op op) {
        List<OpProblem> problems = new ArrayList<>();
        OpKeys.check(op, OpSyntax.settings(op), problems);
        return problems.isEmpty() ? null : problems.get(0);
    }

    /** There must be an ASID for each CPU beside ASID 0, and for each DMA domain. */
    private static void checkAsids(Op op, List<OpProblem> problems) {
        Settings keys = new Settings(op.args());
        long asids = 1L << keys.number("asid-bits", 16);
        long cpuAsids = keys.isOn("kpti") || keys.isOn("kpti-config") ? asids / 2 : asids;
        if (keys.number("cpus", 8) >= cpuAsids - 1) {
            problems.add(
                    new OpProblem(op.line(), "cpus below " + (cpuAsids - 1), "'cpus=" + keys.number("cpus", 8) + "'"));
        }
        if (keys.number("dma-domains", 0) >= asids) {
            String found = "'dma-domains=" + keys.number("dma-domains", 0) + "'";
            problems.add(new OpProblem(op.line(), "dma-domains below " + asids, found));
        }
    }

    /** There must be a PASID beside 0, and no more than the width has. */
    private static void checkWidth(Op op, List<OpProblem> problems) {
        Settings keys = new Settings(op.args());
        long most = 1L << keys.number("pasid-bits", 20);
        long count = keys.number("max-pasids", most);
        if (count < 2 || count > most) {
            problems.add(new OpProblem(op.line(), "max-pasids=2.." + most, "'max-pasids=" + count + "'"));
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    boolean isOn(String key) {
        return values.getOrDefault(key, "off").equals("on");
    }

    long number(String key, long orElse) {
        String value = values.get(key);
        return value == null ? orElse : Long.parseLong(value);
    }

    boolean showsInternalErrors() {
        return values.getOrDefault("errors", "user").equals("internal");
    }

    /** Returns whether user space may attach PASIDs of its choice. */
    boolean hasIommufd() {
        return values.getOrDefault("iommufd", "on").equals("on");
    }

    Subsystem subsystem() {
        if (has("misc-capacity")) {
            return Subsystem.MISC;
        }
        if (has("asid-bits")) {
            return Subsystem.ARM;
        }
        return IOASID_KEYS.stream().anyMatch(this::has) ? Subsystem.IOASIDS : Subsystem.PIDS;
    }

    Ioasids flavour() {
        String flavour = values.get("ioasids");
        if (flavour == null) {
            boolean isPosted = IOASID_KEYS.stream().anyMatch(this::has)
                    || SVA_KEYS.stream().noneMatch(this::has);
            return isPosted ? Ioasids.AS_POSTED : Ioasids.OFF;
        }
        return switch (flavour) {
            case "as-posted" -> Ioasids.AS_POSTED;
            case "reservation" -> Ioasids.RESERVATION;
            case "limit" -> Ioasids.LIMIT;
            default -> Ioasids.OFF;
        };
    }

    KernelConfig config() {
        return new KernelConfig(
                (int) number("cpus", 8),
                (int) number("max-pasids", 1L << number("pasid-bits", 20)),
                (int) number("asid-bits", 16),
                isOn("kpti"),
                values.getOrDefault("sva", "mm-drop").equals("mm-drop") ? Sva.MM_DROP : Sva.LAST_UNBIND,
                scheme(),
                (int) number("dma-domains", 0),
                guestIds(),
                number("pid-max", PID_MAX),
                List.of(),
                flavour(),
                isOn("misc-pasid"),
                isOn("misc-asid"),
                number("host-quota", KernelConfig.NO_HOST_SET),
                false);
    }

    Kernel.Boot boot() {
        long miscPasids = isOn("misc-pasid") ? config().ids() : 0;
        return new Kernel.Boot(
                number("capacity", Capacity.DEFAULT),
                number("misc-capacity", miscPasids),
                isOn("kpti-config") || isOn("kpti"),
                isOn("x86-gate"));
    }

    /** Returns the device that these keys describe, cut to the IOMMU's width. */
    DeviceConfig device(String name, int iommuPasids) {
        long width = has("pasid-bits") ? 1L << number("pasid-bits", 0) : iommuPasids;
        long pasids = Math.min(Math.min(width, number("max-pasids", iommuPasids)), iommuPasids);
        boolean isDedicated = values.getOrDefault("mode", "dedicated").equals("dedicated");
        return new DeviceConfig(
                name, (int) pasids, (int) number("smmu", 0), (int) number("queues", 0), isDedicated, (int)
                        number("own-pool", 0));
    }

    /** Returns whether tasks have pid numbers, or are only counted. */
    boolean hasPidNumbers() {
        return !"counted".equals(values.get("pid-numbers"));
    }

    /** Returns a number, or {@code Long.MAX_VALUE} for max, which holds where the key is left out. */
    long numberOrMax(String key) {
        String value = values.getOrDefault(key, "max");
        return value.equals("max") ? Long.MAX_VALUE : Long.parseLong(value);
    }

    /** Returns the word that stands for a key, or {@code orElse}. */
    String word(String key, String orElse) {
        return values.getOrDefault(key, orElse);
    }

    private GuestIds guestIds() {
        return switch (values.getOrDefault("guest-ids", "pool")) {
            case "pool-and-asid" -> GuestIds.POOL_AND_ASID;
            case "none" -> GuestIds.NONE;
            default -> GuestIds.POOL;
        };
    }

    private AsidScheme scheme() {
        return switch (values.getOrDefault("asid-scheme", has("asid-bits") ? "pinned" : "none")) {
            case "pinned" -> AsidScheme.PINNED;
            case "private" -> AsidScheme.PRIVATE;
            default -> AsidScheme.NONE;
        };
    }

    /** What {@code stat} counts. */
    enum Subsystem {
        MISC,
        PIDS,
        IOASIDS,
        ARM
    }
}
