package org.ioasidsim.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A scenario file as read: its variants in the order of the file, at least one.
 *
 * @param overrides what the command line changed, as {@code path=value}
 * @param sweep {@link SweepSpec#NONE} for none
 * @param verdict whom the question is about; empty where the file leaves it to the default
 * @param caveat what an answer must say beside its figures, a sentence; empty for nothing
 * @param resolvedYaml the text that {@code show} prints: all variants, every default filled in
 * @param written the text of the file itself, which with the overrides gives all of this; empty where it includes others, or was not read from a file
 */
public record ScenarioFile(
        Path path,
        String baseline,
        List<Variant> variants,
        List<Expectation> expect,
        List<String> overrides,
        SweepSpec sweep,
        Optional<PlanSpec> plan,
        Optional<VerdictSpec> verdict,
        Optional<FleetSpec> fleet,
        String caveat,
        String resolvedYaml,
        String written) {
    public ScenarioFile {
        variants = List.copyOf(variants);
        expect = List.copyOf(expect);
        overrides = List.copyOf(overrides);
    }

    /** Makes a file without sweep, plan, verdict and fleet. */
    public ScenarioFile(
            Path path, String baseline, List<Variant> variants, List<Expectation> expect, List<String> overrides) {
        this(
                path,
                baseline,
                variants,
                expect,
                overrides,
                SweepSpec.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                "");
    }

    /**
     * Returns the file with only these of its variants; where the baseline is not among them, the first of them takes its place.
     *
     * @param names at least one that there is
     */
    public ScenarioFile only(List<String> names) {
        List<Variant> kept = variants.stream()
                .filter(variant -> names.contains(variant.name()))
                .toList();
        return new ScenarioFile(
                path,
                names.contains(baseline) ? baseline : kept.get(0).name(),
                kept,
                expect.stream()
                        .filter(expectation -> names.contains(expectation.variant()))
                        .toList(),
                overrides,
                sweep,
                plan,
                verdict,
                fleet,
                caveat,
                resolvedYaml,
                written);
    }

    /** Returns the file with this verdict in place of its own. */
    public ScenarioFile judgedBy(Optional<VerdictSpec> wanted) {
        return new ScenarioFile(
                path, baseline, variants, expect, overrides, sweep, plan, wanted, fleet, caveat, resolvedYaml, written);
    }

    /** A named variant. */
    public record Variant(String name, Scenario scenario) {}
}
