package org.ioasidsim.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The search that {@code plan} makes: for the smallest or largest value of one key with which all conditions hold.
 *
 * @param isLargest whether the largest value is wanted; else the smallest
 * @param path the key
 * @param from the least value tried, a whole number of units
 * @param to the greatest value tried
 * @param unit behind each value, such as {@code /s}; empty for a count
 * @param resolution how far apart the two values of the answer may lie, at least 1; or {@link #AUTO}
 * @param maxReplications the most that are made at one value
 * @param conditions all must hold, in {@code variant}
 * @param across the keys of a grid, two at most, at each of whose points a search is made; empty for one search
 * @param mix how many instances of each tenant one unit of the value is; empty where one key is looked for
 */
public record PlanSpec(
        boolean isLargest,
        String path,
        long from,
        long to,
        String unit,
        long resolution,
        int maxReplications,
        List<Expectation> conditions,
        String variant,
        List<SweepSpec.Axis> across,
        Map<String, Long> mix) {
    /**
     * The resolution of a plan that names none: where theory is exact, how far apart simulation tells two values quickly; elsewhere 1, or as little as all
     * replications tell.
     */
    public static final long AUTO = 0;

    /** The path of a plan that looks for a mix. */
    static final String MIX = "mix";

    public PlanSpec {
        mix = Collections.unmodifiableMap(new LinkedHashMap<>(mix));
        conditions = List.copyOf(conditions);
        across = List.copyOf(across);
    }

    /** Makes a plan that looks for one key. */
    public PlanSpec(
            boolean isLargest,
            String path,
            long from,
            long to,
            String unit,
            long resolution,
            int maxReplications,
            List<Expectation> conditions,
            String variant,
            List<SweepSpec.Axis> across) {
        this(isLargest, path, from, to, unit, resolution, maxReplications, conditions, variant, across, Map.of());
    }

    /** Returns the same search for other conditions. */
    public PlanSpec with(List<Expectation> newConditions) {
        return new PlanSpec(
                isLargest, path, from, to, unit, resolution, maxReplications, newConditions, variant, across, mix);
    }

    /** Returns whether the value is a number of instances, or of mixes of them. */
    public boolean countsInstances() {
        return !mix.isEmpty() || path.matches("tenants[.][^.]+[.]instances");
    }

    /**
     * Returns {@code overrides} followed by those of a value: of its key, or of the instances of each tenant of the mix.
     *
     * @param value as {@link #text} writes it
     */
    public Overrides over(Overrides overrides, String value) {
        if (mix.isEmpty()) {
            return overrides.at(path, value);
        }
        Overrides over = overrides;
        for (Map.Entry<String, Long> tenant : mix.entrySet()) {
            over = over.at(
                    "tenants." + tenant.getKey() + ".instances",
                    Long.toString(tenant.getValue() * Long.parseLong(value)));
        }
        return over;
    }

    /** Does the same for a value that is not yet written. */
    public Overrides over(Overrides overrides, long value) {
        return over(overrides, text(value));
    }

    /** Returns the points at each of which a search is made, the last key fastest; none for one search. */
    public List<SweepSpec.Point> acrossPoints() {
        return new SweepSpec(across, List.of(), List.of()).points();
    }

    /** Returns the values of a point in one text. */
    public static String across(SweepSpec.Point point) {
        return String.join(", ", point.values().values());
    }

    /** Returns {@code value} as a scenario writes it. */
    public String text(long value) {
        return value + unit;
    }
}
