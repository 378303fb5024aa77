package org.ioasidsim.experiment.compare;

import java.util.List;
import org.ioasidsim.random.Multiple;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.EventSpec;
import org.ioasidsim.workload.InstancesSpec;
import org.ioasidsim.workload.ProcessesSpec;
import org.ioasidsim.workload.TenantSpec;

/**
 * A tenant's load times a factor, with everything else in the scenario unchanged. If instances arrive, their rate is scaled. Otherwise the
 * process rate and the initial population are. Rates are multiplied and gaps divided, with the same random draws; a finite population and
 * an initial one are multiplied and rounded. Times that a file lists one by one cannot be scaled: compressing a recorded trace would shorten
 * its lifetimes as well and leave its load unchanged.
 *
 * <p>Factor 0 is the tenant off: no instance of it ever lives, and no event starts, stops or moves it. Its cgroups and their limits stay.
 */
public final class ScaledLoad {
    private ScaledLoad() {}

    /** Returns the reason why the load of {@code tenant} cannot be scaled, as the rest of a sentence; empty when it can be. */
    static String obstacle(TenantSpec tenant) {
        ArrivalsSpec arrivals = scaledPart(tenant);
        if (arrivals instanceof ArrivalsSpec.At) {
            return "its arrivals are listed one by one";
        } else if (arrivals instanceof ArrivalsSpec.Scheduled) {
            return "its arrivals come at fixed times";
        } else if (arrivals instanceof ArrivalsSpec.Trace) {
            return "its arrivals are those of a recorded trace";
        } else if (arrivals instanceof ArrivalsSpec.None && tenant.processes().initial() == 0) {
            return "nothing of it arrives";
        }
        return "";
    }

    /** Returns the factor nearest to {@code factor} that gives a whole population, or whole processes if none arrive. */
    static double feasible(TenantSpec tenant, double factor) {
        ArrivalsSpec arrivals = scaledPart(tenant);
        if (arrivals instanceof ArrivalsSpec.Closed closed) {
            return Math.rint(closed.population() * factor) / closed.population();
        } else if (arrivals instanceof ArrivalsSpec.None && tenant.processes().initial() > 0) {
            return Math.rint(tenant.processes().initial() * factor)
                    / tenant.processes().initial();
        }
        return factor;
    }

    /** Returns the mean arrival rate of {@code tenant}, over all its instances; NaN where arrivals have no rate. */
    static double perSecond(TenantSpec tenant) {
        int sources = isOfInstances(tenant) ? 1 : tenant.instances().initial();
        return sources * perSecond(scaledPart(tenant));
    }

    /** Returns whether instances arrive, not only processes. */
    static boolean isOfInstances(TenantSpec tenant) {
        return !(tenant.instances().arrivals() instanceof ArrivalsSpec.None);
    }

    private static ArrivalsSpec scaledPart(TenantSpec tenant) {
        return isOfInstances(tenant)
                ? tenant.instances().arrivals()
                : tenant.processes().arrivals();
    }

    private static double perSecond(ArrivalsSpec arrivals) {
        if (arrivals instanceof ArrivalsSpec.Poisson poisson) {
            return poisson.perSecond();
        } else if (arrivals instanceof ArrivalsSpec.Renewal renewal) {
            return 1 / renewal.gapSeconds().mean();
        } else if (arrivals instanceof ArrivalsSpec.Batch batch) {
            return batch.perSecond() * batch.size().mean();
        } else if (arrivals instanceof ArrivalsSpec.OnOff onOff) {
            double on = onOff.onSeconds().mean();
            return onOff.perSecond() * on / (on + onOff.offSeconds().mean());
        } else if (arrivals instanceof ArrivalsSpec.Profile profile) {
            return profile.meanPerSecond();
        } else if (arrivals instanceof ArrivalsSpec.Each each) {
            return perSecond(each.mean());
        }
        return Double.NaN;
    }

