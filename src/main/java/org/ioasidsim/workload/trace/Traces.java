package org.ioasidsim.workload.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The recorded rows that the replications of an experiment share. A file with more rows than are kept is read again by each replication. */
public final class Traces {
    /** The most rows kept, of all files together: 22 bytes each. */
    static final int MOST_KEPT = 1 << 20;

    private final Map<TraceSpec, TraceRows> rows = new HashMap<>();
    private final int mostKept;
    private int kept;

    public Traces() {
        this(MOST_KEPT);
    }

    /** @param mostKept the most rows kept, of all files together; the rows of a file that no longer fits are read again by each replication */
    public Traces(int mostKept) {
        this.mostKept = mostKept;
    }

    /** Returns the rows of {@code spec}, whose file was checked when the scenario was read. */
    public synchronized TraceRows rows(TraceSpec spec) {
        return rows.computeIfAbsent(spec, this::keepOrStream);
    }

    private TraceRows keepOrStream(TraceSpec spec) {
        var few = new KeptRows();
        try (TraceFile file = TraceFile.open(spec)) {
            while (kept + few.size() <= mostKept) {
                if (!file.next()) {
                    kept += few.size();
                    return few;
                }
                few.add(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return () -> TraceFile.open(spec);
    }
}
