package org.ioasidsim.experiment.exact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.CapTree;
import org.ioasidsim.workload.TenantSpec;

/**
 * The limits on ids that stand between a scenario's tenants and one pool, as a tree of caps: quotas of VMs, cgroups of instances, cgroups
 * ({@code misc.max pasid}, {@code ioasids.max}), and the pool at the root. A limit that can never be reached before one above it is left out, and
 * its refusals count for the one above (misc names a cgroup that alone holds the whole capacity).
 */
final class LimitTree {
    /** The level of the pool itself. */
    static final String POOL = CgroupPath.ROOT.text();

    private final Scenario scenario;
    private final List<TenantSpec> tenants;
    private final ToDoubleFunction<TenantSpec> loadOfInstance;
    /** The tenants at each cgroup, and the cgroups right below it that have some; a scan of all for each would take the square of their number. */
    private final Map<CgroupPath, List<TenantSpec>> tenantsAt;

    private final Map<CgroupPath, List<CgroupPath>> below;
    private final Branch root;

    /** The refusals by way from the root: of the many tenants of one stream, all have the same. */
    private final Map<List<Integer>, double[]> refusalsByWay = new ConcurrentHashMap<>();

    /**
     * Makes the tree above {@code tenants}.
     *
     * @param ids in the pool
     * @param loadOfInstance the mean number of ids that one instance of a tenant would hold if it were never refused
     */
    LimitTree(Scenario scenario, List<TenantSpec> tenants, long ids, ToDoubleFunction<TenantSpec> loadOfInstance) {
        this.scenario = scenario;
        this.tenants = List.copyOf(tenants);
        this.loadOfInstance = loadOfInstance;
        this.tenantsAt = this.tenants.stream()
                .collect(Collectors.groupingBy(tenant -> tenant.cgroup().common()));
        this.below = below(scenario, tenantsAt.keySet());
        int cap = Math.toIntExact(Math.min(ids, Integer.MAX_VALUE - 1));
        this.root = joined(branches(CgroupPath.ROOT, cap, POOL), cap, POOL);
    }

    /**
     * A subtree.
     *
     * @param load of a subtree that is one stream; NaN for others
     * @param cap of the whole
     * @param width the approximate number of ids that it may hold with a probability that counts
     * @param steps the approximate cost of its law
     * @param ways to each tenant in it (to its first instance)
     * @param levels the names of the caps on that way, the tenant's own first
     */
    private record Branch(
            CapTree tree,
            double load,
            int cap,
            double width,
            double steps,
            Map<String, int[]> ways,
            Map<String, List<String>> levels) {
        boolean isUncapped(int above) {
            return !Double.isNaN(load) && cap >= above;
        }
    }

    /** Returns whether one limit decides for all tenants. */
    boolean isOnePool() {
        return !Double.isNaN(root.load());
    }

    /** Returns the ids under the limit at the root: the pool's, or fewer where all are under one cgroup. */
    int ids() {
        return root.cap();
    }

    /** Returns the approximate number of steps for the answers for all tenants. */
    double steps() {
        return root.steps() * tenants.size();
    }

    /** Returns the probability that a request of {@code tenant} is refused, by the level that refuses it, its own first. */
    Map<String, Double> refusals(String tenant) {
        int[] way = root.ways().getOrDefault(tenant, new int[0]);
        double[] refusals = refusalsByWay.computeIfAbsent(
                IntStream.of(way).boxed().toList(), any -> root.tree().refusals(way));
        List<String> names = root.levels().getOrDefault(tenant, List.of());
        Map<String, Double> byLevel = new LinkedHashMap<>();
        for (int level = 0; level < refusals.length; level++) {
            byLevel.merge(names.get(level), refusals[level], Double::sum);
        }
        return byLevel;
    }

    private List<Branch> branches(CgroupPath path, int ceiling, String levelAbove) {
        int cap = (int) Math.min(limit(path), ceiling);
        String level = cap < ceiling ? path.text() : levelAbove;
        List<Branch> inside = new ArrayList<>();
        tenantsAt.getOrDefault(path, List.of()).forEach(tenant -> inside.add(tenant(tenant, cap, level)));
        below.getOrDefault(path, List.of()).forEach(child -> inside.addAll(branches(child, cap, level)));
        return cap < ceiling ? List.of(joined(inside, cap, level)) : inside;
    }

