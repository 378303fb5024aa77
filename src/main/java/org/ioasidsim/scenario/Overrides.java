package org.ioasidsim.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The changes that the command line makes to a scenario.
 *
 * @param settings in the order of the command line; the last one of a path wins
 */
public record Overrides(List<Setting> settings) {
    /** No changes. */
    public static final Overrides NONE = new Overrides(List.of());

    public Overrides {
        settings = List.copyOf(settings);
    }

    /**
     * A changed value.
     *
     * @param option as problems name it, such as {@code --set host.cpus}
     * @param value as YAML
     */
    public record Setting(String option, String path, String value) {
        @Override
        public String toString() {
            return path + "=" + value;
        }
    }

    /** Returns these overrides followed by that of {@code --set PATH=VALUE}. */
    public Overrides set(String pathAndValue) {
        int equals = pathAndValue.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("expected PATH=VALUE, found " + pathAndValue);
        }
        String path = pathAndValue.substring(0, equals);
        return and("--set " + path, path, pathAndValue.substring(equals + 1));
    }

    public Overrides seed(long seed) {
        return and("--seed", "run.seed", Long.toString(seed));
    }

    public Overrides replications(int replications) {
        return and("--replications", "run.replications", Integer.toString(replications));
    }

    /** Returns these overrides followed by one of the measured time, written with its unit. */
    public Overrides duration(String duration) {
        return and("--duration", "run.duration", duration);
    }

    /** Returns these overrides followed by a value of a sweep or a plan; problems name it as {@code path=value}. */
    public Overrides at(String path, String value) {
        return and(path + "=" + value, path, value);
    }

    /** Returns these overrides followed by that of a command's own {@code option}, by which problems name it. */
    public Overrides option(String option, String path, String value) {
        return and(option, path, value);
    }

    /** Returns these overrides followed by {@code others}, which win where both set a path. */
    public Overrides then(Overrides others) {
        return new Overrides(
                Stream.concat(settings.stream(), others.settings.stream()).toList());
    }

    /** Returns these overrides without those that a later one of the same path replaces. */
    public Overrides lastOfEach() {
        Map<String, Setting> last = new LinkedHashMap<>();
        for (Setting setting : settings) {
            last.remove(setting.path());
            last.put(setting.path(), setting);
        }
        return new Overrides(List.copyOf(last.values()));
    }

    private Overrides and(String option, String path, String value) {
        return new Overrides(Stream.concat(settings.stream(), Stream.of(new Setting(option, path, value)))
                .toList());
    }

    /** Returns each as {@code path=value}. */
    public List<String> texts() {
        return settings.stream().map(Setting::toString).toList();
    }
}
