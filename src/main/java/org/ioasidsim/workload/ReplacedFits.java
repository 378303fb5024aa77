package org.ioasidsim.workload;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.Mixture;
import org.ioasidsim.random.Multiple;
import org.ioasidsim.workload.trace.FittedLaw;
import org.jspecify.annotations.Nullable;

/** Tenants whose fitted laws are replaced, each by what a function makes of it; everything else stays. */
public final class ReplacedFits {
    private final Function<FittedLaw, Distribution> change;

    public ReplacedFits(Function<FittedLaw, Distribution> change) {
        this.change = change;
    }

    /** Returns what leaves all laws and adds those that were fitted to {@code found}. */
    public static ReplacedFits notedIn(Set<FittedLaw> found) {
        return new ReplacedFits(law -> {
            found.add(law);
            return law;
        });
    }

    /** Returns {@code law}, or what stands in its place, also where it is a part of another. */
    public Distribution of(Distribution law) {
        if (law instanceof FittedLaw fitted) {
            return change.apply(fitted);
        } else if (law instanceof Multiple multiple) {
            return new Multiple(of(multiple.of()), multiple.factor());
        } else if (law instanceof Mixture mixture) {
            return new Mixture(
                    mixture.p(), Arrays.stream(mixture.parts()).map(this::of).toArray(Distribution[]::new));
        }
        return law;
    }

    private @Nullable Distribution ofAny(@Nullable Distribution law) {
        return law == null ? null : of(law);
    }

    /** Returns {@code tenant} with other laws of its times. */
    public TenantSpec of(TenantSpec tenant) {
        return tenant.with(of(tenant.instances()), of(tenant.processes()));
    }

    private InstancesSpec of(InstancesSpec spec) {
        return new InstancesSpec(
                spec.initial(), of(spec.arrivals()), of(spec.lifetimeSeconds()), spec.max(), spec.startsOff());
    }

    private ProcessesSpec of(ProcessesSpec spec) {
        ForksSpec forks = spec.forks();
        return new ProcessesSpec(
                spec.initial(),
                of(spec.arrivals()),
                of(spec.lifetimeSeconds()),
                spec.threads(),
                spec.devices(),
                spec.bindsAny(),
                of(spec.bind()),
                spec.privateIds(),
                of(spec.onRefusal()),
                spec.leakProbability(),
                forks == null
                        ? null
                        : new ForksSpec(forks.children(), of(forks.lifetimeSeconds()), forks.inheritsFiles()),
                spec.broker(),
                spec.initialEach());
    }

    private BindSpec of(BindSpec spec) {
        return new BindSpec(
                spec.probability(), of(spec.afterSeconds()), ofAny(spec.holdSeconds()), of(spec.thinkSeconds()));
    }

    private OnRefusal of(OnRefusal spec) {
        return spec instanceof OnRefusal.Retry retry
                ? new OnRefusal.Retry(
                        retry.firstSeconds(),
                        retry.factor(),
                        retry.maxSeconds(),
                        retry.attempts(),
                        retry.jitter(),
                        ofAny(retry.pauseSeconds()))
                : spec;
    }

    private ArrivalsSpec of(ArrivalsSpec arrivals) {
        if (arrivals instanceof ArrivalsSpec.Renewal renewal) {
            return new ArrivalsSpec.Renewal(of(renewal.gapSeconds()));
        } else if (arrivals instanceof ArrivalsSpec.OnOff onOff) {
            return new ArrivalsSpec.OnOff(of(onOff.onSeconds()), of(onOff.offSeconds()), onOff.perSecond());
        } else if (arrivals instanceof ArrivalsSpec.Closed closed) {
            return new ArrivalsSpec.Closed(closed.population(), of(closed.thinkSeconds()));
        }
        return arrivals;
    }
}
