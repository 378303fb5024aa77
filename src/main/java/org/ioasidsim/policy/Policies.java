package org.ioasidsim.policy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/** The catalogue of policies that a scenario may name. */
public record Policies(List<Entry> entries) {
    public Policies {
        entries = List.copyOf(entries);
    }

    /**
     * A policy in the catalogue.
     *
     * @param summary what it does, in one line
     * @param read reads its own keys
     */
    public record Entry(String name, String summary, Function<Section, PolicySpec> read) {}

    /** Returns the policies that come with the program. */
    public static Policies builtIn() {
        return new Policies(
                List.of(new Entry(FirstCome.NAME, "whoever asks first, as in the kernel", FirstCome.Spec::read)));
    }

    /** Returns this catalogue with one policy more. */
    public Policies with(Entry entry) {
        return new Policies(Stream.concat(entries.stream(), Stream.of(entry)).toList());
    }

    /** Returns how a policy is written: its name, or a mapping with {@code name} and its own keys. */
    public Form<PolicySpec> form() {
        return Forms.tagged(
                "name",
                entries.stream()
                        .<Forms.Alternative<? extends PolicySpec>>map(
                                entry -> Forms.alternative(entry.name(), entry.summary(), Forms.section(entry.read())))
                        .toList());
    }
}
