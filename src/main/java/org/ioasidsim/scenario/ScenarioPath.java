package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.List;

/** A path that names one value of a scenario. */
final class ScenarioPath {
    private ScenarioPath() {}

    /** Returns the keys that {@code path} leads along: split at dots, or the cgroup and its file as in the file system. */
    static List<String> keys(String path) {
        return path.startsWith("/") ? cgroupKeys(path) : List.of(path.split("[.]", -1));
    }

    private static List<String> cgroupKeys(String path) {
        int slash = path.lastIndexOf('/');
        String last = path.substring(slash + 1);
        List<String> keys = new ArrayList<>(List.of("cgroups"));
        if (!last.contains(".")) {
            keys.add(path);
        } else {
            keys.add(slash == 0 ? "/" : path.substring(0, slash));
            keys.add(last);
        }
        return keys;
    }
}
