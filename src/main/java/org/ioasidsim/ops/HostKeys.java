package org.ioasidsim.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.ioasidsim.kernel.Capacity;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.KernelConfig;
import org.ioasidsim.kernel.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.KernelConfig.GuestIds;
import org.ioasidsim.kernel.KernelConfig.Ioasids;
import org.ioasidsim.kernel.KernelConfig.Sva;

/**
 * The keys of a {@code host} or {@code device} operation, with what holds where one is left out: pid_max 4,194,304, the default capacity,
 * 20-bit PASIDs, 16-bit ASIDs on 8 CPUs.
 */
final class HostKeys {
    private static final String NUMBER = "[0-9]{1,10}";
    private static final Map<String, Pattern> HOST = Map.ofEntries(
            key("misc-capacity", "[0-9]{1,18}"),
            key("pid-max", NUMBER),
            key("capacity", NUMBER),
            key("host-quota", NUMBER),
            key("vm-quota", NUMBER),
            key("errors", "user|internal"),
            key("asid-bits", "8|14|16"),
            key("cpus", "[1-9][0-9]{0,4}"),
            key("kpti", "on|off"),
            key("kpti-config", "on|off"),
            key("sva", "last-unbind|mm-drop"),
            key("pasid-bits", "[1-9]|1[0-9]|20"),
            key("asid-scheme", "pinned|private|none"),
            key("dma-domains", "[0-9]{1,5}"),
            key("ioasids", "as-posted|reservation|limit|off"),
            key("iommufd", "on|off"));
    private static final Map<String, Pattern> DEVICE = Map.ofEntries(
            key("pasid-bits", "[1-9]|1[0-9]|20"),
            key("max-pasids", "[1-9][0-9]{0,6}"),
            key("smmu", "[0-9]{1,4}"),
            key("queues", "[1-9][0-9]{0,8}"),
            key("mode", "dedicated|shared"));
    private static final Set<String> IOASID_KEYS = Set.of("capacity", "host-quota", "vm-quota", "errors");
    private static final Set<String> SVA_KEYS =
            Set.of("sva", "pasid-bits", "asid-scheme", "dma-domains", "ioasids", "iommufd");
    private static final long MIN_PID_MAX = 301;
    private static final long MAX_PID_MAX = 4_194_304;

    private final Map<String, String> values = new HashMap<>();

    HostKeys(List<String> settings) {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            values.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
    }

    private static Map.Entry<String, Pattern> key(String name, String form) {
        return Map.entry(name, Pattern.compile(form));
    }

    /** Returns what is wrong with an operation beyond its form: keys, and that {@code host} is the first and only the first. */
    static List<Problem> problems(Op op, boolean isFirst) {
        List<Problem> problems = new ArrayList<>();
        if (isFirst != op.verb().equals("host")) {
            String expected = isFirst ? "'host ...' as the first operation" : "'host' only as the first operation";
            problems.add(new Problem(op.line(), expected, "'" + op.verb() + "'"));
        }
        switch (op.verb()) {
            case "host" -> {
                check(op, op.args(), HOST, problems);
                if (problems.isEmpty()) {
                    checkAsids(op, problems);
                }
            }
            case "device" -> check(op, op.args().subList(1, op.args().size()), DEVICE, problems);
            default -> {}
        }
        return problems;
    }

    private static void check(Op op, List<String> settings, Map<String, Pattern> known, List<Problem> problems) {
        for (String setting : settings) {
            String name = setting.substring(0, setting.indexOf('='));
            String value = setting.substring(name.length() + 1);
            Pattern form = known.get(name);
            if (form == null) {
                String names =
                        String.join(", ", known.keySet().stream().sorted().toList());
                problems.add(new Problem(op.line(), "one of " + names, "'" + name + "'"));
            } else if (!form.matcher(value).matches() || !isInRange(name, value)) {
                String expected = name.equals("pid-max") ? "301 to 4194304" : form.pattern();
                problems.add(new Problem(op.line(), name + "=" + expected, "'" + setting + "'"));
            }
        }
    }

    /** There must be an ASID for each CPU beside ASID 0, and for each DMA domain. */
    private static void checkAsids(Op op, List<Problem> problems) {
        HostKeys keys = new HostKeys(op.args());
        long asids = 1L << keys.number("asid-bits", 16);
        long cpuAsids = keys.isOn("kpti") || keys.isOn("kpti-config") ? asids / 2 : asids;
        if (keys.number("cpus", 8) >= cpuAsids - 1) {
            problems.add(
                    new Problem(op.line(), "cpus below " + (cpuAsids - 1), "'cpus=" + keys.number("cpus", 8) + "'"));
        }
        if (keys.number("dma-domains", 0) >= asids) {
            String found = "'dma-domains=" + keys.number("dma-domains", 0) + "'";
            problems.add(new Problem(op.line(), "dma-domains below " + asids, found));
        }
    }

    private static boolean isInRange(String name, String value) {
        return !name.equals("pid-max")
                || (Long.parseLong(value) >= MIN_PID_MAX && Long.parseLong(value) <= MAX_PID_MAX);
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
                1 << (int) number("pasid-bits", 20),
                (int) number("asid-bits", 16),
                isOn("kpti"),
                values.getOrDefault("sva", "mm-drop").equals("mm-drop") ? Sva.MM_DROP : Sva.LAST_UNBIND,
                scheme(),
                (int) number("dma-domains", 0),
                GuestIds.POOL,
                number("pid-max", MAX_PID_MAX),
                List.of(),
                flavour(),
                false,
                false,
                number("host-quota", KernelConfig.NO_HOST_SET),
                false);
    }

    Kernel.Boot boot() {
        return new Kernel.Boot(
                number("capacity", Capacity.DEFAULT), number("misc-capacity", 0), isOn("kpti-config") || isOn("kpti"));
    }

    /** Returns the device that these keys describe, cut to the IOMMU's width. */
    DeviceConfig device(String name, int iommuPasids) {
        long width = has("pasid-bits") ? 1L << number("pasid-bits", 0) : iommuPasids;
        long pasids = Math.min(Math.min(width, number("max-pasids", iommuPasids)), iommuPasids);
        boolean isDedicated = values.getOrDefault("mode", "dedicated").equals("dedicated");
        return new DeviceConfig(name, (int) pasids, (int) number("smmu", 0), (int) number("queues", 0), isDedicated);
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
