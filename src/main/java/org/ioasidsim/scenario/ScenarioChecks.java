package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.ioasidsim.kernel.base.Confidential;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelRelease;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.CoreFiles;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.rule.Revoke;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.BrokerSpec;
import org.ioasidsim.workload.EventSpec;
import org.ioasidsim.workload.ProcessesSpec;
import org.ioasidsim.workload.TenantSpec;
import org.ioasidsim.workload.trace.FittedLaw;
import org.ioasidsim.yaml.Cursor;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Place;
import org.ioasidsim.yaml.Problems;
import org.ioasidsim.yaml.Spelling;

/** Checks between the parts of one variant: what a part names must exist in another, and the kernel must accept what is written. */
final class ScenarioChecks {
    private final ScenarioParts parts;
    private final Node.Mapping tree;
    private final Problems problems;

    private ScenarioChecks(ScenarioParts parts, Node.Mapping tree, Problems problems) {
        this.parts = parts;
        this.tree = tree;
        this.problems = problems;
    }

    /** Adds to {@code problems} the contradictions between {@code parts}, which were read from {@code tree}. */
    static void check(ScenarioParts parts, Node.Mapping tree, MetricNames metrics, Problems problems) {
        var checks = new ScenarioChecks(parts, tree, problems);
        checks.cgroups();
        checks.reservations();
        checks.tenants();
        checks.innerProcesses();
        checks.events();
        checks.precision(metrics);
        checks.policy();
        checks.counted();
        checks.estimate();
        checks.equilibrium();
        checks.drawnInputs();
    }

    private void problem(List<String> keys, String message) {
        String path = "";
        for (String key : keys) {
            path = Cursor.join(path, key);
        }
        problems.addUnlessKnown(place(keys), path, message);
    }

