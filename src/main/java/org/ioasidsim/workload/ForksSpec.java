package org.ioasidsim.workload;

import org.ioasidsim.random.Distribution;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * The workers that a process forks once it is bound, as a prefork server does. They bind nothing themselves.
 *
 * @param children how many
 * @param lifetimeSeconds of each, from its fork
 * @param inheritsFiles whether they inherit the open device files, as fork(2) has it, so that bond, PASID and charge of their parent live until the
 *     last of them has ended; not so where the files are closed in the child
 */
public record ForksSpec(int children, Distribution lifetimeSeconds, boolean inheritsFiles) {
    private enum Inherited {
        OPEN_FILES,
        NOTHING
    }

    /** Reads the workers of processes with a lifetime, which is the workers' if they have none of their own. */
    static ForksSpec read(Section section, Distribution lifetime) {
        return new ForksSpec(
                section.optional("children", "workers that a process forks once it is bound", Forms.smallCount(1), "1"),
                section.has("lifetime") || section.isProbing()
                        ? section.optional(
                                "lifetime",
                                "of each worker, from its fork",
                                DistributionReader.timeOrForever(),
                                "forever",
                                "as processes.lifetime")
                        : lifetime,
                section.optional(
                                "inherit",
                                "open-files: bond and PASID live until the last worker ends",
                                Forms.choice(Inherited.class),
                                "open-files")
                        == Inherited.OPEN_FILES);
    }
}
