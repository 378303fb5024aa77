package org.ioasidsim.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.workload.TenantSpec;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.ReadOnce;

/** What was read of the parts of a scenario that many points leave as they are. */
record SharedParts(
        ReadOnce<HostSpec> host,
        ReadOnce<ControlsSpec> controls,
        ReadOnce<TenantSpec> tenants,
        ReadOnce<RunSpec> run,
        ReadOnce<MeasureSpec> measure) {
    /** Nothing is shared. */
    static final SharedParts NONE = of(ReadOnce.noNodes());

    private static SharedParts of(Set<Node> nodes) {
        return new SharedParts(
                new ReadOnce<>(nodes),
                new ReadOnce<>(nodes),
                new ReadOnce<>(nodes),
                new ReadOnce<>(nodes),
                new ReadOnce<>(nodes));
    }

    /** Returns an empty memory for what {@code trees} have, over which points lay their values. */
    static SharedParts of(Iterable<Node> trees) {
        Set<Node> nodes = ReadOnce.noNodes();
        for (Node tree : trees) {
            add(tree, nodes);
            tree.find(List.of("tenants")).ifPresent(tenants -> add(tenants, nodes));
        }
        return of(nodes);
    }

    private static void add(Node parent, Set<Node> nodes) {
        Map<String, Node.Field> fields = parent instanceof Node.Mapping mapping ? mapping.fields() : Map.of();
        fields.values().forEach(field -> nodes.add(field.value()));
    }
}
