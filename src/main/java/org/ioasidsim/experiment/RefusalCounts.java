package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ioasidsim.kernel.Errno;
import org.ioasidsim.kernel.Limit;
import org.ioasidsim.kernel.Refusal;

/** Counts refusals by limit, level and errno; allocates only at the first of a kind. */
final class RefusalCounts {
    private final Map<String, Level> levels = new HashMap<>(); // asked for each refusal; sorted when told

    void add(Refusal refusal) {
        Level level = levels.get(refusal.level());
        if (level == null) {
            level = new Level();
            levels.put(refusal.level(), level);
        }
        level.add(refusal.limit(), refusal.errno());
    }

    void clear() {
        levels.clear();
    }

    /** Returns the counts of {@code tenant} by limit in kernel order, then level. */
    List<ReplicationResult.RefusalCount> of(String tenant) {
        List<ReplicationResult.RefusalCount> all = new ArrayList<>();
        for (Limit limit : Limit.values()) {
            new TreeMap<>(levels).forEach((name, level) -> level.collect(tenant, limit, name, all));
        }
        return all;
    }

    /** The counts of one level. */
    private static final class Level {
        private final List<Limit> limits = new ArrayList<>();
        private final List<Errno> errnos = new ArrayList<>();
        private long[] counts = new long[2];

        void add(Limit limit, Errno errno) {
            for (int i = 0; i < limits.size(); i++) {
                if (limits.get(i) == limit && errnos.get(i) == errno) {
                    counts[i]++;
                    return;
                }
            }
            limits.add(limit);
            errnos.add(errno);
            counts = Arrays.copyOf(counts, Math.max(limits.size(), counts.length));
            counts[limits.size() - 1] = 1;
        }

        void collect(String tenant, Limit limit, String level, List<ReplicationResult.RefusalCount> into) {
            for (int i = 0; i < limits.size(); i++) {
                if (limits.get(i) == limit) {
                    into.add(new ReplicationResult.RefusalCount(
                            tenant, limit.word(), level, errnos.get(i).name(), counts[i]));
                }
            }
        }
    }
}
