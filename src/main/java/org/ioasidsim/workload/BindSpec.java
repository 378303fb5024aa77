package org.ioasidsim.workload;

import java.util.Map;
import java.util.Optional;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;
import org.jspecify.annotations.Nullable;

/**
 * How a process binds.
 *
 * @param probability that it binds at all
 * @param afterSeconds from the start of the process to its first bind
 * @param holdSeconds from the grant to the unbind; null: for the lifetime of the process
 * @param thinkSeconds from an unbind to the next bind
 */
public record BindSpec(
        double probability,
        Distribution afterSeconds,
        @Nullable Distribution holdSeconds,
        Distribution thinkSeconds) {
    static BindSpec read(Section section) {
        return new BindSpec(
                section.optional("probability", "that a process binds at all", Forms.probability(), "1"),
                section.optional("after", "from its start to its first bind", DistributionReader.time(), "0s"),
                section.optional("hold", "from the grant to the unbind", hold(), "lifetime")
                        .orElse(null),
                section.optional("think", "from an unbind to the next bind", DistributionReader.time(), "0s"));
    }

    private static Form<Optional<Distribution>> hold() {
        return Forms.or(Map.of("lifetime", Optional.empty()), Forms.map(DistributionReader.time(), Optional::of));
    }
}
