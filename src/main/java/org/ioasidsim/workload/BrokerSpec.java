package org.ioasidsim.workload;

import org.ioasidsim.kernel.base.KernelRules.Charge;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * A broker in each instance: a process of one task that opens devices in place of the others and passes the files on.
 *
 * @param cgroup that it lives in
 * @param binds whose address space its opens bind
 */
public record BrokerSpec(CgroupPath cgroup, Binds binds) {
    /** Whose address space an open by a broker binds. */
    public enum Binds {
        /** Its own, as drivers do that bind at open (uacce_fops_open, idxd_cdev_open): one id for all whom it serves, and a work queue for each. */
        ITSELF,
        /** That of the process it opens for, which it shares (CLONE_VM, in a cgroup of its own), or as a proposal may have it: an id for each. */
        CLIENT
    }

    static BrokerSpec read(Section section) {
        return new BrokerSpec(
                section.required("cgroup", "that it lives in", CgroupFile.groupPath()),
                section.optional(
                        "binds",
                        "itself: its own address space, as today's drivers do, one id for all; client: that of the process it opens for, and controls.charge says who pays",
                        Forms.choice(Binds.class),
                        "itself"));
    }

    /** Returns whether its opens bind its own address space. */
    boolean bindsItself() {
        return binds == Binds.ITSELF;
    }

    /** Returns whether its cgroup, not that of the process it opens for, is charged by misc. */
    boolean pays(Charge charge) {
        return bindsItself() || charge != Charge.MM_OWNER;
    }
}
