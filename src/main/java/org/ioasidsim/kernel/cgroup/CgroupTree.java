package org.ioasidsim.kernel.cgroup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelRules;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/** The cgroup tree: its living groups by path, and their files. */
public final class CgroupTree implements Kept {
    private final Cgroup root = new Cgroup("/", null);
    private final Map<String, Cgroup> living = new HashMap<>();
    private final CgroupFiles files;
    private final boolean isV1;
    private final KernelRules rules;

    /** The removed groups that were still charged when another was removed. */
    private final List<Cgroup> charged = new ArrayList<>();

    /**
     * Makes a tree of the root alone.
     *
     * @param miscPasids capacity of misc's {@code pasid}; 0: not present
     * @param miscAsids capacity of misc's {@code asid}; 0: not present
     * @param capacity the ids from which a reserving ioasids controller takes
     */
    public CgroupTree(IoasidsFlavour flavour, long miscPasids, long miscAsids, Capacity capacity) {
        this(flavour, miscPasids, miscAsids, capacity, KernelRules.NEWEST);
    }

    /** Makes a tree of the root alone, whose files and rules are those of a kernel of a certain release. */
    public CgroupTree(IoasidsFlavour flavour, long miscPasids, long miscAsids, Capacity capacity, KernelRules rules) {
        this(flavour, new MiscCapacities(miscPasids, miscAsids), capacity, rules);
    }

    /** Makes a tree of the root alone on a host with these resources of misc. */
    public CgroupTree(IoasidsFlavour flavour, MiscCapacities misc, Capacity capacity, KernelRules rules) {
        this(flavour, misc, false, capacity, rules);
    }

    /** Makes a tree of the root alone; {@code hasMemory}: with the memory controller, which counts what bonds take. */
    public CgroupTree(
            IoasidsFlavour flavour, MiscCapacities misc, boolean hasMemory, Capacity capacity, KernelRules rules) {
        this.rules = rules;
        isV1 = rules.cgroups() == KernelRules.Mount.V1;
        files = new CgroupFiles(flavour, misc, hasMemory, capacity, rules);
        files.prepare(root);
        // as systemd leaves it: every controller is on for the groups below the root
        for (Controller controller : Controller.values()) {
            boolean isThere = controller != Controller.MEMORY || hasMemory;
            root.setSubtreeControl(root.subtreeControl() | (isThere ? controller.bit() : 0));
        }
        living.put("/", root);
    }

    public Cgroup root() {
        return root;
    }

    /** Returns the living cgroup at {@code path}, or null. */
    public @Nullable Cgroup find(String path) {
        return living.get(path);
    }

    /** Returns the living cgroups in the order of their paths, the root first. */
    public List<Cgroup> living() {
        return living.values().stream()
                .sorted(Comparator.comparing(Cgroup::path))
                .toList();
    }

    /** Returns the error of making {@code path}, or null if it can be made. */
    public @Nullable Errno mkdirRefusal(String path) {
        if (living.containsKey(path)) {
            return Errno.EEXIST;
        }
        Cgroup parent = living.get(parentPath(path));
        if (parent == null) {
            return Errno.ENOENT;
        }
        return parent.fullOfGroups() == null ? null : Errno.EAGAIN;
    }

    /** Returns the path of the group whose cgroup.max.descendants forbids making {@code path}; that of the parent if none does. */
    public String fullOfGroups(String path) {
        Cgroup parent = living.get(parentPath(path));
        Cgroup full = parent == null ? null : parent.fullOfGroups();
        return full == null ? parentPath(path) : full.path();
    }

    /** Makes the cgroup {@code path}, which {@link #mkdirRefusal} must allow. */
    public Cgroup mkdir(String path) {
        Cgroup parent = living.get(parentPath(path));
        if (parent == null || living.containsKey(path)) {
            throw new IllegalStateException("mkdir " + path + ": exists, or its parent does not");
        }
        Cgroup group = new Cgroup(path, parent);
        files.prepare(group);
        parent.countDescendant(1);
        parent.children().put(path, group);
        living.put(path, group);
        return group;
    }

    /** Returns the error of removing {@code group}, or null if it can be removed. */
    public @Nullable Errno rmdirRefusal(Cgroup group) {
        return group == root || group.isBusy() ? Errno.EBUSY : null;
    }

    /** Removes a group; its charges stay, in it and in its ancestors. */
    public void rmdir(Cgroup group) {
        Cgroup parent = group.parent();
        if (parent == null || group.isBusy() || !group.isAlive()) {
            throw new IllegalStateException("rmdir " + group.path() + ": removed before, or busy");
        }
        parent.countDescendant(-1);
        parent.children().remove(group.path());
        living.remove(group.path());
        group.end();
        files.remove(group);
        charged.removeIf(removed -> !removed.isCharged());
        if (group.isCharged()) {
            charged.add(group);
        }
    }

    /**
     * Returns the error of a process that moves to, or is cloned into, {@code group}: beside children that compete for a resource none may
     * live. Null if it may.
     */
    public @Nullable Errno hostRefusal(Cgroup group) {
        return isV1 ? null : SubtreeControl.hostRefusal(group);
    }

    /** Writes {@code value} to a file, whose controller is switched on in the groups above if it is not; returns the error, or null when done. */
    public @Nullable Errno write(Cgroup group, String file, String value) {
        if (file.equals(SubtreeControl.FILE)) {
            return isV1 ? Errno.EACCES : SubtreeControl.write(group, value);
        }
        if (CoreFiles.isOne(file)) {
            return writeCore(group, file, value);
        }
        Controller controller = Controller.of(file);
        if (controller == null || files.read(group, file) == null) {
            return Errno.EACCES;
        }
        Errno refusal = isV1 ? null : SubtreeControl.tryEnableAbove(group, controller);
        return refusal != null ? refusal : files.write(group, file, value);
    }

    private @Nullable Errno writeCore(Cgroup group, String file, String value) {
        if (!CoreFiles.exist(file, group.equals(root), rules)) {
            return Errno.EACCES;
        }
        Errno refusal = CoreFiles.refusal(file, value);
        if (refusal == null) {
            CoreFiles.write(group, file, value);
        }
        return refusal;
    }

    /** Returns how many events a group's events file shows now: of misc, those of all its resources together. */
    public long events(Cgroup group, String file) {
        return files.events(group, file);
    }

    /** Returns the content of a file with its final newline, or null when the group has no such file. */
    public @Nullable String read(Cgroup group, String file) {
        if (file.equals(SubtreeControl.FILE)) {
            return isV1 ? null : SubtreeControl.read(group);
        }
        if (CoreFiles.isOne(file)) {
            return CoreFiles.exist(file, group.equals(root), rules) ? CoreFiles.read(group, file) : null;
        }
        return files.read(group, file);
    }

    /** Adds the PASIDs of the next device of the host as a resource of misc; a capacity of 0: it has none. */
    public void addDevice(String device, long capacity) {
        files.addDevice(device, capacity, living.values());
    }

    /** Returns the capacity of a misc resource; 0 if it is not present. */
    public long miscCapacity(Resource resource) {
        return files.miscCapacity(resource);
    }

    private static String parentPath(String path) {
        return new CgroupPath(path).parent().text();
    }

    @Override
    public void keep(StateTape tape) {
        tape.keepEntries(living);
        living.values().forEach(group -> group.keep(tape));
        tape.keepElements(charged);
        charged.forEach(group -> group.keep(tape));
    }
}
