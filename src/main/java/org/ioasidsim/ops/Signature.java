package org.ioasidsim.ops;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The name of an operation and what its arguments must look like, written as {@code alloc P MIN? MAX?}: {@code ?} marks what may be left out,
 * {@code *} what may be repeated. A word that is no kind of argument below stands for a name.
 */
final class Signature {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String SETTING = "KEY=VALUE";
    private static final String OPERATION = "OP";
    private static final Predicate<String> NAME = matching("[^\\s/=#]+");
    private static final Predicate<String> NUMBER = matching("-?[0-9]{1,18}");
    private static final Predicate<String> COUNT = matching("[0-9]{1,9}");
    private static final Predicate<String> ANYTHING = matching("(?s).*");

    /** The kinds of arguments but names. */
    private static final Map<String, Predicate<String>> KINDS = Map.ofEntries(
            Map.entry("PATH", matching("/|(/[^\\s/#]+)+")),
            Map.entry("PATH/FILE", matching("(/[^\\s/#]+)*/(cgroup|memory|pids|misc|ioasids)\\.[a-z._]+")),
            Map.entry("ID", NUMBER),
            Map.entry("MIN", NUMBER),
            Map.entry("MAX", NUMBER),
            Map.entry("AMOUNT", NUMBER),
            Map.entry("SPID", NUMBER),
            Map.entry("N", COUNT),
            Map.entry("CPU", COUNT),
            Map.entry("TYPE", COUNT.or(matching("mm|null"))),
            Map.entry("VALUE", ANYTHING),
            Map.entry(OPERATION, ANYTHING),
            Map.entry(SETTING, matching("[a-z0-9-]+=\\S+")),
            Map.entry("queued", "queued"::equals),
            Map.entry("get", "get"::equals));

    /** The kinds that take the rest of the line, blanks included. */
    private static final Set<String> REST_OF_LINE = Set.of("VALUE", OPERATION);

    private final String name;
    private final List<Slot> slots;

    /** What one argument must look like, and its name in messages. */
    private record Slot(String name, Predicate<String> fits, boolean isOptional, boolean repeats) {
        static Slot of(String written) {
            boolean isOptional = written.endsWith("?");
            boolean repeats = written.endsWith("*");
            String name = isOptional || repeats ? written.substring(0, written.length() - 1) : written;
            return new Slot(name, KINDS.getOrDefault(name, NAME), isOptional || repeats, repeats);
        }

        String shown() {
            return isOptional ? " [" + name + (repeats ? "..." : "") + "]" : " " + name;
        }
    }

    private Signature(String name, List<Slot> slots) {
        this.name = name;
        this.slots = slots;
    }

    static Signature of(String written) {
        List<String> words = List.of(written.split(" "));
        return new Signature(
                words.get(0),
                words.subList(1, words.size()).stream().map(Slot::of).toList());
    }

    private static Predicate<String> matching(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    String name() {
        return name;
    }

    /** Returns the signature as help and messages show it, such as {@code alloc P [MIN] [MAX]}. */
    String shown() {
        StringBuilder shown = new StringBuilder(name);
        slots.forEach(slot -> shown.append(slot.shown()));
        return shown.toString();
    }

    /** Returns whether the last argument is itself an operation. */
    boolean takesOperation() {
        return lastIs(OPERATION);
    }

    /** Splits an operation into its fields, the name first. */
    List<String> split(String operation) {
        boolean takesRest = !slots.isEmpty() && REST_OF_LINE.contains(last().name);
        return List.of(BLANKS.split(operation, takesRest ? slots.size() + 1 : 0));
    }

    /** Returns the first word of an operation, which is its name. */
    static String nameIn(String operation) {
        return BLANKS.split(operation, 2)[0];
    }

    /** Returns whether the fields behind the name are arguments of this operation. */
    boolean fits(List<String> fields) {
        int needed = (int) slots.stream().filter(slot -> !slot.isOptional).count();
        if (fields.size() < needed || isHalfRange(fields)) {
            return false;
        }
        for (int i = 0; i < fields.size(); i++) {
            if (!fits(i, fields.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns fields that fit as arguments. */
    Arguments arguments(List<String> fields) {
        if (!lastIs(SETTING)) {
            return new Arguments(fields, Settings.NONE);
        }
        int words = slots.size() - 1;
        return new Arguments(fields.subList(0, words), new Settings(fields.subList(words, fields.size())));
    }

    /** Returns whether only one of MIN and MAX stands there. */
    private boolean isHalfRange(List<String> fields) {
        return lastIs("MAX") && fields.size() == slots.size() - 1;
    }

    private boolean fits(int index, String field) {
        if (index < slots.size()) {
            return slots.get(index).fits.test(field);
        }
        return !slots.isEmpty() && last().repeats && last().fits.test(field);
    }

    private boolean lastIs(String kind) {
        return !slots.isEmpty() && last().name.equals(kind);
    }

    private Slot last() {
        return slots.get(slots.size() - 1);
    }
}
