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
    private static final Pattern SETTING = Pattern.compile("[a-z0-9-]+=\\S+");

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

    /** The form of an operation, and what it does. */
    private record Form(List<Slot> slots, String doc) {}

    private static final Map<String, Form> OPS = new TreeMap<>(Map.ofEntries(
            op("host KEY=VALUE*", "the machine; first in every script"),
            op("mkdir PATH", "make a cgroup"),
            op("rmdir PATH", "remove a cgroup; zombies and charges do not block it"),
            op("write PATH/FILE VALUE", "write a cgroup file, as echo VALUE > FILE"),
            op("cat PATH/FILE", "read a cgroup file"),
            op("spawn P PATH KEY=VALUE*", "init clones process P into a cgroup"),
            op("fork P C", "P forks C into its cgroup, for its user"),
            op("thread P N", "add N threads, one by one"),
            op("exit P", "a process ends and is a zombie; a guest process is gone"),
            op("reap P", "release a zombie's leader"),
            op("exec P", "replace the address space; other threads die, files stay open"),
            op("move P PATH", "move a process, or a VM, to a cgroup"),
            op("move-refused P PATH", "a move that a later controller refuses"),
            op("rep N OP", "an operation N times, % being 1 to N"),
            op("stat", "counters of what the host line configures"),
            op("misc-charge P", "misc_cg_try_charge(1), remembered"),
            op("misc-uncharge P", "undo the newest remembered charge"),
            op("open P", "open /dev/ioasid, which makes a set"),
            op("alloc P MIN? MAX?", "allocate an ioasid from the newest file's set"),
            op("free P ID", "free an ioasid through the newest file"),
            op("close P", "close the newest file of /dev/ioasid"),
            op("hold NAME ID queued?", "ioasid_get by a holder; queued: dropped by flush after FREE"),
            op("drop NAME ID P?", "ioasid_put by a holder, as the worker or as P"),
            op("flush", "run the queued drops, in order"),
            op("host-alloc MIN? MAX?", "allocate from the host's own set"),
            op("host-free ID", "ioasid_put from the host's own set"),
            op("install AMOUNT", "ioasid_install_capacity"),
            op("reserve AMOUNT", "ioasid_reserve_capacity; 0 takes all that is left"),
            op("cancel AMOUNT", "ioasid_cancel_capacity"),
            op("set-alloc P|null AMOUNT TYPE", "ioasid_set_alloc with a quota; type mm, null or a number"),
            op("attach-spid ID SPID", "ioasid_attach_spid"),
            op("detach-spid ID", "ioasid_detach_spid"),
            op("find-spid P SPID get?", "ioasid_find_by_spid in P's set"),
            op("find P|any ID", "ioasid_find in P's set, or in any"),
            op("put ID", "ioasid_put without a set"),
            op("attach-data ID", "ioasid_attach_data"),
            op("register-allocator X", "ioasid_register_allocator"),
            op("unregister-allocator X", "ioasid_unregister_allocator"),
            op("free-events", "FREE notifications so far"),
            op("switch CPU P", "run P on a CPU; answers the number of its ASID"),
            op("pin P", "arm64_mm_context_get, remembered"),
            op("unpin P", "undo the newest remembered pin"),
            op("device D KEY=VALUE*", "add a device"),
            op("bind P D", "open a device, which binds; answers the PASID"),
            op("unbind P D", "close the newest file of a device, after its descriptors drained"),
            op("fd P C", "C inherits P's newest device file"),
            op("submit P D N", "N descriptors that the device has not completed"),
            op("private P", "a further id for P's address space, until that is dropped"),
            op("attach VM D ID", "iommufd: a PASID that user space chose on a device"),
            op("detach VM D ID", "iommufd: give that back"),
            op("sstat", "PASIDs, pinned and SMMU ASIDs, bonds"),
            op("user U KEY=VALUE*", "a user whose tasks RLIMIT_NPROC limits"),
            op("vm V PATH KEY=VALUE*", "start a VM with its set in a cgroup; one without a set runs all the same"),
            op("guest V P", "VM V forks guest process P, which binds as host processes do"),
            op("stop V", "end a VM in order, with its guest processes"),
            op("kill V", "end a VM without clean-up by the victim")));

    private OpSyntax() {}

    private static Map.Entry<String, Form> op(String form, String doc) {
        List<String> words = List.of(form.split(" "));
        List<Slot> slots = words.subList(1, words.size()).stream().map(Slot::of).toList();
        return Map.entry(words.get(0), new Form(slots, doc));
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
            form.append(slot.isOptional ? " [" + slot.name + (slot.repeats ? "..." : "") + "]" : " " + slot.name);
        }
        return form.toString();
    }

    /** Returns what an operation does. */
    static String doc(String verb) {
        Form form = OPS.get(verb);
        return form == null ? "" : form.doc;
    }

    /** Returns the settings among the arguments of an operation that fits its form. */
    static List<String> settings(Op op) {
        List<Slot> slots = slots(op.verb());
        boolean takesSettings = !slots.isEmpty() && slots.get(slots.size() - 1).repeats;
        return takesSettings ? op.args().subList(slots.size() - 1, op.args().size()) : List.of();
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
        Form form = OPS.get(verb);
        return form == null ? List.of() : form.slots;
    }
}
