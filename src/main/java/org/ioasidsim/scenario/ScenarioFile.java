package org.ioasidsim.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A scenario file as read: its variants in the order of the file, at least one.
 *
 * @param overrides what the command line changed, as {@code path=value}
 * @param sweep {@link SweepSpec#NONE} for none
 * @param resolvedYaml the text that {@code show} prints: all variants, every default filled in
 */
public record ScenarioFile(
        Path path,
        String baseline,
        List<Variant> variants,
        List<Expectation> expect,
        List<String> overrides,
        SweepSpec sweep,
        Optional<PlanSpec> plan,
        String resolvedYaml) {
    public ScenarioFile {
        variants = List.copyOf(variants);
        expect = List.copyOf(expect);
        overrides = List.copyOf(overrides);
    }

    /** Makes a file without sweep and plan. */
    public ScenarioFile(
            Path path, String baseline, List<Variant> variants, List<Expectation> expect, List<String> overrides) {
        this(path, baseline, variants, expect, overrides, SweepSpec.NONE, Optional.empty(), "");
    }

    /** A named variant. */
    public record Variant(String name, Scenario scenario) {}
}
