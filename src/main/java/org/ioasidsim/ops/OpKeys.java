package org.ioasidsim.ops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The {@code key=value} settings that operations take: how each is written, and what it says. */
final class OpKeys {
    private static final String NUMBER = "[0-9]{1,10}";
    private static final String SWITCH = "on|off";
    private static final long MIN_PID_MAX = 301;
    private static final long MAX_PID_MAX = 4_194_304;

    /** A setting of one operation. */
    private record Key(Pattern form, String shown, String doc) {}

    private static final Map<String, Map<String, Key>> OF_VERB = Map.of(
            "host",
            keys(
                    key("cpus", "[1-9][0-9]{0,4}", "N", "possible CPUs; 8"),
                    key("pasid-bits", "[1-9]|1[0-9]|20", "1..20", "width of the IOMMU's PASIDs; 20"),
                    key("max-pasids", NUMBER, "N", "PASIDs of the IOMMU, counted with 0; 2^pasid-bits"),
                    key("asid-bits", "[1-9]|1[0-6]", "1..16", "width of the ASIDs, 8 or 16 on real machines; 16"),
                    key("kpti", SWITCH, SWITCH, "the kernel unmapped in user mode, which halves the ASIDs; off"),
                    key("kpti-config", SWITCH, SWITCH, "the kernel can be unmapped in user mode; as kpti"),
                    key("asid-scheme", "pinned|private|none", "", "ASIDs of a bond; pinned where asid-bits is given"),
                    key("dma-domains", "[0-9]{1,5}", "N", "SMMU ASIDs taken by DMA domains; 0"),
                    key("sva", "last-unbind|mm-drop", "", "when a host PASID goes back; mm-drop"),
                    key("x86-gate", SWITCH, SWITCH, "the kernel refuses every bind, as x86 did from October 2025; off"),
                    key("pid-max", NUMBER, MIN_PID_MAX + ".." + MAX_PID_MAX, "spawn, fork, thread answer the number"),
                    key(
                            "pid-numbers",
                            "cyclic|counted",
                            "",
                            "counted: pid_max - 300 tasks fit, without numbers; cyclic"),
                    key("misc-capacity", "[0-9]{1,18}", "N", "capacity of misc's pasid; 0, not present"),
                    key(
                            "misc-pasid",
                            SWITCH,
                            SWITCH,
                            "binds charge misc's pasid, of which there are the host's ids; off"),
                    key("misc-asid", SWITCH, SWITCH, "binds charge misc's asid, of which there are the host's; off"),
                    key("ioasids", "as-posted|reservation|limit|off", "", "flavour of the ioasids controller"),
                    key("capacity", NUMBER, "N", "ioasid_install_capacity; 1048576"),
                    key("host-quota", NUMBER, "N", "quota of a host set made at boot, 0 for all; no such set"),
                    key("vm-quota", NUMBER, "N", "quota of each open of /dev/ioasid, 0 for all; 0"),
                    key("errors", "user|internal", "", "internal: alloc says which check failed; user"),
                    key("guest-ids", "pool|pool-and-asid|none", "", "what a guest process takes of the host; pool"),
                    key("iommufd", SWITCH, SWITCH, "user space may attach PASIDs of its choice; on")),
            "device",
            keys(
                    key("pasid-bits", "[1-9]|1[0-9]|20", "1..20", "width of its PASIDs; the IOMMU's"),
                    key("max-pasids", "[1-9][0-9]{0,6}", "N", "its PASIDs, counted with 0; 2^pasid-bits"),
                    key("smmu", "[0-9]{1,4}", "N", "the SMMU that it sits behind; 0"),
                    key("queues", "[1-9][0-9]{0,8}", "N", "its work queues; no limit"),
                    key("mode", "dedicated|shared", "", "dedicated: one opener a queue; dedicated"),
                    key("own-pool", "[1-9]|1[0-9]|20", "1..20", "its driver hands out PASIDs of that width itself")),
            "user",
            keys(key("nproc", "[0-9]{1,18}|max", "N|max", "RLIMIT_NPROC of its tasks; max")),
            "spawn",
            keys(
                    key("user", "[^\\s/=#]+", "U", "whose task it is; a user without limit"),
                    key("capable", SWITCH, SWITCH, "with CAP_SYS_ADMIN, which RLIMIT_NPROC does not hold; off")),
            "vm",
            keys(
                    key("threads", "[0-9]{1,9}", "N", "its tasks on the host, all or none; 1"),
                    key("quota", "[0-9]{1,18}|max", "N|max", "ids of its set; max"),
                    key("guest-pid-max", "[0-9]{1,18}|max", "N|max", "guest processes alive at once; max"),
                    key("user", "[^\\s/=#]+", "U", "whose tasks they are; a user without limit")));

    private OpKeys() {}

    private static Map<String, Key> keys(NamedKey... keys) {
        Map<String, Key> byName = new LinkedHashMap<>();
        for (NamedKey key : keys) {
            byName.put(key.name, key.key);
        }
        return byName;
    }

    private record NamedKey(String name, Key key) {}

    /** Returns a key whose values are shown as {@code shown}, or as {@code form} where that is empty. */
    private static NamedKey key(String name, String form, String shown, String doc) {
        return new NamedKey(name, new Key(Pattern.compile(form), shown.isEmpty() ? form : shown, doc));
    }

    /** Returns a line for each key of {@code verb}: how it is written, what it says, and what holds without it. */
    static List<String> help(String verb) {
        List<String> lines = new ArrayList<>();
        of(verb).forEach((name, key) -> lines.add(String.format("  %-32s %s", name + "=" + key.shown, key.doc)));
        return lines;
    }

    /** Adds what is wrong with {@code settings} of an operation: a key that it does not have, twice, or with a value that it cannot have. */
    static void check(Op op, List<String> settings, List<OpProblem> problems) {
        Map<String, Key> known = of(op.verb());
        List<String> seen = new ArrayList<>();
        for (String setting : settings) {
            String name = setting.substring(0, setting.indexOf('='));
            String value = setting.substring(name.length() + 1);
            Key key = known.get(name);
            if (key == null) {
                String names = String.join(", ", known.keySet());
                problems.add(new OpProblem(op.line(), "one of " + names, "'" + name + "'"));
            } else if (seen.contains(name)) {
                problems.add(new OpProblem(op.line(), name + " once", "'" + setting + "' as well"));
            } else if (!key.form.matcher(value).matches() || !isInRange(name, value)) {
                problems.add(new OpProblem(op.line(), name + "=" + key.shown, "'" + setting + "'"));
            }
            seen.add(name);
        }
    }

    private static boolean isInRange(String name, String value) {
        return !name.equals("pid-max")
                || (Long.parseLong(value) >= MIN_PID_MAX && Long.parseLong(value) <= MAX_PID_MAX);
    }

    private static Map<String, Key> of(String verb) {
        return OF_VERB.getOrDefault(verb, Map.of());
    }
}
