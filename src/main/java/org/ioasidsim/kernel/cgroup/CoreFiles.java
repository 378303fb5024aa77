package org.ioasidsim.kernel.cgroup;

import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelRules;
import org.jspecify.annotations.Nullable;

/**
 * The files that groups of cgroup v2 have whatever controllers are on.
 *
 * <p>Source: kernel/cgroup/cgroup.c, cgroup_max_descendants_write, cgroup_check_hierarchy_limits, cgroup_kill_write.
 */
public final class CoreFiles {
    /** Limits the living groups below a group. */
    public static final String MAX_DESCENDANTS = "cgroup.max.descendants";

    /** Kills every process of a group and of those below it. */
    public static final String KILL = "cgroup.kill";

    private static final String MAX = "max";

    private CoreFiles() {}

    /** Returns whether {@code file} is one of those here, in whatever kernel. */
    public static boolean isOne(String file) {
        return file.equals(MAX_DESCENDANTS) || file.equals(KILL);
    }

    /** Returns whether a group of this kernel has the file. */
    public static boolean exist(String file, boolean isRoot, KernelRules rules) {
        boolean isKept =
                file.equals(MAX_DESCENDANTS) || (!isRoot && rules.release().hasCgroupKill());
        return rules.cgroups() != KernelRules.Mount.V1 && isKept;
    }

    /** Returns the error of writing {@code value}, or null if the kernel takes it. */
    public static @Nullable Errno refusal(String file, String value) {
        String text = value.strip();
        if (file.equals(MAX_DESCENDANTS) && text.equals(MAX)) {
            return null;
        }
        KernelNumber number = KernelNumber.signed(text);
        if (number.error() != null) {
            return number.error();
        }
        boolean fits =
                file.equals(KILL) ? number.value() == 1 : number.value() >= 0 && number.value() <= Integer.MAX_VALUE;
        return fits ? null : Errno.ERANGE;
    }

    /** Carries out a write that is not refused; a kill is the business of whoever knows the processes. */
    static void write(Cgroup group, String file, String value) {
        if (file.equals(MAX_DESCENDANTS)) {
            String text = value.strip();
            group.setMaxDescendants(
                    text.equals(MAX)
                            ? Integer.MAX_VALUE
                            : (int) KernelNumber.signed(text).value());
        }
    }

    /** Returns the content of a file; null: it cannot be read. */
    static @Nullable String read(Cgroup group, String file) {
        if (file.equals(KILL)) {
            return null;
        }
        return (group.maxDescendants() == Integer.MAX_VALUE ? MAX : "" + group.maxDescendants()) + "\n";
    }
}
