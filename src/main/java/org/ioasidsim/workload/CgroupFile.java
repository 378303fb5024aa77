package org.ioasidsim.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.CoreFiles;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.yaml.Cursor;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Spelling;
import org.ioasidsim.yaml.Synonyms;
import org.ioasidsim.yaml.Units;

/** How a scenario writes the limits of a cgroup: file by file, as an administrator would, with units allowed. */
public final class CgroupFile {
    private static final String MISC = "misc.max";
    private static final List<String> FILES = List.of(
            "pids.max",
            MISC,
            "ioasids.max",
            "misc.max.pasid",
            "misc.max.asid",
            "misc.max.sev",
            "misc.max.sev_es",
            "misc.max.tdx",
            "memory.max",
            CoreFiles.MAX_DESCENDANTS,
            CoreFiles.KILL);
    private static final String OF_DEVICE = "misc.max.pasid.";

    /** A limit of the misc controller has two names: {@code misc.max: pasid 10} and {@code misc.max.pasid: 10}; what is laid over wins. */
    public static final Synonyms SYNONYMS = CgroupFile::withoutSame;

    private CgroupFile() {}

    /**
     * Returns the form of what is written to {@code file}: one line, or a list of lines, each a write of its own. {@code misc.max.pasid: 10}
     * is a way to write {@code misc.max: pasid 10}, which variants can lay over without touching the limit on ASIDs.
     */
    public static Form<List<LimitWrite>> writes(String file) {
        boolean isKeyed = file.equals(MISC);
        Form<String> line = Forms.text(
                "a value of " + file + (isKeyed ? ", such as `pasid 10`" : ""),
                "[^\\n]+",
                isKeyed ? "pasid max" : "max");
        return Forms.then(
                Forms.either(Forms.map(line, List::of), Forms.listOfSome(line)),
                isKnown(file) ? List.of(new LimitWrite(kernelName(file), "max")) : List.of(),
                (lines, cursor) -> writes(file, lines, cursor));
    }

    /** Returns the form of the path of a cgroup. */
    static Form<CgroupPath> groupPath() {
        return Forms.map(Forms.text("the path of a cgroup, such as /web", "/|(?:/[^/\\s]+)+", "/"), CgroupPath::new);
    }

    private static boolean isKnown(String file) {
        return FILES.contains(file) || (file.startsWith(OF_DEVICE) && file.length() > OF_DEVICE.length());
    }

    private static List<LimitWrite> writes(String file, List<String> lines, Cursor cursor) {
        if (!isKnown(file)) {
            cursor.problem("expected one of " + String.join(", ", FILES.subList(0, 3)) + ", found the file " + file
                    + Spelling.didYouMean(file, FILES));
            return List.of();
        }
        List<LimitWrite> writes = new ArrayList<>();
        for (String line : lines) {
            String value = file.startsWith(MISC) ? keyed(file, line, cursor) : number(line, cursor);
            writes.add(new LimitWrite(kernelName(file), value));
        }
        return writes;
    }

    private static String keyed(String file, String text, Cursor cursor) {
        String full = file.equals(MISC) ? text : file.substring(MISC.length() + 1) + " " + text;
        String[] words = full.split(" ", -1);
        if (words.length != 2) {
            cursor.problem("expected a resource, one blank and its limit, such as `pasid 1000`, found " + text
                    + ": the kernel refuses it (-EINVAL)");
            return full;
        }
        return words[0] + " " + number(words[1], cursor);
    }

    /** Returns {@code text} in digits, for the kernel knows no units: {@code 64Ki} is 65536. */
    private static String number(String text, Cursor cursor) {
        if (text.equals("max")) {
            return text;
        }
        var count = Units.count(text);
        if (count.isEmpty()) {
            cursor.problem("expected a whole number of at least 0, or max, found " + text);
        }
        return Long.toString(count.orElse(0));
    }

    private static Node.Mapping withoutSame(Node.Mapping below, Node.Field over) {
        if (over.key().equals(MISC)) {
            return below.without(lines(over.value()).stream()
                    .map(line -> MISC + "." + resource(line))
                    .toList());
        }
        return over.key().startsWith(MISC + ".")
                ? below.value(MISC)
                        .map(lines -> withoutResource(below, lines, over.key().substring(MISC.length() + 1)))
                        .orElse(below)
                : below;
    }

    private static Node.Mapping withoutResource(Node.Mapping below, Node written, String resource) {
        List<Node> others = lines(written).stream()
                .filter(line -> !resource(line).equals(resource))
                .toList();
        if (others.size() == lines(written).size()) {
            return below;
        }
        Node rest = others.size() == 1 ? others.get(0) : new Node.Sequence(others, written.place());
        return others.isEmpty() ? below.without(List.of(MISC)) : below.with(Node.Field.of(MISC, rest));
    }

    private static List<Node> lines(Node value) {
        return value instanceof Node.Sequence sequence ? sequence.items() : List.of(value);
    }

    /** Returns the resource that a line of misc.max limits; empty where it is no such line. */
    private static String resource(Node line) {
        return line instanceof Node.Scalar scalar && scalar.text().indexOf(' ') > 0
                ? scalar.text().substring(0, scalar.text().indexOf(' '))
                : "";
    }

    /** Returns the files of a cgroup as a scenario has them, each limit under one name: where it has two, the later is what counts. */
    public static Node.Mapping once(Node.Mapping files) {
        Node.Mapping once = files.only(List.of());
        for (Node.Field file : files.fields().values()) {
            once = withoutSame(once, file).with(file);
        }
        return once;
    }

    /** Returns whether writing {@code over} leaves nothing of {@code file}, the same limit under another name. */
    public static boolean isSame(Node.Field file, Node.Field over) {
        var below = new Node.Mapping(Map.of(file.key(), file), file.keyPlace());
        return !file.key().equals(over.key())
                && withoutSame(below, over).fields().isEmpty();
    }

    /** Returns the file of the kernel that a scenario means by {@code file}. */
    private static String kernelName(String file) {
        return file.startsWith(MISC) ? MISC : file;
    }

    /** Returns the limits of a cgroup by its files as a scenario has them: file by file, so that all writes to misc.max follow each other. */
    public static CgroupLimits limits(Map<String, List<LimitWrite>> given) {
        Map<String, List<LimitWrite>> byFile = new LinkedHashMap<>();
        for (List<LimitWrite> writes : given.values()) {
            for (LimitWrite write : writes) {
                byFile.computeIfAbsent(write.file(), file -> new ArrayList<>()).add(write);
            }
        }
        return new CgroupLimits(byFile.values().stream().flatMap(List::stream).toList());
    }
}