    /** Returns {@code scenario} with the load of {@code name} times {@code factor}, 0 for off; at 1 it is the same scenario. */
    public static Scenario of(Scenario scenario, String name, double factor) {
        if (factor == 1) {
            return scenario;
        }
        List<TenantSpec> tenants = scenario.tenants().stream()
                .map(tenant -> tenant.name().equals(name) ? scaled(tenant, factor) : tenant)
                .toList();
        List<EventSpec> events = factor > 0
                ? scenario.events()
                : scenario.events().stream()
                        .filter(event -> !isOf(event.action(), name))
                        .toList();
        return scenario.with(tenants, events, "x_load: {tenant: " + name + ", factor: " + factor + "}");
    }

    private static boolean isOf(EventSpec.Action action, String name) {
        return (action instanceof EventSpec.Kill kill && kill.tenant().equals(name))
                || (action instanceof EventSpec.Stop stop && stop.tenant().equals(name))
                || (action instanceof EventSpec.Start start && start.tenant().equals(name))
                || (action instanceof EventSpec.Move move && move.tenant().equals(name))
                || (action instanceof EventSpec.Migrate migrate
                        && migrate.tenant().equals(name));
    }

    private static TenantSpec scaled(TenantSpec tenant, double factor) {
        if (factor == 0) {
            return tenant.with(off(tenant.instances()), tenant.processes());
        }
        return isOfInstances(tenant)
                ? tenant.with(scaled(tenant.instances(), factor), tenant.processes())
                : tenant.with(tenant.instances(), scaled(tenant.processes(), factor));
    }

    private static InstancesSpec off(InstancesSpec spec) {
        return new InstancesSpec(0, new ArrivalsSpec.None(), spec.lifetimeSeconds(), spec.max(), true);
    }

    private static InstancesSpec scaled(InstancesSpec spec, double factor) {
        return new InstancesSpec(
                rounded(spec.initial(), factor),
                scaled(spec.arrivals(), factor),
                spec.lifetimeSeconds(),
                spec.max(),
                spec.startsOff());
    }

    private static ProcessesSpec scaled(ProcessesSpec spec, double factor) {
        return new ProcessesSpec(
                rounded(spec.initial(), factor),
                scaled(spec.arrivals(), factor),
                spec.lifetimeSeconds(),
                spec.threads(),
                spec.devices(),
                spec.bindsAny(),
                spec.bind(),
                spec.privateIds(),
                spec.onRefusal(),
                spec.leakProbability(),
                spec.forks(),
                spec.broker(),
                spec.initialEach() == null ? null : spec.initialEach().times(factor));
    }

    private static ArrivalsSpec scaled(ArrivalsSpec arrivals, double factor) {
        if (arrivals instanceof ArrivalsSpec.Poisson poisson) {
            return new ArrivalsSpec.Poisson(poisson.perSecond() * factor);
        } else if (arrivals instanceof ArrivalsSpec.Renewal renewal) {
            return new ArrivalsSpec.Renewal(new Multiple(renewal.gapSeconds(), 1 / factor));
        } else if (arrivals instanceof ArrivalsSpec.Batch batch) {
            return new ArrivalsSpec.Batch(batch.size(), batch.perSecond() * factor);
        } else if (arrivals instanceof ArrivalsSpec.OnOff onOff) {
            return new ArrivalsSpec.OnOff(onOff.onSeconds(), onOff.offSeconds(), onOff.perSecond() * factor);
        } else if (arrivals instanceof ArrivalsSpec.Profile profile) {
            return new ArrivalsSpec.Profile(profile.meanPerSecond() * factor, profile.periodSeconds(), profile.shape());
        } else if (arrivals instanceof ArrivalsSpec.Closed closed) {
            return new ArrivalsSpec.Closed(rounded(closed.population(), factor), closed.thinkSeconds());
        } else if (arrivals instanceof ArrivalsSpec.Each each) {
            return new ArrivalsSpec.Each(scaled(each.mean(), factor), each.factor());
        } else if (arrivals instanceof ArrivalsSpec.None) {
            return arrivals;
        }
        throw new IllegalArgumentException("The rate of these arrivals cannot be scaled: " + arrivals);
    }

    private static int rounded(int count, double factor) {
        return (int) Math.min(Integer.MAX_VALUE, Math.rint(count * factor));
    }
}
