package org.ioasidsim.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.yaml.Cursor;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Spelling;
import org.ioasidsim.yaml.Units;

/** How the limits of a cgroup are written: as one writes its files. */
public final class CgroupFile {
    private static final String MISC = "misc.max";
    private static final List<String> FILES =
            List.of("pids.max", MISC, "ioasids.max", "misc.max.pasid", "misc.max.asid");

    private CgroupFile() {}

    /** Returns the form of what is written to {@code file}: one line a write, as the kernel reads them. */
    public static Form<List<String>> lines(String file) {
        Form<String> line = Forms.text("a value of " + file, "[^\\n]+", "max");
        return Forms.then(
                Forms.either(Forms.map(line, List::of), Forms.listOfSome(line)),
                List.of("max"),
                (lines, cursor) -> plain(file, lines, cursor));
    }

    private static List<String> plain(String file, List<String> lines, Cursor cursor) {
        if (!FILES.contains(file)) {
            cursor.problem("expected one of " + String.join(", ", FILES.subList(0, 3)) + ", found the file " + file
                    + Spelling.didYouMean(file, FILES));
            return List.of();
        }
        List<String> plain = new ArrayList<>();
        for (String text : lines) {
            plain.add(file.startsWith(MISC) ? misc(file, text, cursor) : number(text, cursor));
        }
        return plain;
    }

    private static String misc(String file, String text, Cursor cursor) {
        String full = file.equals(MISC) ? text : file.substring(MISC.length() + 1) + " " + text;
        String[] words = full.split(" +", -1);
        if (words.length != 2) {
            cursor.problem("expected a resource and its limit, such as `pasid 1000`, found " + text);
            return full;
        }
        return words[0] + " " + number(words[1], cursor);
    }

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

    /** Returns the kernel's name of {@code file}: {@code misc.max.pasid} is a way to write one line of misc.max. */
    public static String kernelName(String file) {
        return file.startsWith(MISC) ? MISC : file;
    }

    /** Returns the files of a cgroup with what is written to each, as the kernel knows them. */
    public static Map<String, String> asKernelFiles(Map<String, List<String>> given) {
        Map<String, String> files = new LinkedHashMap<>();
        given.forEach((file, lines) -> {
            for (String line : lines) {
                files.merge(kernelName(file), line, (above, below) -> above + "\n" + below);
            }
        });
        return files;
    }

    /** Returns the form of the writes to the file at {@code path}, such as {@code /ci/pids.max}. */
    static Form<List<EventSpec.Write>> writes(String path) {
        int slash = path.lastIndexOf('/');
        String cgroup = slash == 0 ? "/" : path.substring(0, Math.max(1, slash));
        String file = path.substring(slash + 1);
        return Forms.map(
                lines(file),
                lines -> lines.stream()
                        .map(line -> new EventSpec.Write(cgroup, kernelName(file), line))
                        .toList());
    }
}