    private Branch tenant(TenantSpec tenant, int ceiling, String levelAbove) {
        long quota = tenant.kind() == TenantSpec.Kind.VM ? tenant.vmQuota() : Long.MAX_VALUE;
        long own = tenant.cgroup().isTemplate() ? limit(tenant.cgroup()) : Long.MAX_VALUE;
        int count = tenant.instances().initial();
        double load = loadOfInstance.applyAsDouble(tenant);
        if (Math.min(quota, own) >= ceiling) {
            return leaf(tenant.name(), count * load, ceiling, levelAbove);
        }
        int cap = (int) Math.min(quota, own);
        String level = own <= quota ? tenant.cgroup().text() : "vm-quota";
        Branch one = leaf(tenant.name(), load, cap, level);
        return joined(IntStream.range(0, count).mapToObj(i -> one).toList(), ceiling, levelAbove);
    }

    private static Branch leaf(String tenant, double load, int cap, String level) {
        return new Branch(
                CapTree.leaf(load, cap),
                load,
                cap,
                width(Math.min(cap, load)),
                cap,
                Map.of(tenant, new int[0]),
                Map.of(tenant, List.of(level)));
    }

    /** Returns the approximate number of values near {@code mean} whose probability a double can represent. */
    private static double width(double mean) {
        return Math.min(mean, 40 * Math.sqrt(mean)) + 40 * Math.sqrt(mean) + 100;
    }

    /** Returns the branches under one cap; those without a cap of their own are one stream. */
    private static Branch joined(List<Branch> given, int cap, String level) {
        List<Branch> branches = new ArrayList<>();
        List<Branch> free =
                given.stream().filter(branch -> branch.isUncapped(cap)).toList();
        if (!free.isEmpty()) {
            branches.add(merged(free, cap, level));
        }
        given.stream().filter(branch -> !branch.isUncapped(cap)).forEach(branches::add);
        return branches.size() == 1 ? branches.get(0) : group(branches, cap, level);
    }

    private static Branch merged(List<Branch> streams, int cap, String level) {
        double load = streams.stream().mapToDouble(Branch::load).sum();
        Branch all = leaf("", load, cap, level);
        Map<String, int[]> ways = new HashMap<>();
        Map<String, List<String>> levels = new HashMap<>();
        for (Branch stream : streams) {
            stream.ways().keySet().forEach(tenant -> {
                ways.put(tenant, new int[0]);
                levels.put(tenant, List.of(level));
            });
        }
        return new Branch(all.tree(), load, cap, all.width(), all.steps(), ways, levels);
    }

    private static Branch group(List<Branch> branches, int cap, String level) {
        Map<String, int[]> ways = new HashMap<>();
        Map<String, List<String>> levels = new HashMap<>();
        double width = 0;
        double steps = 0;
        for (int i = 0; i < branches.size(); i++) {
            Branch branch = branches.get(i);
            steps += branch.steps() + width * branch.width();
            width = Math.min(cap, width + branch.width());
            int index = i;
            branch.ways().forEach((tenant, way) -> ways.putIfAbsent(tenant, prepended(index, way)));
            branch.levels().forEach((tenant, below) -> levels.putIfAbsent(tenant, appended(below, level)));
        }
        CapTree tree = CapTree.group(cap, branches.stream().map(Branch::tree).toList());
        return new Branch(tree, Double.NaN, cap, width, steps, ways, levels);
    }

    private static int[] prepended(int first, int[] rest) {
        return IntStream.concat(IntStream.of(first), IntStream.of(rest)).toArray();
    }

    private static List<String> appended(List<String> first, String last) {
        List<String> all = new ArrayList<>(first);
        all.add(last);
        return all;
    }

    /** Returns the cgroups, by their parent, that are {@code used} or above one that is; no templates, whose limits are a tenant's own. */
    private static Map<CgroupPath, List<CgroupPath>> below(Scenario scenario, Set<CgroupPath> used) {
        Set<CgroupPath> ways = new HashSet<>();
        for (CgroupPath one : used) {
            CgroupPath path = one;
            while (!path.isRoot() && ways.add(path)) { // up to the root, or to what another way had
                path = path.parent();
            }
        }
        return scenario.cgroups().keySet().stream()
                .filter(path -> !path.isTemplate() && ways.contains(path))
                .collect(Collectors.groupingBy(CgroupPath::parent));
    }

    private long limit(CgroupPath path) {
        return IdLimits.at(scenario, path);
    }
}
