package org.ioasidsim.ops;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The grammar of each operation: what its arguments must look like. */
final class OpSyntax {
    private static final Pattern NAME = Pattern.compile("[^\\s/=#]+");
    private static final Pattern PATH = Pattern.compile("/|(/[^\\s/#]+)+");
    private static final Pattern FILE = Pattern.compile("(/[^\\s/#]+)*/(pids|misc|ioasids)\\.[a-z.]+");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern SETTING = Pattern.compile("[a-z-]+=\\S+");

    /** What one argument must look like, and its name in messages. */
    private record Slot(String name, Predicate<String> fits, boolean isOptional, boolean repeats) {
        static Slot of(String name) {
            boolean isOptional = name.endsWith("?");
            boolean repeats = name.endsWith("*");
            String plain = isOptional || repeats ? name.substring(0, name.length() - 1) : name;
            return new Slot(plain, fits(plain), isOptional || repeats, repeats);
        }

        private static Predicate<String> fits(String name) {
            return switch (name) {
                case "PATH" -> PATH.asMatchPredicate();
                case "PATH/FILE" -> FILE.asMatchPredicate();
                case "ID", "MIN", "MAX", "AMOUNT", "SPID" -> NUMBER.asMatchPredicate();
                case "N", "CPU" -> COUNT.asMatchPredicate();
                case "KEY=VALUE" -> SETTING.asMatchPredicate();
                case "VALUE" -> value -> true;
                case "queued", "get" -> name::equals;
                case "TYPE" ->
                    value -> value.equals("mm")
                            || value.equals("null")
                            || COUNT.matcher(value).matches();
                default -> NAME.asMatchPredicate();
            };
        }
    }

    private static final Map<String, List<Slot>> OPS = new TreeMap<>(Map.ofEntries(
            op("host KEY=VALUE*"),
            op("mkdir PATH"),
            op("rmdir PATH"),
            op("write PATH/FILE VALUE"),
            op("cat PATH/FILE"),
            op("spawn P PATH"),
            op("fork P C"),
            op("thread P N"),
            op("exit P"),
            op("reap P"),
            op("exec P"),
            op("move P PATH"),
            op("move-refused P PATH"),
            op("rep N OP"),
            op("stat"),
            op("misc-charge P"),
            op("misc-uncharge P"),
            op("open P"),
            op("alloc P MIN? MAX?"),
            op("free P ID"),
            op("close P"),
            op("hold NAME ID queued?"),
            op("drop NAME ID P?"),
            op("flush"),
            op("host-alloc MIN? MAX?"),
            op("host-free ID"),
            op("install AMOUNT"),
            op("reserve AMOUNT"),
            op("cancel AMOUNT"),
            op("set-alloc P|null AMOUNT TYPE"),
            op("attach-spid ID SPID"),
            op("detach-spid ID"),
            op("find-spid P SPID get?"),
            op("find P|any ID"),
            op("put ID"),
            op("attach-data ID"),
            op("register-allocator X"),
            op("unregister-allocator X"),
            op("free-events"),
            op("switch CPU P"),
            op("pin P"),
            op("unpin P"),
            op("device D KEY=VALUE*"),
            op("bind P D"),
            op("unbind P D"),
            op("fd P C"),
            op("attach VM D ID"),
            op("detach VM D ID"),
            op("sstat")));

    private OpSyntax() {}

    private static Map.Entry<String, List<Slot>> op(String form) {
        List<String> words = List.of(form.split(" "));
        return Map.entry(
                words.get(0),
                words.subList(1, words.size()).stream().map(Slot::of).toList());
    }

    static boolean isKnown(String verb) {
        return OPS.containsKey(verb);
    }

    static List<String> verbs() {
        return List.copyOf(OPS.keySet());
    }

    /** Returns the form that an operation has, as in {@code move P PATH}. */
    static String form(String verb) {
        StringBuilder form = new StringBuilder(verb);
        for (Slot slot : slots(verb)) {
            form.append(slot.isOptional ? " [" + slot.name + "]" : " " + slot.name);
        }
        return form.toString();
    }

    /** Returns whether the arguments fit the operation's form. */
    static boolean fits(String verb, List<String> args) {
        List<Slot> slots = slots(verb);
        int needed = (int) slots.stream().filter(slot -> !slot.isOptional).count();
        if (args.size() < needed || hasHalfRange(slots, args)) {
            return false;
        }
        for (int i = 0; i < args.size(); i++) {
            if (!fits(slots, i, args.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether only one of MIN and MAX stands there. */
    private static boolean hasHalfRange(List<Slot> slots, List<String> args) {
        boolean hasRange = !slots.isEmpty() && slots.get(slots.size() - 1).name.equals("MAX");
        return hasRange && args.size() == slots.size() - 1;
    }

    private static boolean fits(List<Slot> slots, int index, String arg) {
        if (index < slots.size()) {
            return slots.get(index).fits.test(arg);
        }
        Slot last = slots.isEmpty() ? null : slots.get(slots.size() - 1);
        return last != null && last.repeats && last.fits.test(arg);
    }

    private static List<Slot> slots(String verb) {
        return OPS.getOrDefault(verb, List.of());
    }
}
