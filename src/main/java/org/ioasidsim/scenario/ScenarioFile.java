package org.ioasidsim.scenario;

import java.nio.file.Path;
import java.util.List;

/**
 * A scenario file as read: its variants in the order of the file, at least one.
 *
 * @param overrides what the command line changed, as {@code path=value}
 */
public record ScenarioFile(
        Path path, String baseline, List<Variant> variants, List<Expectation> expect, List<String> overrides) {
    public ScenarioFile {
        variants = List.copyOf(variants);
        expect = List.copyOf(expect);
        overrides = List.copyOf(overrides);
    }

    /** A named variant. */
    public record Variant(String name, Scenario scenario) {}
}
