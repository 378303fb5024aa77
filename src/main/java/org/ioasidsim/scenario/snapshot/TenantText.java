package org.ioasidsim.scenario.snapshot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.ioasidsim.kernel.cgroup.CgroupPath;

/** Writes the cgroups and tenants of a snapshot as a scenario, and the variant in which each group fills its limit. */
final class TenantText {
    private static final int SECONDS = 10;
    private static final String ASSUMED = "an assumption";

    private final List<FoundTenant> tenants;
    private final MiscLimits misc;
    private final ListedGroups groups;
    private final String directory;
    private final Names names = new Names();
    private final Map<FoundTenant, String> nameOf = new LinkedHashMap<>();

    /**
     * Prepares the text.
     *
     * @param root of the tree that has the tenants
     * @param directory where the tree was read
     */
    TenantText(CgroupNode root, List<FoundTenant> tenants, MiscLimits misc, String directory) {
        this.tenants = tenants;
        this.misc = misc;
        this.groups = new ListedGroups(root, tenants);
        this.directory = directory;
        tenants.forEach(
                tenant -> nameOf.put(tenant, names.unique(lastPart(tenant.node().path()))));
    }

    private static String lastPart(String path) {
        return path.equals("/") ? "root" : new CgroupPath(path).name();
    }

    /** Returns whether some group has a limit on its tasks that leaves room for more. */
    private boolean hasRoom() {
        return tenants.stream().anyMatch(tenant -> room(tenant) > 0);
    }

    String question() {
        return hasRoom()
                ? "Are there ids for all that runs here, and for all that the limits on processes allow?"
                : "Are there ids for all that runs here, and for twice as many processes?";
    }

    /** Writes cgroups, controls, tenants, run and variants. */
    void write(CommentedYaml yaml, String device, long ids) {
        cgroups(yaml);
        if (!misc.resources().isEmpty()) {
            yaml.empty();
            yaml.line("controls: {" + String.join(", ", misc.switches()) + "}");
        }
        yaml.empty();
        yaml.line("tenants:");
        tenants.forEach(tenant -> tenant(yaml, tenant, device));
        yaml.empty();
        yaml.line("run: {duration: " + SECONDS + "s, replications: 3}");
        yaml.line("measure: {timeline: 100ms, window: 1s}");
        if (hasRoom()) {
            filled(yaml, ids);
        } else {
            doubled(yaml);
        }
    }

    private void cgroups(CommentedYaml yaml) {
        if (groups.all().isEmpty()) {
            return;
        }
        yaml.empty();
        yaml.line("cgroups:");
        groups.all().forEach(group -> yaml.fact(2, new Fact(group.path(), limits(group), said(group))));
    }

    private String limits(ListedGroups.Group group) {
        StringBuilder limits = new StringBuilder();
        group.node().pidsMax().ifPresent(max -> limits.append("pids.max: ").append(max));
        List<String> lines = misc.lines(group.node());
        if (!lines.isEmpty()) {
            limits.append(limits.length() == 0 ? "" : ", ").append("misc.max: ");
            limits.append(lines.size() == 1 ? lines.get(0) : lines.toString());
        }
        return "{" + limits + "}";
    }

    private String said(ListedGroups.Group group) {
        CgroupNode node = group.node();
        if (FoundTenants.isRest(node)) {
            return "no group of the machine: " + node.children().size() + " small ones together, without their limits";
        }
        String tasks = node.tasks().isPresent() ? "pids.current " + node.tasks().getAsLong() : "no pids.current";
        String above = isAboveItsLimit(node) ? ", above the limit: here, what is above is refused" : "";
        String renamed = group.path().equals(node.path()) ? "" : "; there " + node.path();
        return tasks + above + renamed;
    }

    private static boolean isAboveItsLimit(CgroupNode node) {
        return node.pidsMax().isPresent()
                && node.tasks().orElse(0) > node.pidsMax().getAsLong();
    }

    private void tenant(CommentedYaml yaml, FoundTenant tenant, String device) {
        yaml.line("  " + nameOf.get(tenant) + ":");
        yaml.fact(4, new Fact("cgroup", groups.written(tenant), ""));
        yaml.line("    kind: container");
        yaml.line("    instances: 1");
        yaml.line("    processes:");
        yaml.fact(6, new Fact("initial", Long.toString(tenant.processes()), processes(tenant)));
        yaml.fact(6, new Fact("threads", Long.toString(tenant.threads()), threads(tenant)));
        yaml.fact(6, new Fact("lifetime", "forever", ASSUMED));
        yaml.line("      devices: [" + device + "]");
    }

    private String processes(FoundTenant tenant) {
        String path = tenant.node().path();
        if (directory.isEmpty()) {
            return "/proc/*/statm";
        }
        long groupCount = tenant.isWhole() ? tenant.node().populated() : 1;
        String where = FoundTenants.isRest(tenant.node()) || path.equals("/") ? directory : directory + path;
        return where + ": cgroup.procs" + (groupCount > 1 ? " of " + groupCount + " groups" : "");
    }

    private static String threads(FoundTenant tenant) {
        OptionalLong tasks = tenant.tasks();
        return tasks.isPresent()
                ? "pids.current " + tasks.getAsLong() + " / " + tenant.processes() + " processes, rounded down"
                : ASSUMED + ": no pids.current counts them";
    }

    /** Returns how many more processes the limits on tasks allow the tenant; 0 if there are no limits. */
    private long room(FoundTenant tenant) {
        return groups.room(tenant) / tenant.threads();
    }

    /** Where no limit says how many more there may be, asks about as many again. */
    private void doubled(CommentedYaml yaml) {
        yaml.empty();
        yaml.line("variants:");
        yaml.line("  now: {}");
        yaml.line("  twice-as-many:                        # no limit on processes leaves room: as many again");
        tenants.forEach(tenant ->
                yaml.line("    tenants." + nameOf.get(tenant) + ".processes.initial: " + 2 * tenant.processes()));
    }

    private void filled(CommentedYaml yaml, long ids) {
        long all = tenants.stream().mapToLong(this::room).sum();
        long most = ids + ids / 4;
        yaml.empty();
        if (all > most) {
            yaml.paragraph("The limits leave room for " + all + " more processes, more than there are ids: " + most
                    + " arrive, in proportion.");
        }
        yaml.line("variants:");
        yaml.line("  now: {}");
        yaml.line("  limits-filled:                        # in " + SECONDS
                + " s, as many more as pids.max leaves room for");
        double part = Math.min(1, (double) most / all);
        tenants.stream().filter(tenant -> room(tenant) > 0).forEach(tenant -> {
            String period = period((long) Math.ceil(room(tenant) * part));
            yaml.line("    tenants." + nameOf.get(tenant) + ".processes.arrivals: {every: " + period + ", jitter: "
                    + period + "}");
        });
    }

    /** Returns the time between arrivals of which exactly {@code count} come within the run: rounded up, by less than one more would need. */
    private static String period(long count) {
        BigDecimal milliseconds = BigDecimal.valueOf(SECONDS * 1000L)
                .divide(
                        BigDecimal.valueOf(count),
                        new MathContext(Long.toString(count).length() + 4, RoundingMode.UP));
        return milliseconds.stripTrailingZeros().toPlainString() + "ms";
    }
}
