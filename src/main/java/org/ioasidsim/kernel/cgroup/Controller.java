package org.ioasidsim.kernel.cgroup;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A controller of cgroup v2, which is switched on for the children of a group in its {@code cgroup.subtree_control}.
 *
 * <p>Source: {@code .threaded} of memory_cgrp_subsys, pids_cgrp_subsys, misc_cgrp_subsys and, in RFC v4, ioasids_cgrp_subsys.
 */
public enum Controller {
    MEMORY(false),
    PIDS(true),
    MISC(false),
    IOASIDS(false);

    private final boolean isThreaded;

    Controller(boolean isThreaded) {
        this.isThreaded = isThreaded;
    }

    /** Returns its name in files: {@code pids}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether it can also distribute between threads of one process, and so tolerates processes beside child groups. */
    public boolean isThreaded() {
        return isThreaded;
    }

    /** Returns the controller that a file such as {@code pids.max} belongs to, or null. */
    public static @Nullable Controller of(String file) {
        int dot = file.indexOf('.');
        return dot < 0 ? null : named(file.substring(0, dot));
    }

    static @Nullable Controller named(String word) {
        for (Controller controller : values()) {
            if (controller.word().equals(word)) {
                return controller;
            }
        }
        return null;
    }

    /** Returns its bit in a set of controllers. */
    int bit() {
        return 1 << ordinal();
    }
}
