package org.ioasidsim.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.workload.TenantSpec;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.ReadOnce;

/** What was read of the parts of a scenario that many points leave as they are. */
record SharedParts(
        ReadOnce<HostSpec> host,
        ReadOnce<Map<CgroupPath, Map<String, List<LimitWrite>>>> cgroups,
        ReadOnce<ControlsSpec> controls,
        ReadOnce<TenantSpec> tenants,
        ReadOnce<RunSpec> run,
        ReadOnce<MeasureSpec> measure) {
    /** Returns an empty memory, for trees that share nothing. */
    static SharedParts none() {
        Set<Node> nodes = ReadOnce.noNodes();
        return new SharedParts(
                new ReadOnce<>(nodes),
                new ReadOnce<>(nodes),
                new ReadOnce<>(nodes),
                new ReadOnce<>(nodes),
                new ReadOnce<>(nodes),
                new ReadOnce<>(nodes));
    }

    /** Returns a memory for what {@code trees} have, over which points lay their values. */
    SharedParts of(Iterable<Node> trees) {
        Set<Node> nodes = ReadOnce.noNodes();
        for (Node tree : trees) {
            add(tree, nodes);
            tree.find(List.of("tenants")).ifPresent(tenants -> add(tenants, nodes));
        }
        return new SharedParts(
                host.sharing(nodes),
                cgroups.sharing(nodes),
                controls.sharing(nodes),
                tenants.sharing(nodes),
                run.sharing(nodes),
                measure.sharing(nodes));
    }

    private static void add(Node parent, Set<Node> nodes) {
        Map<String, Node.Field> fields = parent instanceof Node.Mapping mapping ? mapping.fields() : Map.of();
        fields.values().forEach(field -> nodes.add(field.value()));
    }
}
