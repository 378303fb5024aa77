package org.ioasidsim.workload.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what was found in recorded files: the variants of a scenario name the same file, which is then read once for all. */
final class CheckedTraces {
    private static final int MOST_KEPT = 64;

    private static final Map<Key, TraceFindings> FOUND = new LinkedHashMap<>(MOST_KEPT, 1, true);

    private CheckedTraces() {}

    /** A state of a file, and the rows of it that are wanted. */
    private record Key(TraceSpec spec, long size, FileTime changedAt) {}

    /** Returns what the file of {@code spec} has now. */
    static TraceFindings findings(TraceSpec spec) throws IOException {
        BasicFileAttributes state = Files.readAttributes(spec.file(), BasicFileAttributes.class);
        var key = new Key(spec, state.size(), state.lastModifiedTime());
        synchronized (FOUND) {
            TraceFindings known = FOUND.get(key);
            if (known == null) {
                known = TraceFile.check(spec);
                FOUND.put(key, known);
                if (FOUND.size() > MOST_KEPT) {
                    FOUND.remove(FOUND.keySet().iterator().next());
                }
            }
            return known;
        }
    }
}
