package org.ioasidsim.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.CapTree;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.OnRefusal;
import org.ioasidsim.workload.TenantSpec;

/**
 * A scenario as a tree of hard caps: its cgroups' limits on ids ({@code misc.max pasid}, {@code ioasids.max}) with the host's capacity at the
 * root, its tenants as Poisson streams of requests that are lost when refused. What the model does not cover is refused.
 */
final class CapTreeModel {
    private final Scenario scenario;

    CapTreeModel(Scenario scenario) {
        this.scenario = scenario;
    }

    /** A subtree of cgroups, with the way to each tenant in it and the names of the caps on that way, the tenant's own first. */
    private record Branch(CapTree tree, Map<String, int[]> ways, Map<String, List<String>> caps) {}

    /** Returns each tenant's load and blocking, and at which level requests are refused. */
    ExactAnswer answer() {
        scenario.tenants().forEach(CapTreeModel::requireCovered);
        Branch root = branch("/", Math.toIntExact(Math.min(scenario.capacity(), Integer.MAX_VALUE - 1)));
        var answer = new ExactAnswer("cap-tree").with("capacity", scenario.capacity());
        for (TenantSpec tenant : scenario.tenants()) {
            add(answer, tenant, root);
        }
        return answer;
    }

    private static void add(ExactAnswer answer, TenantSpec tenant, Branch root) {
        double[] refusals = root.tree().refusals(root.ways().getOrDefault(tenant.name(), new int[0]));
        List<String> caps = root.caps().getOrDefault(tenant.name(), List.of());
        Map<String, Double> byLevel = new LinkedHashMap<>();
        for (int level = 0; level < refusals.length; level++) {
            byLevel.merge(caps.get(level), refusals[level], Double::sum);
        }
        answer.with(tenant.name() + ".load", load(tenant));
        answer.with(
                tenant.name() + ".blocking",
                byLevel.values().stream().mapToDouble(Double::doubleValue).sum());
        byLevel.forEach((level, refused) -> answer.with(tenant.name() + ".refused_at_" + level, refused));
    }

    private Branch branch(String path, int ceiling) {
        int cap = (int) Math.min(limit(path), ceiling);
        List<TenantSpec> tenants = scenario.tenants().stream()
                .filter(tenant -> tenant.cgroup().equals(path))
                .toList();
        List<Branch> branches = new ArrayList<>();
        tenants.forEach(tenant -> branches.add(leaf(tenant, path, cap)));
        scenario.cgroups().keySet().stream()
                .filter(child -> isChild(child, path) && hasTenants(child))
                .forEach(child -> branches.add(branch(child, cap)));
        return branches.size() == 1 && tenants.size() == 1 && !path.equals("/")
                ? branches.get(0)
                : join(branches, path, cap);
    }

    private static Branch leaf(TenantSpec tenant, String path, int cap) {
        return new Branch(
                CapTree.leaf(load(tenant), cap),
                Map.of(tenant.name(), new int[0]),
                Map.of(tenant.name(), List.of(path)));
    }

    private static Branch join(List<Branch> branches, String path, int cap) {
        Map<String, int[]> ways = new TreeMap<>();
        Map<String, List<String>> caps = new TreeMap<>();
        for (int i = 0; i < branches.size(); i++) {
            int index = i;
            branches.get(i)
                    .ways()
                    .forEach((tenant, way) -> ways.put(
                            tenant,
                            IntStream.concat(IntStream.of(index), IntStream.of(way))
                                    .toArray()));
            branches.get(i).caps().forEach((tenant, below) -> {
                List<String> all = new ArrayList<>(below);
                all.add(path);
                caps.put(tenant, all);
            });
        }
        return new Branch(CapTree.group(cap, branches.stream().map(Branch::tree).toList()), ways, caps);
    }

    private boolean hasTenants(String path) {
        return scenario.tenants().stream()
                .anyMatch(tenant ->
                        tenant.cgroup().equals(path) || tenant.cgroup().startsWith(path + "/"));
    }

    private static boolean isChild(String path, String parent) {
        String prefix = parent.equals("/") ? "/" : parent + "/";
        return path.startsWith(prefix) && path.length() > prefix.length() && path.indexOf('/', prefix.length()) < 0;
    }

    private long limit(String path) {
        Map<String, String> files = scenario.cgroups().getOrDefault(path, Map.of());
        long misc = files.getOrDefault("misc.max", "")
                .lines()
                .filter(line -> line.startsWith("pasid "))
                .mapToLong(line -> number(line.substring("pasid ".length())))
                .min()
                .orElse(Long.MAX_VALUE);
        return Math.min(misc, number(files.getOrDefault("ioasids.max", "max")));
    }

    private static long number(String text) {
        return text.equals("max") ? Long.MAX_VALUE : Long.parseLong(text);
    }

    /** Returns the mean number of ids that a tenant would hold if it were never refused. */
    private static double load(TenantSpec tenant) {
        double perSecond =
                tenant.processes().arrivals() instanceof ArrivalsSpec.Poisson poisson ? poisson.perSecond() : 0;
        return tenant.instances().initial()
                * perSecond
                * tenant.processes().bind().probability()
                * tenant.processes().lifetimeSeconds().mean();
    }

    private static void requireCovered(TenantSpec tenant) {
        require(tenant, tenant.processes().arrivals() instanceof ArrivalsSpec.Poisson, "Poisson arrivals");
        require(tenant, tenant.instances().arrivals() instanceof ArrivalsSpec.None, "a fixed number of instances");
        require(tenant, Double.isFinite(tenant.processes().lifetimeSeconds().mean()), "a lifetime with a finite mean");
        require(tenant, tenant.processes().bind().holdSeconds() == null, "bonds that last for the lifetime");
        require(tenant, tenant.processes().privateIds() == 0, "no private ids");
        require(tenant, !tenant.cgroup().contains("{instance}"), "one cgroup for all its instances");
        require(
                tenant,
                tenant.processes().onRefusal() instanceof OnRefusal.GiveUp
                        || tenant.processes().onRefusal() instanceof OnRefusal.FallBack,
                "refused requests that are lost (give-up or fall-back)");
    }

    private static void require(TenantSpec tenant, boolean isMet, String what) {
        if (!isMet) {
            throw CommandFailure.invalid(
                    "cap-tree: tenant " + tenant.name() + " needs " + what + " for an exact result");
        }
    }
}
