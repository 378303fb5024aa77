package org.ioasidsim.scenario;

import java.util.List;

/**
 * The grid that {@code sweep} runs.
 *
 * @param axes in the order of the file
 * @param zips groups of axes that move in step, by their paths; all others are crossed
 */
public record SweepSpec(List<Axis> axes, List<List<String>> zips) {
    /** No sweep. */
    public static final SweepSpec NONE = new SweepSpec(List.of(), List.of());

    public SweepSpec {
        axes = List.copyOf(axes);
        zips = List.copyOf(zips);
    }

    /**
     * The values that one path takes.
     *
     * @param values as YAML, as {@code --set PATH=VALUE} takes them
     */
    public record Axis(String path, List<String> values) {
        public Axis {
            values = List.copyOf(values);
        }
    }
}
