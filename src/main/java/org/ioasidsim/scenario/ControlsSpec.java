package org.ioasidsim.scenario;

import java.util.Map;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelRules.Charge;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.rule.FirstCome;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * The controls that limit ids.
 *
 * @param vmQuota ids per VM's set, as written
 */
record ControlsSpec(
        IoasidsFlavour ioasids,
        MiscPasid miscPasids,
        boolean miscAsid,
        Charge charge,
        String vmQuota,
        PolicySpec policy) {
    /** Nothing limits ids but the host itself. */
    static final ControlsSpec NONE =
            new ControlsSpec(IoasidsFlavour.OFF, MiscPasid.OFF, false, Charge.OPENER, "max", new FirstCome.Spec());

    /** Whether misc counts PASIDs, and of what. */
    enum MiscPasid {
        OFF,
        /** Of the host. */
        ON,
        /** Of each device, by a resource of its own. */
        PER_DEVICE
    }

    /** Returns whether misc has a resource {@code pasid}. */
    boolean miscPasid() {
        return miscPasids == MiscPasid.ON;
    }

    /** Returns whether misc has a resource {@code pasid.DEVICE} for each device. */
    boolean limitsDevices() {
        return miscPasids == MiscPasid.PER_DEVICE;
    }

    static ControlsSpec read(Section section, IoasidsFlavour standard, Policies policies) {
        return new ControlsSpec(
                section.optional(
                        "ioasids",
                        "the flavour of the ioasids controller",
                        Forms.choice(IoasidsFlavour.class),
                        Forms.word(standard),
                        "off; rfc-v4-vtd as-posted"),
                section.optional(
                        "misc_pasid",
                        "a `pasid` resource in the misc controller; per-device: `pasid.DEVICE` for each device",
                        Forms.or(
                                Map.of("per-device", MiscPasid.PER_DEVICE),
                                Forms.map(Forms.onOff(), isOn -> isOn ? MiscPasid.ON : MiscPasid.OFF)),
                        "off"),
                section.optional("misc_asid", "an `asid` resource in the misc controller", Forms.onOff(), "off"),
                section.optional(
                        "charge",
                        "whose cgroup misc charges: the opener's for good; the owner's of the address space, or the task's that opens, whose moves it follows",
                        Forms.choice(Charge.class),
                        "opener"),
                quota(section.optional("vm_quota", "ids per VM's set", Forms.countOrMax(1), "max")),
                section.optional("policy", "who gets an id", policies.form(), "first-come"));
    }

    private static String quota(long quota) {
        return quota == Long.MAX_VALUE ? "max" : Long.toString(quota);
    }
}
