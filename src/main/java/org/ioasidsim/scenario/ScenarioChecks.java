package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.Ioasids;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.workload.CgroupFile;
import org.ioasidsim.workload.EventSpec;
import org.ioasidsim.workload.TenantSpec;
import org.ioasidsim.yaml.Cursor;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Place;
import org.ioasidsim.yaml.Problems;
import org.ioasidsim.yaml.Spelling;

/** What the parts of one variant must say of each other: that what they name is there, and that the kernel would take it. */
final class ScenarioChecks {
    private static final String INSTANCE = "{instance}";

    private final ScenarioParts parts;
    private final Node.Mapping tree;
    private final Problems problems;

    private ScenarioChecks(ScenarioParts parts, Node.Mapping tree, Problems problems) {
        this.parts = parts;
        this.tree = tree;
        this.problems = problems;
    }

    /** Adds to {@code problems} what is wrong between the {@code parts} that were read from {@code tree}. */
    static void check(ScenarioParts parts, Node.Mapping tree, MetricNames metrics, Problems problems) {
        var checks = new ScenarioChecks(parts, tree, problems);
        checks.cgroups();
        checks.reservations();
        checks.tenants();
        checks.events();
        checks.precision(metrics);
        checks.policy();
    }

    private void problem(List<String> keys, String message) {
        String path = "";
        for (String key : keys) {
            path = Cursor.join(path, key);
        }
        problems.addUnlessKnown(place(keys), path, message);
    }

    /** Returns the place of the value under {@code keys}, or of what is nearest above it. */
    private Place place(List<String> keys) {
        Node node = tree;
        for (String key : keys) {
            var below = node.find(List.of(key));
            if (below.isEmpty()) {
                break;
            }
            node = below.get();
        }
        return node.place();
    }

    private void cgroups() {
        for (var group : parts.cgroups().entrySet()) {
            String path = group.getKey();
            List<String> keys = List.of("cgroups", path);
            if (path.equals("/")) {
                if (!group.getValue().isEmpty()) {
                    problem(keys, "expected no limits, found some: the root has no such files");
                }
                continue;
            }
            parentIsListed(path, keys);
            if (path.contains(INSTANCE)
                    && everyTenant().stream()
                            .noneMatch(tenant -> tenant.cgroup().equals(path))) {
                problem(
                        keys,
                        "expected the cgroup of a tenant, found none that has it"
                                + Spelling.didYouMean(path, tenantCgroups()));
            }
            group.getValue().forEach((file, lines) -> file(file, lines, List.of("cgroups", path, file)));
        }
    }

    private Collection<TenantSpec> everyTenant() {
        return parts.tenants().values();
    }

    private List<String> tenantCgroups() {
        return everyTenant().stream().map(TenantSpec::cgroup).toList();
    }

