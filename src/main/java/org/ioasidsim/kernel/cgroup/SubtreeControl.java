package org.ioasidsim.kernel.cgroup;

import org.ioasidsim.kernel.base.Errno;
import org.jspecify.annotations.Nullable;

/**
 * Which controllers a group has on for its children, and cgroup v2's rule of no internal processes that follows: beside children that compete for
 * a resource no process may live. A controller is switched on for the children of a group when a file of one of them is first written, as
 * whoever writes it must have done before.
 *
 * <p>pids can also distribute between threads. A group that has only pids on, and no child with processes, may host processes: it is a thread root,
 * and its children cannot host any.
 *
 * <p>Source: kernel/cgroup/cgroup.c, cgroup_migrate_vet_dst, cgroup_vet_subtree_control_enable, cgroup_can_be_thread_root, cgroup_is_thread_root,
 * cgroup_is_valid_domain, cgroup_subtree_control_write.
 */
final class SubtreeControl {
    /** The file by which an administrator switches controllers. */
    static final String FILE = "cgroup.subtree_control";

    private static final int THREADED = Controller.PIDS.bit();

    private SubtreeControl() {}

    /** Returns the error of a process that moves to, or is cloned into, {@code group}; null if it may live there. */
    static @Nullable Errno hostRefusal(Cgroup group) {
        if (!isValidDomain(group)) {
            return Errno.EOPNOTSUPP;
        }
        return canBeThreadRoot(group) || group.subtreeControl() == 0 ? null : Errno.EBUSY;
    }

    /** Switches {@code controller} on in all groups above {@code group}, or in none; returns the error, or null. */
    static @Nullable Errno tryEnableAbove(Cgroup group, Controller controller) {
        for (Cgroup above = group.parent(); above != null; above = above.parent()) {
            Errno refusal = enableRefusal(above, controller);
            if (refusal != null) {
                return refusal;
            }
        }
        for (Cgroup above = group.parent(); above != null; above = above.parent()) {
            above.setSubtreeControl(above.subtreeControl() | controller.bit());
        }
        return null;
    }

    /** Carries out a write such as {@code +misc -pids}: all of it or nothing. */
    static @Nullable Errno write(Cgroup group, String value) {
        int enable = 0;
        int disable = 0;
        for (String word : value.strip().split(" +", -1)) {
            Controller controller = word.isEmpty() ? null : Controller.named(word.substring(1));
            if (controller == null || (word.charAt(0) != '+' && word.charAt(0) != '-')) {
                return Errno.EINVAL;
            }
            // of two words for one controller the last one counts
            enable = word.charAt(0) == '+' ? enable | controller.bit() : enable & ~controller.bit();
            disable = word.charAt(0) == '-' ? disable | controller.bit() : disable & ~controller.bit();
        }
        return change(group, enable & ~group.subtreeControl(), disable & group.subtreeControl());
    }

    /** Returns the controllers that are on, as the file shows them. */
    static String read(Cgroup group) {
        StringBuilder text = new StringBuilder();
        for (Controller controller : Controller.values()) {
            if ((group.subtreeControl() & controller.bit()) != 0) {
                text.append(text.isEmpty() ? "" : " ").append(controller.word());
            }
        }
        return text + "\n";
    }

    private static @Nullable Errno change(Cgroup group, int enable, int disable) {
        Cgroup parent = group.parent();
        if (parent != null && (enable & ~parent.subtreeControl()) != 0) {
            return Errno.ENOENT;
        }
        for (Cgroup child : group.children().values()) {
            if ((child.subtreeControl() & disable) != 0) {
                return Errno.EBUSY;
            }
        }
        Errno refusal = enableRefusal(group, enable);
        if (refusal == null) {
            group.setSubtreeControl((group.subtreeControl() | enable) & ~disable);
        }
        return refusal;
    }

    private static @Nullable Errno enableRefusal(Cgroup group, Controller controller) {
        return enableRefusal(group, controller.bit() & ~group.subtreeControl());
    }

    private static @Nullable Errno enableRefusal(Cgroup group, int controllers) {
        if (controllers == 0) {
            return null;
        }
        if (!isValidDomain(group)) {
            return Errno.EOPNOTSUPP;
        }
        if (group.parent() == null) {
            return null;
        }
        if ((controllers & ~THREADED) == 0) {
            return canBeThreadRoot(group) || !group.hasProcesses() ? null : Errno.EBUSY;
        }
        if (isThreadRoot(group)) {
            return Errno.EOPNOTSUPP;
        }
        return group.hasProcesses() ? Errno.EBUSY : null;
    }

    private static boolean isValidDomain(Cgroup group) {
        for (Cgroup above = group.parent(); above != null; above = above.parent()) {
            if (above.parent() != null && isThreadRoot(above)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether processes live beside children that compete by threaded controllers. */
    private static boolean isThreadRoot(Cgroup group) {
        return group.hasProcesses() && (group.subtreeControl() & THREADED) != 0;
    }

    private static boolean canBeThreadRoot(Cgroup group) {
        return group.parent() == null
                || ((group.subtreeControl() & ~THREADED) == 0
                        && group.children().values().stream().noneMatch(SubtreeControl::isPopulated));
    }

    private static boolean isPopulated(Cgroup group) {
        return group.hasProcesses() || group.children().values().stream().anyMatch(SubtreeControl::isPopulated);
    }
}
