package org.ioasidsim.scenario.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ioasidsim.yaml.Units;

/**
 * The cgroups of the machine: version 2, version 1, or both (hybrid).
 *
 * <p>Processes and pids come from the hierarchy that has the pids controller, misc from the one that has the misc controller. Groups are
 * matched by their path.
 *
 * <p>Source: Documentation/admin-guide/cgroup-v2.rst, pids and misc; cgroup-v1/pids.rst.
 */
final class CgroupHierarchy {
    private static final String MOUNT = "/sys/fs/cgroup";
    private static final String PROCESSES = "/cgroup.procs";
    private static final String MISC_CAPACITY = "/misc.capacity";
    private static final int MOST_GROUPS = 100_000;
    private static final long MOST_PIDS = 4_194_304;

    private final MachineFiles files;
    private final String pids;
    private final String misc;
    private int groups;

    private CgroupHierarchy(MachineFiles files, String pids, String misc) {
        this.files = files;
        this.pids = pids;
        this.misc = misc;
    }

    /** Returns the hierarchy that has processes; empty if no cgroup file system is mounted. */
    static Optional<CgroupHierarchy> of(MachineFiles files) {
        Optional<String> mounted = mount(files, "/pids", PROCESSES);
        if (mounted.isEmpty()) {
            files.note(MOUNT + PROCESSES, "no such file, nor in pids or unified");
        }
        return mounted.map(pids -> new CgroupHierarchy(
                files, pids, mount(files, "/misc", MISC_CAPACITY).orElse(pids)));
    }

    /** Returns the directory with a controller: the top in version 2; its own directory or {@code unified} in the hybrid layout. */
    private static Optional<String> mount(MachineFiles files, String controller, String file) {
        for (String directory : List.of("", controller, "/unified")) {
            if (files.isPresent(MOUNT + directory + file)) {
                return Optional.of(MOUNT + directory);
            }
        }
        return Optional.empty();
    }

    /** Returns where the groups and their processes were read. */
    String directory() {
        return pids;
    }

    String layout() {
        if (pids.equals(MOUNT)) {
            return "cgroup v2";
        }
        return pids.endsWith("/unified") ? "cgroup v2 beside v1 (hybrid)" : "cgroup v1";
    }

    /** Returns the capacity of each resource in {@code misc.capacity}, as written. */
    Map<String, String> miscCapacity() {
        return misc(misc + MISC_CAPACITY);
    }

    String miscCapacityFile() {
        return misc + MISC_CAPACITY;
    }

    /** Returns the limits of the misc resources at the top, which only a cgroup namespace has there. */
    Map<String, String> topMiscMax() {
        return misc(misc + "/misc.max");
    }

    /** Returns whether the top is not the machine's root but the group of a container: only such a one has limits. */
    boolean isNamespace() {
        return files.isPresent(pids + "/pids.max") || files.isPresent(misc + "/misc.max");
    }

    /** Reads the root and all groups below it. */
    CgroupNode read() {
        groups = 0;
        CgroupNode root = node("");
        if (groups >= MOST_GROUPS) {
            files.note(pids, "more than " + MOST_GROUPS + " cgroups, the rest was left out");
        }
        return root;
    }

    private CgroupNode node(String path) {
        groups++;
        List<CgroupNode> children = new ArrayList<>();
        for (String name : files.directories(pids + path)) {
            if (groups < MOST_GROUPS) {
                children.add(node(path + "/" + name));
            }
        }
        return new CgroupNode(
                path.isEmpty() ? "/" : path,
                processes(pids + path + PROCESSES),
                number(pids + path + "/pids.current"),
                limit(pids + path + "/pids.max"),
                misc(misc + path + "/misc.max"),
                children);
    }

    /** Counts the processes with an address space: kernel threads, which have none, cannot bind. */
    private long processes(String path) {
        return files.text(path).stream()
                .flatMap(String::lines)
                .filter(pid -> !pid.isBlank() && !isKernelThread(pid.strip()))
                .count();
    }

    private boolean isKernelThread(String pid) {
        return pid.matches("\\d{1,10}")
                && files.lineIfPresent("/proc/" + pid + "/statm")
                        .map(line -> line.startsWith("0 "))
                        .orElse(false);
    }

    private OptionalLong limit(String path) {
        Optional<String> text = files.lineIfPresent(path).filter(line -> !line.equals("max"));
        OptionalLong limit = text.map(Units::count).orElse(OptionalLong.empty());
        if (limit.isPresent() && limit.getAsLong() <= MOST_PIDS) {
            return limit;
        }
        text.ifPresent(line -> files.note(path, "is neither max nor a number up to " + MOST_PIDS));
        return OptionalLong.empty();
    }

    private OptionalLong number(String path) {
        return files.lineIfPresent(path).map(Units::count).orElse(OptionalLong.empty());
    }

    private Map<String, String> misc(String path) {
        Map<String, String> resources = new LinkedHashMap<>();
        files.textIfPresent(path).stream().flatMap(String::lines).forEach(line -> {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length == 2 && !words[1].equals("max")) {
                resources.put(words[0], words[1]);
            }
        });
        return resources;
    }
}