    private void parentIsListed(String path, List<String> keys) {
        String parent = parent(path);
        if (parent.contains(INSTANCE)) {
            problem(keys, "expected {instance} in the last part of the path only, found " + path);
        } else if (!isListed(parent)) {
            problem(
                    keys,
                    "expected a cgroup whose parent is listed, found " + path + " without " + parent + " under cgroups"
                            + Spelling.didYouMean(parent, parts.cgroups().keySet()));
        }
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    private boolean isListed(String path) {
        return path.equals("/") || parts.cgroups().containsKey(path);
    }

    private void file(String file, List<String> lines, List<String> keys) {
        for (String line : lines) {
            switch (CgroupFile.kernelName(file)) {
                case "pids.max" -> pids(line, keys);
                case "misc.max" -> misc(line, keys);
                case "ioasids.max" -> ioasids(line, keys);
                default -> {}
            }
        }
    }

    private void pids(String value, List<String> keys) {
        if (!value.equals("max") && Long.parseLong(value) > Preset.PID_MAX) {
            problem(
                    keys,
                    "expected max or at most " + Preset.PID_MAX + ", found " + value
                            + ": the kernel refuses it (-EINVAL)");
        }
    }

    private void misc(String line, List<String> keys) {
        String resource = line.substring(0, Math.max(0, line.indexOf(' ')));
        var known = List.of("pasid", "asid");
        if (!known.contains(resource)) {
            problem(
                    keys,
                    "expected the resource pasid or asid, found " + resource + ": the kernel refuses it (-EINVAL)"
                            + Spelling.didYouMean(resource, known));
        } else if (!(resource.equals("pasid")
                ? parts.controls().miscPasid()
                : parts.controls().miscAsid())) {
            problem(
                    keys,
                    "expected a resource that the controls have, found " + resource + " with controls.misc_" + resource
                            + ": off: the kernel refuses it (-EINVAL)");
        } else if (resource.equals("asid") && parts.host().asidScheme() == AsidScheme.NONE) {
            problem(
                    keys,
                    "expected a resource that the host has, found asid on a host without ASIDs: the kernel refuses it (-EINVAL)");
        }
    }

    private void ioasids(String value, List<String> keys) {
        Ioasids flavour = parts.controls().ioasids();
        if (flavour == Ioasids.OFF) {
            problem(keys, "expected no such file with controls.ioasids: off, found " + value);
        } else if (flavour == Ioasids.AS_POSTED && value.equals("0")) {
            problem(
                    keys,
                    "expected another value than the limit that is already there, found 0: as posted, the kernel refuses it (-EINVAL)");
        }
    }

    /** Checks that the reservations of all cgroups can be taken out of the capacity: as posted, parents' and children's add up. */
    private void reservations() {
        Ioasids flavour = parts.controls().ioasids();
        if (flavour != Ioasids.AS_POSTED && flavour != Ioasids.RESERVATION) {
            return;
        }
        long hostSet = flavour == Ioasids.AS_POSTED ? Math.max(0, parts.host().hostSetQuota()) : 0;
        long left = parts.host().maxPasids() - hostSet;
        for (var group : parts.cgroups().entrySet()) {
            for (String value : group.getValue().getOrDefault("ioasids.max", List.of())) {
                if (value.equals("max") || group.getKey().contains(INSTANCE)) {
                    continue;
                }
                left -= Long.parseLong(value);
                if (left < 0) {
                    problem(
                            List.of("cgroups", group.getKey(), "ioasids.max"),
                            "expected a reservation that the capacity still has, found " + value + ", which is " + -left
                                    + " too many: the kernel refuses it (-ENOSPC)");
                    return;
                }
            }
        }
    }

    private void tenants() {
        if (parts.tenants().isEmpty()) {
            problem(List.of("tenants"), "expected at least one tenant, found none");
        }
        for (TenantSpec tenant : everyTenant()) {
            List<String> keys = List.of("tenants", tenant.name(), "cgroup");
            if (tenant.cgroup().contains(INSTANCE)) {
                parentIsListed(tenant.cgroup(), keys);
                isOfOneTenant(tenant, keys);
            } else {
                cgroup(tenant.cgroup(), keys);
            }
            devices(tenant);
        }
    }

    /** The instances of two tenants have the same numbers, so that both would make the same cgroups. */
    private void isOfOneTenant(TenantSpec tenant, List<String> keys) {
        for (TenantSpec other : everyTenant()) {
            if (other.name().equals(tenant.name())) {
                return;
            }
            if (other.cgroup().equals(tenant.cgroup())) {
                problem(
                        keys,
                        "expected cgroups that no other tenant's instances have, found " + tenant.cgroup()
                                + ", which are those of " + other.name());
            }
        }
    }

    private void cgroup(String path, List<String> keys) {
        if (!isListed(path) || path.contains(INSTANCE)) {
            problem(
                    keys,
                    "expected a cgroup that is listed under cgroups, found " + path
                            + Spelling.didYouMean(path, parts.cgroups().keySet()));
        }
    }

    private void devices(TenantSpec tenant) {
        Set<String> seen = new HashSet<>();
        List<String> devices = tenant.processes().devices();
        for (int i = 0; i < devices.size(); i++) {
            List<String> keys = List.of("tenants", tenant.name(), "processes", "devices", Integer.toString(i));
            device(devices.get(i), keys);
            if (!seen.add(devices.get(i))) {
                problem(keys, "expected each device once, found " + devices.get(i) + " again");
            }
        }
    }

    private void device(String name, List<String> keys) {
        if (!parts.host().hasDevice(name)) {
            List<String> known = new ArrayList<>();
            parts.host().devices().forEach(device -> known.add(device.name()));
            problem(keys, "expected a device of host.devices, found " + name + Spelling.didYouMean(name, known));
        }
    }

    private void events() {
        int number = 0;
        Node node = tree.value("events").orElse(tree);
        List<Node> items = node instanceof Node.Sequence sequence ? sequence.items() : List.of();
        for (Node item : items) {
            List<String> keys = List.of("events", Integer.toString(number++));
            if (item instanceof Node.Mapping mapping) {
                event(mapping, keys);
            }
        }
    }

    private void event(Node.Mapping event, List<String> keys) {
        for (String key : List.of("kill", "stop", "start")) {
            event.value(key).ifPresent(name -> tenant(text(name), with(keys, key)));
        }
        event.value("reset").ifPresent(name -> device(text(name), with(keys, "reset")));
        event.find(List.of("migrate", "tenant")).ifPresent(name -> tenant(text(name), with(keys, "migrate", "tenant")));
        event.find(List.of("migrate", "to")).ifPresent(path -> cgroup(text(path), with(keys, "migrate", "to")));
        if (event.value("write").orElse(event) instanceof Node.Mapping writes
                && event.fields().containsKey("write")) {
            writes.fields().keySet().forEach(path -> write(path, keys));
        }
    }

    private void write(String path, List<String> keys) {
        List<String> at = with(keys, "write", path);
        for (EventSpec event : parts.events()) {
            if (event.action() instanceof EventSpec.Write write && path.startsWith(prefix(write))) {
                file(write.file(), List.of(write.value()), at);
            }
        }
        cgroup(parent(path), at);
    }

    private static String prefix(EventSpec.Write write) {
        return (write.cgroup().equals("/") ? "" : write.cgroup()) + "/" + write.file();
    }

    private static List<String> with(List<String> keys, String... more) {
        var all = new ArrayList<>(keys);
        all.addAll(List.of(more));
        return all;
    }

    private static String text(Node node) {
        return node instanceof Node.Scalar scalar ? scalar.text() : "";
    }

    private void tenant(String name, List<String> keys) {
        if (!parts.tenants().containsKey(name)) {
            problem(
                    keys,
                    "expected a tenant, found " + name
                            + Spelling.didYouMean(name, parts.tenants().keySet()));
        }
    }

    private void policy() {
        HostFacts facts = FactsForPolicies.of(
                parts.host().kernel(parts.controls()),
                parts.host().capacity(),
                everyTenant(),
                parts.cgroups().keySet());
        for (PolicySpec.Misfit misfit : parts.controls().policy().misfits(facts)) {
            List<String> keys = new ArrayList<>(List.of("controls", "policy"));
            keys.addAll(misfit.keys());
            problem(keys, misfit.message());
        }
    }

    private void precision(MetricNames metrics) {
        if (tree.find(List.of("run", "precision")).isEmpty()) {
            return; // run itself is missing, which is told: what stands for it was not written by anybody
        }
        int number = 0;
        boolean isList = tree.find(List.of("run", "precision")).orElse(tree) instanceof Node.Sequence;
        for (PrecisionSpec precision : parts.run().precision()) {
            List<String> keys =
                    isList ? List.of("run", "precision", Integer.toString(number++)) : List.of("run", "precision");
            Set<String> known = metrics.of(precision.tenant());
            if (!precision.tenant().equals("*")) {
                tenant(precision.tenant(), with(keys, "tenant"));
            }
            if (!known.contains(precision.metric())) {
                problem(
                        with(keys, "metric"),
                        "expected a metric of " + precision.tenant() + ", found " + precision.metric()
                                + Spelling.didYouMean(precision.metric(), known));
            }
        }
    }

    static String metricProblem(Expectation expectation, Map<String, TenantSpec> tenants, MetricNames metrics) {
        String tenant = expectation.tenant();
        if (!tenant.equals("*") && !tenants.containsKey(tenant)) {
            return "expected a tenant or * for the host, found " + tenant
                    + Spelling.didYouMean(tenant, tenants.keySet());
        }
        Set<String> known = metrics.of(tenant);
        return known.contains(expectation.metric())
                ? ""
                : "expected a metric of " + (tenant.equals("*") ? "the host" : "a tenant") + ", found "
                        + expectation.metric()
                        + Spelling.didYouMean(expectation.metric(), new java.util.TreeSet<>(known));
    }
}
