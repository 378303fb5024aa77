package org.ioasidsim.workload;

import java.util.Optional;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * The PASIDs that a VM attaches to its devices itself, through iommufd: numbers of its own choice in each device's own space, which are no ids of
 * the host.
 *
 * @param perSecond the rate of each VM, Poisson
 * @param pasids how many numbers it uses, 1 to this one in turn; one that is attached is replaced
 */
public record AttachesSpec(double perSecond, int pasids) {
    static Form<Optional<AttachesSpec>> form() {
        return Forms.section(section -> Optional.of(read(section)));
    }

    private static AttachesSpec read(Section section) {
        return new AttachesSpec(
                section.required("rate", "of each VM, Poisson", Forms.rate()),
                section.optional(
                        "pasids",
                        "numbers that it uses, from 1 in turn; one that is attached is replaced",
                        Forms.smallCount(1),
                        "1"));
    }
}
