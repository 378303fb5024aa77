package org.ioasidsim.scenario.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.yaml.YamlWriter;

/** The groups that a scenario lists: those of the tenants and those above them, with paths that a scenario can write. */
final class ListedGroups {
    /** The group that stands for the top of a cgroup namespace, which has limits where the root of a machine has none. */
    private static final String NAMESPACE = "namespace";

    private final Set<String> wanted;
    private final List<Group> all = new ArrayList<>();
    private final Map<String, Group> byPath = new HashMap<>();

    /** The further tasks of each tenant by the path of its group: of a limit above several, each has a part. */
    private final Map<String, Long> rooms = new HashMap<>();

    /**
     * A group of the scenario.
     *
     * @param path as the scenario writes it
     * @param node the group that it stands for
     * @param room the further tasks that its limit and those above it allow; empty if none of them has a limit
     */
    record Group(String path, CgroupNode node, OptionalLong room) {}

    ListedGroups(CgroupNode root, List<FoundTenant> tenants) {
        wanted = tenants.stream().map(tenant -> tenant.node().path()).collect(Collectors.toSet());
        var names = new Names();
        var top = new Group(root.pidsMax().isPresent() ? "/" + names.part(NAMESPACE) : "/", root, root.room());
        byPath.put("/", top);
        if (root.pidsMax().isPresent()) {
            list(top);
            if (wanted.contains("/")) {
                // no process may live beside groups with controllers
                list(new Group(top.path() + "/own", root, root.room()));
            }
            add(root, top.path(), top.room(), new Names());
        } else {
            add(root, "", OptionalLong.empty(), names);
        }
        tenants.stream()
                .map(FoundTenant::node)
                .filter(FoundTenants::isRest)
                .forEach(rest -> list(new Group("/" + names.part(rest.path()), rest, OptionalLong.empty())));
        tenants.forEach(tenant ->
                group(tenant).room().ifPresent(room -> rooms.put(tenant.node().path(), room)));
        divide(root);
    }

    /** Divides the room below each limit, in proportion to what the limits below it leave, where they leave more together. */
    private void divide(CgroupNode node) {
        node.children().forEach(this::divide);
        var at = new CgroupPath(node.path());
        List<String> below = rooms.keySet().stream()
                .filter(path -> new CgroupPath(path).isAtOrBelow(at))
                .toList();
        long together =
                below.stream().mapToLong(path -> rooms.getOrDefault(path, 0L)).sum();
        long room = node.room().orElse(Long.MAX_VALUE);
        if (together > room) {
            below.forEach(path -> rooms.computeIfPresent(path, (any, own) -> own * room / together));
        }
    }

    /** Returns the groups, parents before children. */
    List<Group> all() {
        return all;
    }

    /** Returns the path of a tenant's group as YAML writes it. */
    String written(FoundTenant tenant) {
        return YamlWriter.text(group(tenant).path());
    }

    /** Returns how many more tasks the limits allow a tenant beside the others; 0 if there are no limits. */
    long room(FoundTenant tenant) {
        return rooms.getOrDefault(tenant.node().path(), 0L);
    }

    private Group group(FoundTenant tenant) {
        Group group = byPath.get(tenant.node().path());
        if (group == null) {
            throw new IllegalStateException(tenant.node().path() + " is not listed");
        }
        return group;
    }

    private void add(CgroupNode above, String pathAbove, OptionalLong roomAbove, Names names) {
        for (CgroupNode child : above.children()) {
            if (hasWanted(child)) {
                String name = new CgroupPath(child.path()).name();
                var group = new Group(pathAbove + "/" + names.part(name), child, least(roomAbove, child.room()));
                list(group);
                add(child, group.path(), group.room(), new Names());
            }
        }
    }

    private void list(Group group) {
        all.add(group);
        byPath.put(group.node().path(), group);
    }

    private boolean hasWanted(CgroupNode node) {
        return wanted.contains(node.path()) || node.children().stream().anyMatch(this::hasWanted);
    }

    private static OptionalLong least(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
    }
}
