package org.ioasidsim.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioReader;

/**
 * The text of a scenario as a page holds it: the file as it was written, in which a changed value also changes the defaults that follow from
 * it; where the file includes others, or is no longer what was run, the resolved scenario.
 *
 * @param name by which problems call it
 * @param set what the command line changed in it
 */
record LiveText(String name, String text, Map<String, String> set) {
    static LiveText of(ScenarioFile file) {
        String name = String.valueOf(file.path().getFileName());
        Map<String, String> set = new LinkedHashMap<>();
        for (String override : file.overrides()) {
            int equals = override.indexOf('=');
            set.remove(override.substring(0, equals)); // the last of a path stands last: another path may say the same
            set.put(override.substring(0, equals), override.substring(equals + 1));
        }
        boolean isAsRead =
                !file.written().isEmpty() && set.size() == file.overrides().size();
        String written = isAsRead ? file.written() : written(file.path());
        return isAsRead || says(written, set, file)
                ? new LiveText(name, written, set)
                : new LiveText(name + " (resolved)", file.resolvedYaml(), Map.of());
    }

    /** Returns the text of the file; empty where there is none. */
    private static String written(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean says(String text, Map<String, String> set, ScenarioFile file) {
        try {
            return !text.isEmpty()
                    && new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names())
                            .readResolved(file.path(), text, overrides(set))
                            .resolvedYaml()
                            .equals(file.resolvedYaml());
        } catch (InvalidScenarioException e) {
            return false;
        }
    }

    private static Overrides overrides(Map<String, String> set) {
        Overrides overrides = Overrides.NONE;
        for (Map.Entry<String, String> value : set.entrySet()) {
            overrides = overrides.at(value.getKey(), value.getValue());
        }
        return overrides;
    }
}
