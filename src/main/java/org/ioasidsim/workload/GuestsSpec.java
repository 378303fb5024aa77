package org.ioasidsim.workload;

import java.util.Map;
import java.util.Optional;
import org.ioasidsim.kernel.base.Confidential;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;
import org.jspecify.annotations.Nullable;

/**
 * What the VMs of a tenant and their guests take of a host's hardware.
 *
 * @param confidential how a VM's memory is kept from the host
 * @param ids what a guest process takes of the host; null: what the host says
 * @param attaches the PASIDs that a VM attaches itself; null: none
 */
public record GuestsSpec(
        Confidential confidential,
        @Nullable GuestIds ids,
        @Nullable AttachesSpec attaches) {
    /** VMs that are not confidential, whose guests take what the host says, and which attach nothing themselves. */
    public static final GuestsSpec PLAIN = new GuestsSpec(Confidential.NONE, null, null);

    /** Reads the keys of a tenant's section that describe its guests. */
    static GuestsSpec read(Section tenant) {
        return new GuestsSpec(
                tenant.optional(
                        "confidential",
                        "each VM takes an ASID (sev, sev-es) or a key id (tdx) for its life",
                        Forms.choice(Confidential.class),
                        "none"),
                tenant.optional(
                                "guest_ids",
                                "what a guest process takes of the host",
                                Forms.or(Map.of("host", Optional.<GuestIds>empty()), idsForm()),
                                "host",
                                "host.guest_ids")
                        .orElse(null),
                tenant.optional(
                                "attaches",
                                "PASIDs that each VM attaches to its devices itself, through iommufd",
                                Forms.or(Map.of("none", Optional.<AttachesSpec>empty()), AttachesSpec.form()),
                                "none")
                        .orElse(null));
    }

    private static Form<Optional<GuestIds>> idsForm() {
        return Forms.map(Forms.choice(GuestIds.class), Optional::of);
    }

    /** Returns what a guest process takes of a host with this kernel. */
    GuestIds idsOn(KernelConfig kernel) {
        return ids == null ? kernel.guestIds() : ids;
    }

    /** Reports the keys that a container, which has no guests, cannot have. */
    void checkContainer(Section tenant) {
        if (ids != null) {
            tenant.problem("guest_ids", "expected it of VMs only, found a container, which has no guest");
        }
        if (attaches != null) {
            tenant.problem("attaches", "expected it of VMs only, found a container, whose processes bind");
        }
    }
}
