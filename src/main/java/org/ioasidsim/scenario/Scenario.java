package org.ioasidsim.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.random.Streams;
import org.ioasidsim.workload.EventSpec;
import org.ioasidsim.workload.ReplacedFits;
import org.ioasidsim.workload.TenantSpec;
import org.ioasidsim.workload.trace.FittedLaw;

/**
 * One variant of a scenario with every default, preset and override filled in.
 *
 * @param cgroups what is written to each, parents before children, else in the order of the file; templates among them, the root is not
 * @param resolvedYaml the text that {@code show} prints for this variant; reading it back gives the same run
 */
public record Scenario(
        String name,
        String question,
        KernelConfig kernel,
        HostCosts costs,
        Map<CgroupPath, CgroupLimits> cgroups,
        PolicySpec policy,
        List<TenantSpec> tenants,
        List<EventSpec> events,
        RunSpec run,
        MeasureSpec measure,
        String resolvedYaml) {
    public Scenario {
        cgroups = Collections.unmodifiableMap(new LinkedHashMap<>(cgroups));
        tenants = List.copyOf(tenants);
        events = List.copyOf(events);
    }

    public List<String> tenantNames() {
        return tenants.stream().map(TenantSpec::name).toList();
    }

    /** Returns the tenants whom the scenario's question is not about, since they are the trouble. */
    public List<String> aggressors() {
        return tenants.stream()
                .filter(tenant -> tenant.role() == TenantSpec.Role.AGGRESSOR)
                .map(TenantSpec::name)
                .toList();
    }

    /** Returns the tenants whose instances are VMs. */
    public Set<String> tenantsOfVms() {
        return tenants.stream()
                .filter(tenant -> tenant.kind() == TenantSpec.Kind.VM)
                .map(TenantSpec::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the resource that the fewest processes use up. */
    public BindingResource bindingResource() {
        return BindingResource.of(kernel, tenants, measure.resource());
    }

    /** Returns how many processes tenants can keep bound at once. */
    public long capacity() {
        return bindingResource().capacity();
    }

    /** Returns what a policy knows about the host. */
    public HostFacts hostFacts() {
        return FactsForPolicies.of(kernel, tenants, cgroups.keySet());
    }

    /** Returns the same scenario, measured otherwise. */
    public Scenario with(MeasureSpec newMeasure) {
        return new Scenario(
                name, question, kernel, costs, cgroups, policy, tenants, events, run, newMeasure, resolvedYaml);
    }

    /** Returns the same scenario for theory, which no file describes, with other limits and tenants. */
    public Scenario with(Map<CgroupPath, CgroupLimits> newCgroups, List<TenantSpec> newTenants) {
        return new Scenario(
                name, question, kernel, costs, newCgroups, policy, newTenants, events, run, measure, resolvedYaml);
    }

    /** Returns the same scenario with other laws in place of those that were fitted. */
    public Scenario with(ReplacedFits fits) {
        return new Scenario(
                name,
                question,
                kernel,
                costs.with(fits),
                cgroups,
                policy,
                tenants.stream().map(fits::of).toList(),
                events,
                run,
                measure,
                resolvedYaml);
    }

    /** Returns the same scenario with each fitted law as any other: that of maximum likelihood. */
    public Scenario atEstimates() {
        return run.drawsInputs() ? with(new ReplacedFits(FittedLaw::law)) : this;
    }

    /**
     * Returns the same scenario with each fitted law drawn anew from the bootstrap of its rows, the same for all that name the same rows.
     *
     * @param replication whose draw it is, from 1
     */
    public Scenario drawn(int replication) {
        var streams = new Streams(run.seed(), replication);
        return with(new ReplacedFits(law -> law.redrawn(streams)));
    }

    /** Returns the data that drawn inputs come from, as a message names them, such as {@code 30 rows of holds.csv}; none where they are given. */
    public List<String> drawnFrom() {
        Set<FittedLaw> found = new LinkedHashSet<>();
        var unused = with(ReplacedFits.notedIn(found));
        return found.stream().map(FittedLaw::source).distinct().toList();
    }

    /** Returns the fewest rows, of those that ended, that a drawn input comes from; infinite where none is drawn. */
    public double fewestRowsDrawn() {
        Set<FittedLaw> found = new LinkedHashSet<>();
        var unused = with(ReplacedFits.notedIn(found));
        return found.stream().mapToDouble(FittedLaw::endedRows).min().orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * Returns the same scenario with other tenants and events, made by a program and not by a file.
     *
     * @param mark a line of YAML whose key begins with {@code x_}, which makes its text differ from that of the file's variant
     */
    public Scenario with(List<TenantSpec> newTenants, List<EventSpec> newEvents, String mark) {
        return new Scenario(
                name,
                question,
                kernel,
                costs,
                cgroups,
                policy,
                newTenants,
                newEvents,
                run,
                measure,
                resolvedYaml + mark + "\n");
    }
}
