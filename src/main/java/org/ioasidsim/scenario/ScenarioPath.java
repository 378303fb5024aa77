package org.ioasidsim.scenario;

import java.util.List;
import org.ioasidsim.kernel.cgroup.CgroupPath;

/** A path that names one value of a scenario. */
final class ScenarioPath {
    private ScenarioPath() {}

    /** Returns the keys along {@code path}: its parts between dots, or for a path of a cgroup file the cgroup and the file. */
    static List<String> keys(String path) {
        return isOfCgroup(path) ? cgroupKeys(path) : List.of(path.split("[.]", -1));
    }

    /** Returns whether {@code path} names a file of a cgroup, or a key in it: what these limit are whole numbers. */
    static boolean isOfCgroup(String path) {
        return path.startsWith("/");
    }

    private static List<String> cgroupKeys(String text) {
        var path = new CgroupPath(text);
        return path.name().contains(".")
                ? List.of("cgroups", path.parent().text(), path.name())
                : List.of("cgroups", text);
    }
}
