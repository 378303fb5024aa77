package org.ioasidsim.report.table;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.SweepSpec;

/** Words for the keys of a scenario and their values, where a sentence or the head of a table names them. */
public final class KeyWords {
    private static final Pattern CGROUP_FILE = Pattern.compile("(/.*?)/?([^/]*[.][^/]*)");
    private static final Pattern LIMIT = Pattern.compile("(misc|pids|ioasids|memory)[.]max(?:[.]([^.]+)(?:[.](.+))?)?");
    private static final Pattern OWNED = Pattern.compile("(.*?'s?) (.*)");
    private static final Pattern NUMBER = Pattern.compile("([0-9]{4,15})([^0-9].*)?");

    /** What the last keys of a tenant's path are, where their names do not say it. */
    private static final Map<String, String> OF_TENANT = Map.ofEntries(
            Map.entry("guest_pid_max", "guest pid_max"),
            Map.entry("processes.initial", "initial processes"),
            Map.entry("processes.arrivals.poisson", "arrival rate"),
            Map.entry("processes.arrivals.profile.mean", "mean arrival rate"),
            Map.entry("processes.arrivals.on_off.rate", "arrival rate while on"),
            Map.entry("processes.arrivals.batch.poisson", "batch rate"),
            Map.entry("processes.arrivals.batch.size", "batch size"),
            Map.entry("processes.lifetime", "lifetime"),
            Map.entry("processes.lifetime.exponential.mean", "mean lifetime"),
            Map.entry("processes.lifetime.lognormal.median", "median lifetime"),
            Map.entry("processes.bind.probability", "share of processes that bind"));

    /** What an axis is along which a controller is switched, where there is room for more than its name. */
    private static final Map<String, String> OF_AXIS = Map.of(
            "controls.ioasids", "ioasids controller",
            "controls.misc_pasid", "misc controller of PASIDs",
            "controls.misc_asid", "misc controller of ASIDs");

    /** Words that are written in capitals. */
    private static final Map<String, String> CAPITALS = Map.of(
            "pasid", "PASID", "pasids", "PASIDs", "asid", "ASID", "asids", "ASIDs", "ioasids", "IOASID", "cpus", "CPUs",
            "sev", "SEV", "tdx", "TDX", "vm", "VM", "kpti", "KPTI");

    private KeyWords() {}

    /**
     * Returns what a sentence calls a key, such as {@code noisy's arrival rate} for {@code tenants.noisy.processes.arrivals.poisson}; a key for
     * which there are no words keeps its own.
     */
    public static String of(String path) {
        if (path.equals("mix")) {
            return "number of mixes";
        }
        if (path.startsWith("/")) {
            return ofCgroup(path);
        }
        List<String> keys = List.of(path.split("[.]"));
        return switch (keys.get(0)) {
            case "tenants" -> keys.size() > 2 ? ofTenant(keys.get(1), keys.subList(2, keys.size())) : path;
            case "host" -> ofHost(keys.subList(1, keys.size()));
            case "controls" -> ofControls(keys.subList(1, keys.size()));
            default -> words(String.join(" ", keys));
        };
    }

    /** Returns what a sentence calls a key as a thing among others, such as {@code the number of vms}. */
    public static String withArticle(String words) {
        boolean isOwned = words.contains("'") || words.startsWith("/") || words.startsWith("the ");
        return isOwned ? words : "the " + words;
    }

    /** Returns what a sentence calls the largest or smallest value of a key, such as {@code noisy's largest arrival rate}. */
    public static String ofExtreme(String path, boolean isLargest) {
        String words = of(path);
        String extreme = isLargest ? "largest" : "smallest";
        Matcher owned = OWNED.matcher(words);
        return owned.matches() ? owned.group(1) + " " + extreme + " " + owned.group(2) : "the " + extreme + " " + words;
    }

    /**
     * Returns what a list calls keys that a sentence beside it has named: without the owner, as {@code PASID limit}, unless two of them would then have one
     * name.
     */
    public static List<String> inShort(List<String> paths) {
        List<String> words = paths.stream().map(KeyWords::of).toList();
        List<String> parts = words.stream().map(KeyWords::owned).toList();
        return IntStream.range(0, parts.size())
                .mapToObj(i -> Collections.frequency(parts, parts.get(i)) > 1 ? words.get(i) : parts.get(i))
                .toList();
    }

    private static String owned(String words) {
        Matcher owned = OWNED.matcher(words);
        return owned.matches() ? owned.group(2) : words;
    }

    /** Returns what a sentence calls the axis of a sweep, and how many others move with it. */
    public static String of(SweepSpec sweep, SweepSpec.Axis axis) {
        return OF_AXIS.getOrDefault(axis.path(), of(axis.path()))
                + sweep.name(axis).substring(axis.path().length());
    }

    /** Returns a point of a sweep in words, such as {@code noisy's arrival rate 1,000/s}: of the axes that move in step, only the first. */
    public static String of(SweepSpec sweep, SweepSpec.Point point) {
        return String.join(
                " and ",
                sweep.dimensions().stream()
                        .map(axis ->
                                of(sweep, axis) + " " + value(point.values().getOrDefault(axis.path(), "")))
                        .toList());
    }

    /** Returns a value as a scenario writes it, a long number in groups of digits. */
    public static String value(String value) {
        Matcher number = NUMBER.matcher(value);
        return number.matches()
                ? Phrases.count(Long.parseLong(number.group(1))) + (number.group(2) == null ? "" : number.group(2))
                : value;
    }

    private static String ofCgroup(String path) {
        Matcher file = CGROUP_FILE.matcher(path);
        if (!file.matches()) {
            return path;
        }
        String owner = file.group(1).equals("/") ? "the host" : file.group(1);
        Matcher limit = LIMIT.matcher(file.group(2));
        if (!limit.matches() || (limit.group(1).equals("misc") && limit.group(2) == null)) {
            return file.group(2) + " of " + owner;
        }
        String resource = limit.group(2) == null
                ? limit.group(1).equals("pids") ? "process" : words(limit.group(1))
                : words(limit.group(2));
        return possessive(owner) + " " + resource + " limit" + (limit.group(3) == null ? "" : " on " + limit.group(3));
    }

    private static String ofTenant(String tenant, List<String> keys) {
        String key = String.join(".", keys);
        if (key.equals("instances")) {
            return "number of " + tenant;
        }
        return possessive(tenant) + " " + OF_TENANT.getOrDefault(key, words(keys.get(keys.size() - 1)));
    }

    private static String ofHost(List<String> keys) {
        return keys.isEmpty() || keys.equals(List.of("preset"))
                ? "host"
                : "the host's " + words(String.join(" ", keys));
    }

    private static String ofControls(List<String> keys) {
        boolean isPolicy = !keys.isEmpty() && keys.get(0).equals("policy");
        boolean isName = isPolicy && (keys.size() == 1 || keys.get(1).equals("name"));
        return isName ? "policy" : words(String.join(" ", keys));
    }

    private static String possessive(String name) {
        return name + (name.endsWith("s") ? "'" : "'s");
    }

    private static String words(String keys) {
        StringBuilder words = new StringBuilder();
        for (String word : keys.toLowerCase(Locale.ROOT).split("[ _]", -1)) {
            words.append(words.length() == 0 ? "" : " ").append(CAPITALS.getOrDefault(word, word));
        }
        return words.toString();
    }
}
