package org.ioasidsim.policy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ioasidsim.yaml.Alternative;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/** The catalogue of policies that a scenario may name. */
public record Policies(List<Entry> entries) {
    public Policies {
        entries = List.copyOf(entries);
    }

    /**
     * A policy in the catalogue: the source of its name in scenarios, of help texts and error messages, and of the table in docs/policies.md. The
     * contract test runs on every entry.
     *
     * @param summary what it does, in one line
     * @param protects who is protected from whom
     * @param doesNotPrevent what can go wrong all the same
     * @param example how a scenario with tenants {@code web} in {@code /web} and {@code noisy} in {@code /noisy} might write it
     * @param read reads the keys of its knobs
     */
    public record Entry(
            String name,
            String summary,
            String protects,
            String doesNotPrevent,
            String example,
            Function<Section, ? extends PolicySpec> read) {
        /** Returns the form of its knobs. */
        public Form<PolicySpec> form() {
            return Forms.section(read::apply);
        }
    }

    /** Returns this catalogue with one more policy. */
    public Policies with(Entry entry) {
        return new Policies(Stream.concat(entries.stream(), Stream.of(entry)).toList());
    }

    /** Returns the form of a policy in a scenario: its name, or a mapping with {@code name} and its knobs. */
    public Form<PolicySpec> form() {
        return Forms.tagged(
                "name",
                entries.stream()
                        .<Alternative<? extends PolicySpec>>map(
                                entry -> Forms.alternative(entry.name(), entry.summary(), entry.form()))
                        .toList());
    }
}