    /** Returns the place of the value under {@code keys}, or of the nearest node above it that exists. */
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
            CgroupPath path = group.getKey();
            List<String> keys = List.of("cgroups", path.text());
            if (path.isRoot()) {
                if (!group.getValue().isEmpty()) {
                    problem(keys, "expected no limits, found some: the root has no such files");
                }
                continue;
            }
            parentIsListed(path, keys);
            if (path.isTemplate()
                    && everyTenant().stream()
                            .noneMatch(tenant -> tenant.cgroup().equals(path))) {
                problem(
                        keys,
                        "expected the cgroup of a tenant, found none that has it"
                                + Spelling.didYouMean(path.text(), tenantCgroups()));
            }
            group.getValue()
                    .forEach((file, writes) ->
                            writes.forEach(write -> limit(write, List.of("cgroups", path.text(), file))));
        }
    }

    private Collection<TenantSpec> everyTenant() {
        return parts.tenants().values();
    }

    private List<String> tenantCgroups() {
        return everyTenant().stream().map(tenant -> tenant.cgroup().text()).toList();
    }

    private List<String> listed() {
        return parts.cgroups().keySet().stream().map(CgroupPath::text).toList();
    }

    private void parentIsListed(CgroupPath path, List<String> keys) {
        CgroupPath parent = path.parent();
        if (parent.isTemplate()) {
            problem(keys, "expected {instance} in the last part of the path only, found " + path);
        } else if (!isListed(parent)) {
            problem(
                    keys,
                    "expected a cgroup whose parent is listed, found " + path + " without " + parent + " under cgroups"
                            + Spelling.didYouMean(parent.text(), listed()));
        }
    }

    private boolean isListed(CgroupPath path) {
        return path.isRoot() || parts.cgroups().containsKey(path);
    }

    private void limit(LimitWrite write, List<String> keys) {
        if (CoreFiles.isOne(write.file())) {
            core(write, keys);
            return;
        }
        if (write.resource().isEmpty()) {
            problem(
                    keys,
                    "expected a resource of misc (pasid, asid, pasid.DEVICE, sev, sev_es, tdx), found " + write.key()
                            + ": the kernel refuses it (-EINVAL)"
                            + Spelling.didYouMean(write.key(), List.of("pasid", "asid", "sev", "sev_es", "tdx")));
            return;
        }
        switch (write.resource().get()) {
            case PIDS -> pids(write, keys);
            case MEMORY -> memory(keys);
            case MISC_PASID -> misc(write.key(), parts.controls().miscPasid(), keys);
            case MISC_ASID -> asids(write.key(), keys);
            case MISC_SEV -> guests(write.key(), Confidential.SEV, keys);
            case MISC_SEV_ES -> guests(write.key(), Confidential.SEV_ES, keys);
            case MISC_TDX -> guests(write.key(), Confidential.TDX, keys);
            case MISC_DEVICE_PASID -> ofDevice(write.key(), keys);
            case IOASIDS -> ioasids(write, keys);
        }
    }

    private void core(LimitWrite write, List<String> keys) {
        Errno refusal = CoreFiles.refusal(write.file(), write.value());
        if (!CoreFiles.exist(write.file(), false, parts.host().rules())) {
            problem(
                    keys,
                    "expected a file that this kernel has, found " + write.file() + " on kernel "
                            + parts.host().rules().release() + " with cgroups: "
                            + Forms.word(parts.host().rules().cgroups()) + " (cgroup.kill: v2, from 5.14 on)");
        } else if (refusal != null) {
            problem(
                    keys,
                    "expected a value that the kernel takes, found " + write.value() + ": the kernel refuses it (-"
                            + refusal + ")");
        }
    }

    private void pids(LimitWrite write, List<String> keys) {
        if (write.limit().isEmpty()) {
            problem(
                    keys,
                    "expected max or at most " + Preset.PID_MAX + ", found " + write.value()
                            + ": the kernel refuses it (-EINVAL)");
        }
    }

    private void memory(List<String> keys) {
        if (parts.host().bounds().bondBytes() == 0) {
            problem(keys, "expected host.bond_memory above 0 with memory.max, found 0: nothing is charged");
        }
    }

    private void misc(String key, boolean isOn, List<String> keys) {
        if (!isOn) {
            problem(
                    keys,
                    "expected a resource that the controls have, found " + key + " with controls.misc_" + key
                            + (parts.controls().limitsDevices() && key.equals(Resource.MISC_PASID.key())
                                    ? ": per-device (then pasid.DEVICE)"
                                    : ": off")
                            + ": the kernel refuses it (-EINVAL)"
                            + (parts.controls().limitsDevices()
                                    ? ""
                                    : "; set it on (`--set controls.misc_" + key
                                            + "=on`), or take a --variant in which it is on"));
        }
    }

    private void guests(String key, Confidential kind, List<String> keys) {
        if (parts.host().bounds().guests(kind) == 0) {
            problem(
                    keys,
                    "expected a resource that the host has, found " + key + " with none of its ids (host."
                            + hostKey(kind) + "): the kernel refuses it (-EINVAL)");
        }
    }

    private static String hostKey(Confidential kind) {
        return switch (kind) {
            case NONE -> "";
            case SEV -> "sev_asids";
            case SEV_ES -> "sev_es_asids";
            case TDX -> "tdx_keys";
        };
    }

    private void ofDevice(String key, List<String> keys) {
        String device = key.substring(Resource.MISC_DEVICE_PASID.key().length());
        if (!parts.controls().limitsDevices()) {
            problem(
                    keys,
                    "expected a resource that the controls have, found " + key
                            + " without controls.misc_pasid: per-device: the kernel refuses it (-EINVAL)");
        } else {
            device(device, keys);
        }
    }

    private void namespace(TenantSpec tenant) {
        boolean hasNamespace = tenant.namespacePidMax() != Long.MAX_VALUE;
        if (hasNamespace && !parts.host().rules().release().hasPidMaxByNamespace()) {
            problem(
                    List.of("tenants", tenant.name(), "namespace_pid_max"),
                    "expected max before kernel 6.14, the first with a pid_max for each namespace, found "
                            + tenant.namespacePidMax());
        }
    }

    /** Checks that a quota of its own is a VM's: no container has a set of ids that it would limit. */
    private void quota(TenantSpec tenant) {
        boolean isOwn = !parts.controls().vmQuota().equals(quotaText(tenant));
        if (tenant.kind() != TenantSpec.Kind.VM && isOwn) {
            problem(
                    List.of("tenants", tenant.name(), "vm_quota"),
                    "expected none in containers, which have no set of ids for it to limit, found " + quotaText(tenant)
                            + ": limit their cgroup, such as with misc.max");
        }
    }

    private static String quotaText(TenantSpec tenant) {
        return tenant.vmQuota() == Long.MAX_VALUE ? "max" : Long.toString(tenant.vmQuota());
    }

    private void confidential(TenantSpec tenant) {
        Confidential kind = tenant.guests().confidential();
        List<String> keys = List.of("tenants", tenant.name(), "confidential");
        if (kind == Confidential.NONE) {
            return;
        }
        if (tenant.kind() != TenantSpec.Kind.VM) {
            problem(keys, "expected none in containers, whose memory the host sees, found " + Forms.word(kind));
        } else if (parts.host().bounds().guests(kind) == 0) {
            problem(
                    keys,
                    "expected a kind of VM that the host can run, found " + Forms.word(kind) + " with host."
                            + hostKey(kind) + ": 0");
        }
    }

    private void asids(String key, List<String> keys) {
        misc(key, parts.controls().miscAsid(), keys);
        if (parts.controls().miscAsid() && parts.host().asidScheme() == AsidScheme.NONE) {
            problem(
                    keys,
                    "expected a resource that the host has, found asid on a host without ASIDs: the kernel refuses it (-EINVAL)");
        }
    }

    private void ioasids(LimitWrite write, List<String> keys) {
        IoasidsFlavour flavour = parts.controls().ioasids();
        if (flavour == IoasidsFlavour.OFF) {
            problem(keys, "expected no such file with controls.ioasids: off, found " + write.value());
        } else if (flavour == IoasidsFlavour.AS_POSTED && write.limit().equals(OptionalLong.of(0))) {
            problem(
                    keys,
                    "expected another value than the limit that is already there, found 0: as posted, the kernel refuses it (-EINVAL)");
        }
    }

    /** Checks that the capacity holds the reservations of all cgroups; those of a parent and its children add up. */
    private void reservations() {
        IoasidsFlavour flavour = parts.controls().ioasids();
        if (flavour != IoasidsFlavour.AS_POSTED && flavour != IoasidsFlavour.RESERVATION) {
            return;
        }
        long hostSet =
                flavour == IoasidsFlavour.AS_POSTED ? Math.max(0, parts.host().hostSetQuota()) : 0;
        long left = parts.host().maxPasids() - hostSet;
        for (var group : parts.cgroups().entrySet()) {
            String file = Resource.IOASIDS.maxFile();
            for (LimitWrite write : group.getValue().getOrDefault(file, List.of())) {
                if (write.isMax() || group.getKey().isTemplate()) {
                    continue;
                }
                left -= write.limit().orElse(0);
                if (left < 0) {
                    problem(
                            List.of("cgroups", group.getKey().text(), file),
                            "expected a reservation that the capacity still has, found " + write.value() + ", which is "
                                    + -left + " too many: the kernel refuses it (-ENOSPC)");
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
            if (tenant.cgroup().isTemplate()) {
                parentIsListed(tenant.cgroup(), keys);
                isOfOneTenant(tenant, keys);
            } else {
                cgroup(tenant.cgroup(), keys);
            }
            devices(tenant);
            broker(tenant);
            confidential(tenant);
            namespace(tenant);
            quota(tenant);
            guests(tenant);
        }
    }

    private void broker(TenantSpec tenant) {
        BrokerSpec broker = tenant.processes().broker();
        List<String> keys = List.of("tenants", tenant.name(), "processes", "broker");
        if (broker == null) {
            return;
        }
        if (tenant.kind() == TenantSpec.Kind.VM) {
            problem(keys, "expected none in a VM, whose guest's files the host does not know, found one");
        }
        cgroup(broker.cgroup(), with(keys, "cgroup"));
        InnerProcesses.of(parts).problem(broker.cgroup()).ifPresent(message -> problem(with(keys, "cgroup"), message));
    }

    private void guests(TenantSpec tenant) {
        if (tenant.guests().ids() == GuestIds.POOL_AND_ASID && parts.host().asidScheme() == AsidScheme.NONE) {
            problem(
                    List.of("tenants", tenant.name(), "guest_ids"),
                    "expected pool | none on a host without ASIDs (asid_scheme: none), found pool-and-asid");
        }
        KernelRelease release = parts.host().rules().release();
        if (tenant.guests().attaches() != null && !release.hasPasidAttach()) {
            problem(
                    List.of("tenants", tenant.name(), "attaches"),
                    "expected host.kernel 6.15 or newer, in which user space can attach PASIDs, found " + release
                            + ": the kernel refuses it (-EINVAL)");
        }
    }

    /** Checks that no other tenant has this template: instances of both would have the same numbers, and so the same cgroups. */
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

    /** Checks that no process lives in a cgroup whose children have controllers, as cgroup v2 demands. */
    private void innerProcesses() {
        var rule = InnerProcesses.of(parts);
        for (TenantSpec tenant : everyTenant()) {
            rule.problem(tenant.cgroup())
                    .ifPresent(message -> problem(List.of("tenants", tenant.name(), "cgroup"), message));
        }
    }

    private void cgroup(CgroupPath path, List<String> keys) {
        if (!isListed(path) || path.isTemplate()) {
            problem(
                    keys,
                    "expected a cgroup that is listed under cgroups, found " + path
                            + Spelling.didYouMean(path.text(), listed()));
        }
    }

    private void devices(TenantSpec tenant) {
        Set<String> seen = new HashSet<>();
        List<String> devices = tenant.processes().devices();
        for (int i = 0; i < devices.size(); i++) {
            List<String> keys = new ArrayList<>(List.of("tenants", tenant.name(), "processes", "devices"));
            if (tenant.processes().bindsAny()) {
                keys.add("any");
            }
            keys.add(Integer.toString(i));
            device(devices.get(i), keys);
            isForGuests(tenant, devices.get(i), keys);
            if (!seen.add(devices.get(i))) {
                problem(keys, "expected each device once, found " + devices.get(i) + " again");
            }
        }
    }

    private void isForGuests(TenantSpec tenant, String name, List<String> keys) {
        boolean hasOwnPasids = parts.host().devices().stream()
                .anyMatch(device -> device.name().equals(name) && device.ownPoolBits() > 0);
        if (tenant.kind() == TenantSpec.Kind.VM && hasOwnPasids) {
            problem(
                    keys,
                    "expected a device that guests share by PASIDs of the host, found " + name
                            + ", whose driver hands out its own (driver: amdgpu)");
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
        for (String key : List.of("mkdir", "rmdir")) {
            event.value(key).ifPresent(path -> madeOrRemoved(key, new CgroupPath(text(path)), with(keys, key)));
        }
        event.find(List.of("move", "tenant")).ifPresent(name -> moved(text(name), with(keys, "move", "tenant")));
        event.find(List.of("move", "to"))
                .ifPresent(path -> destination(new CgroupPath(text(path)), with(keys, "move", "to")));
        event.find(List.of("on", "file"))
                .ifPresent(path -> watched(new CgroupPath(text(path)), with(keys, "on", "file")));
        for (String key : List.of("reset", "remove")) {
            event.value(key).ifPresent(name -> device(text(name), with(keys, key)));
        }
        event.find(List.of("migrate", "tenant")).ifPresent(name -> tenant(text(name), with(keys, "migrate", "tenant")));
        event.find(List.of("migrate", "to"))
                .ifPresent(path -> destination(new CgroupPath(text(path)), with(keys, "migrate", "to")));
        if (event.value("write").orElse(event) instanceof Node.Mapping writes
                && event.fields().containsKey("write")) {
            writes.fields().keySet().forEach(path -> write(path, keys));
        }
    }

    private void moved(String name, List<String> keys) {
        tenant(name, keys);
        TenantSpec tenant = parts.tenants().get(name);
        if (tenant != null && tenant.kind() == TenantSpec.Kind.VM) {
            problem(keys, "expected a tenant of containers, found " + name + ", whose processes are those of guests");
        }
    }

    private void watched(CgroupPath file, List<String> keys) {
        madeOrListed(file.parent(), keys);
        if (!parts.host().rules().hasFile(file.name())) {
            problem(
                    keys,
                    "expected a file that this kernel has, found " + file.name() + " on kernel "
                            + parts.host().rules().release());
        }
    }

    /** Checks that a group to be made is new and has a parent, and that one to be removed exists and is no tenant's then. */
    private void madeOrRemoved(String key, CgroupPath path, List<String> keys) {
        if (path.isRoot() || path.isTemplate()) {
            problem(keys, "expected a cgroup below the root, found " + path);
        } else if (key.equals("mkdir")) {
            if (isListed(path)) {
                problem(keys, "expected a cgroup that is not there, found " + path + ", which is listed (-EEXIST)");
            }
            madeOrListed(path.parent(), keys);
        } else {
            madeOrListed(path, keys);
            noTenantLives(path, keys);
        }
    }

    private void noTenantLives(CgroupPath path, List<String> keys) {
        for (TenantSpec tenant : everyTenant()) {
            boolean lives = tenant.cgroup().common().isAtOrBelow(path)
                    || tenant.cgroup().isAtOrBelow(path);
            boolean leaves = parts.events().stream()
                    .anyMatch(event -> event.action() instanceof EventSpec.Migrate migrate
                            && migrate.tenant().equals(tenant.name())
                            && !migrate.to().isAtOrBelow(path));
            if (lives && !leaves) {
                problem(
                        keys,
                        "expected a cgroup that no tenant lives in, found " + path + " of " + tenant.name()
                                + ": migrate it first");
            }
        }
    }

    private void madeOrListed(CgroupPath path, List<String> keys) {
        boolean isMade = parts.events().stream()
                .anyMatch(event -> event.action() instanceof EventSpec.Mkdir mkdir
                        && mkdir.cgroup().equals(path));
        if (!isMade && !path.isRoot()) {
            cgroup(path, keys);
        }
    }

    private void destination(CgroupPath path, List<String> keys) {
        madeOrListed(path, keys);
        InnerProcesses.of(parts).problem(path).ifPresent(message -> problem(keys, message));
    }

    private void write(String text, List<String> keys) {
        var path = new CgroupPath(text);
        List<String> at = with(keys, "write", text);
        for (EventSpec event : parts.events()) {
            if (event.action() instanceof EventSpec.Write write && isAt(path, write)) {
                limit(write.limit(), at);
                revoked(write.limit(), at);
            }
        }
        madeOrListed(path.parent(), at);
    }

    /** Checks that a policy that revokes has something to revoke where a limit is lowered: what a VM takes for its life is not given back. */
    private void revoked(LimitWrite write, List<String> keys) {
        boolean isOfGuest = write.resource()
                .filter(List.of(Resource.MISC_SEV, Resource.MISC_SEV_ES, Resource.MISC_TDX)::contains)
                .isPresent();
        if (isOfGuest && parts.controls().policy().name().equals(Revoke.NAME)) {
            problem(
                    keys,
                    "expected a limit on what bonds take (pasid, asid, pasid.DEVICE, ioasids, memory) with policy: revoke, found "
                            + write.key() + ", which a VM holds for its life; end the VM with kill or stop");
        }
    }

    /** Returns whether {@code path} is the file of a write, or one of misc.max's for one resource. */
    private static boolean isAt(CgroupPath path, EventSpec.Write write) {
        return path.parent().equals(write.cgroup())
                && path.name().startsWith(write.limit().file());
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
        HostFacts facts = facts();
        for (PolicySpec.Misfit misfit : parts.controls().policy().misfits(facts)) {
            List<String> keys = new ArrayList<>(List.of("controls", "policy"));
            keys.addAll(misfit.keys());
            problem(keys, misfit.message());
        }
    }

    private HostFacts facts() {
        return FactsForPolicies.of(
                parts.host().kernel(parts.controls()),
                List.copyOf(everyTenant()),
                parts.cgroups().keySet());
    }

    /** Checks that the demand of each tenant has an equilibrium that is known. */
    private void equilibrium() {
        if (!parts.run().isStationary()) {
            return;
        }
        for (TenantSpec tenant : everyTenant()) {
            String found = withoutEquilibrium(tenant);
            if (!found.isEmpty()) {
                problem(
                        List.of("tenants", tenant.name()),
                        "expected Poisson arrivals of processes that bind at their start and hold for a lifetime of finite mean, in instances that"
                                + " live throughout, or processes that all live for ever (run.warm_up: stationary), found "
                                + found);
            }
        }
    }

    /** Returns what of a tenant has no equilibrium, or one that is not known; nothing if it has one. */
    private static String withoutEquilibrium(TenantSpec tenant) {
        ProcessesSpec processes = tenant.processes();
        boolean isPoisson = processes.arrivals() instanceof ArrivalsSpec.Poisson;
        boolean isFinite = processes.lifetimeSeconds().mean() < Double.POSITIVE_INFINITY;
        if (!(tenant.instances().arrivals() instanceof ArrivalsSpec.None)
                || tenant.instances().lifetimeSeconds().mean() < Double.POSITIVE_INFINITY
                || tenant.instances().startsOff()) {
            return "instances that come or go";
        } else if (!isPoisson && !(processes.arrivals() instanceof ArrivalsSpec.None)) {
            return processes.arrivals() instanceof ArrivalsSpec.Each
                    ? "a rate that is drawn for each instance (each)"
                    : "other arrivals";
        } else if (isPoisson != isFinite) {
            return isPoisson ? "arrivals that live for ever" : "processes that end and are not replaced";
        } else if (isPoisson && processes.initial() > 0) {
            return "arrivals and initial ones together";
        } else if (processes.bind().afterSeconds().mean() > 0
                || processes.bind().holdSeconds() != null) {
            return "a bind that begins later or ends earlier than its process";
        }
        if (processes.broker() != null) {
            return "a broker that opens for its processes";
        }
        if (processes.forks() != null) {
            return "workers that outlive those who forked them (forks)";
        }
        return processes.leakProbability() > 0 ? "leaks" : "";
    }

    /** Checks that there is something to draw, and that intervals can show what it does. */
    private void drawnInputs() {
        RunSpec run = parts.run();
        if (!run.drawsInputs()) {
            return;
        }
        List<String> keys = List.of("run", "input_uncertainty");
        Set<FittedLaw> fitted = parts.fittedLaws();
        if (fitted.isEmpty()) {
            problem(keys, "expected off, or a law under fit whose rows say how sure it is, found on and no such law");
        }
        fitted.stream()
                .filter(law -> law.endedRows() < FittedLaw.LEAST_ROWS)
                .forEach(law -> problem(
                        keys,
                        "expected off, or at least " + FittedLaw.LEAST_ROWS
                                + " rows that saw an end for each law under fit, found " + law.endedRows() + " of "
                                + law.source()));
        if (run.analysis().kind() == AnalysisSpec.Kind.STEADY) {
            problem(List.of("run", "analysis"), "expected kind: terminating with input_uncertainty: on, found steady");
        }
        if (run.estimate().isSplitting()) {
            problem(List.of("run", "estimate"), "expected simulation with input_uncertainty: on, found splitting");
        }
    }

    private void counted() {
        if (parts.measure().resource() == MeasureSpec.Counted.ASIDS
                && parts.host().kernel(parts.controls()).asidScheme() == AsidScheme.NONE) {
            problem(List.of("measure", "resource"), "expected auto | ids on a host without ASIDs, found asids");
        }
    }

    private void estimate() {
        if (parts.run().estimate().isSplitting()) {
            SplittingNeeds.lacking(
                            parts.events(),
                            parts.host().costs(),
                            everyTenant(),
                            parts.controls().policy(),
                            facts())
                    .forEach(why -> problem(
                            List.of("run", "estimate"), "expected auto or simulation, found splitting: " + why));
        }
        importance(parts.run().estimate().importance());
    }

    private void importance(String level) {
        if (level.startsWith("/") && !listed().contains(level)) {
            problem(
                    List.of("run", "estimate", "importance"),
                    "expected all, host or a cgroup, found " + level + Spelling.didYouMean(level, listed()));
        }
    }

    private void precision(MetricNames metrics) {
        if (tree.find(List.of("run", "precision")).isEmpty()) {
            return; // run itself is missing, which is a problem already: nobody wrote the placeholder that stands here
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
                problem(with(keys, "metric"), metrics.unknown(precision.tenant(), precision.metric()));
            }
        }
    }

    /** Returns what is wrong with {@code METRIC} or {@code TENANT.METRIC} of a sweep; empty for nothing. */
    static String sweptProblem(String name, Map<String, TenantSpec> tenants, MetricNames metrics) {
        int dot = name.lastIndexOf('.');
        if (dot < 0 && !metrics.of("*").contains(name)) {
            String anyTenant = tenants.keySet().stream().findFirst().orElse("*");
            return metrics.of(anyTenant).contains(name)
                    ? ""
                    : "expected a metric, found " + name + metrics.hint(anyTenant, name)
                            + "; `ioasid-sim metrics` lists them";
        }
        String tenant = dot < 0 ? "*" : name.substring(0, dot);
        var asked = new Expectation("", tenant, name.substring(dot + 1), Expectation.Relation.AT_LEAST, 0, name);
        return metricProblem(asked, tenants, metrics);
    }

    static String metricProblem(Expectation expectation, Map<String, TenantSpec> tenants, MetricNames metrics) {
        String tenant = expectation.tenant();
        if (!tenant.equals("*") && !tenants.containsKey(tenant)) {
            return "expected a tenant or * for the host, found " + tenant
                    + Spelling.didYouMean(tenant, tenants.keySet());
        }
        Set<String> known = metrics.of(tenant);
        return known.contains(expectation.metric())
                ? metrics.boundProblem(expectation)
                : metrics.unknown(tenant, expectation.metric());
    }
}
