package org.ioasidsim.experiment.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Counts refusals by limit, level and errno. Allocates only at the first refusal of a kind; most refusals are of the kind of the one
 * before, which is compared first.
 */
final class RefusalCounts {
    private final Map<String, List<Kind>> levels = new HashMap<>(); // by level; sorted when reported
    private @Nullable Kind last;

    void add(Refusal refusal) {
        Kind kind = last;
        if (kind == null || !kind.is(refusal)) {
            kind = kind(refusal);
            last = kind;
        }
        kind.count++;
    }

    private Kind kind(Refusal refusal) {
        List<Kind> ofLevel = levels.computeIfAbsent(refusal.level(), level -> new ArrayList<>(1));
        for (int i = 0; i < ofLevel.size(); i++) {
            if (ofLevel.get(i).is(refusal)) {
                return ofLevel.get(i);
            }
        }
        var made = new Kind(refusal.limit(), refusal.level(), refusal.errno());
        ofLevel.add(made);
        return made;
    }

    void clear() {
        levels.clear();
        last = null;
    }

    /** Returns the counts of {@code tenant} by limit in kernel order, then level. */
    List<ReplicationResult.RefusalCount> of(String tenant) {
        List<ReplicationResult.RefusalCount> all = new ArrayList<>();
        var inOrder = new TreeMap<>(levels);
        for (Limit limit : Limit.values()) {
            for (List<Kind> ofLevel : inOrder.values()) {
                ofLevel.stream().filter(kind -> kind.limit == limit).forEach(kind -> all.add(kind.countOf(tenant)));
            }
        }
        return all;
    }

    /** The refusals by one limit at one level with one errno. */
    private static final class Kind {
        private final Limit limit;
        private final String level;
        private final Errno errno;
        private long count;

        Kind(Limit limit, String level, Errno errno) {
            this.limit = limit;
            this.level = level;
            this.errno = errno;
        }

        boolean is(Refusal refusal) {
            return limit == refusal.limit() && errno == refusal.errno() && level.equals(refusal.level());
        }

        ReplicationResult.RefusalCount countOf(String tenant) {
            return new ReplicationResult.RefusalCount(tenant, limit, level, errno, count);
        }
    }
}
