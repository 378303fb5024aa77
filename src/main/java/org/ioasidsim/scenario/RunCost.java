package org.ioasidsim.scenario;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.InstancesSpec;
import org.ioasidsim.workload.ProcessesSpec;
import org.ioasidsim.workload.TenantSpec;

/**
 * What running a scenario would cost, estimated from its rates and counts before anything runs. The estimates are low: they suppose a fast
 * machine, and no refusals and retries, so that whatever is too much by them is too much.
 *
 * @param events of all replications
 * @param seconds on one core
 * @param bytes of memory, however many replications run at a time
 * @param key the path of the value that is the most beyond what is usual
 */
public record RunCost(double events, double seconds, double bytes, String key) {
    private static final double SECONDS_PER_EVENT = 1e-7;
    private static final double SECONDS_PER_REPLICATION = 2e-5;
    private static final double BYTES_PER_INSTANCE = 100;
    private static final double BYTES_PER_PROCESS = 50;
    private static final double BYTES_PER_SAMPLE = 8;
    private static final double BYTES_PER_RESULT = 1_000;

    /** An arrival and an end. */
    private static final double EVENTS_PER_PROCESS = 2;

    /** A number of the scenario beside one that nobody would wonder about. */
    private record Factor(String key, double value, double usual) {
        double excess() {
            return value / usual;
        }
    }

    /** Returns what {@code replications} of {@code scenario} cost. */
    public static RunCost of(Scenario scenario, int replications) {
        double length = length(scenario);
        double events = 0;
        double bytes = 0;
        for (TenantSpec tenant : scenario.tenants()) {
            events += events(tenant, length);
            bytes += bytes(tenant);
        }
        int tenants = scenario.tenants().size();
        double windows = scenario.run().durationSeconds() / scenario.measure().windowSeconds();
        double samples = scenario.run().durationSeconds() / scenario.measure().timelineSeconds();
        events += windows + samples;
        bytes += samples * tenants * BYTES_PER_SAMPLE;
        return new RunCost(
                events * replications,
                (events * SECONDS_PER_EVENT + SECONDS_PER_REPLICATION) * replications,
                bytes + (double) replications * BYTES_PER_RESULT,
                key(scenario, replications, windows, samples));
    }

    /** Returns what both cost, one after the other; the key is that of the dearer. */
    public RunCost and(RunCost other) {
        boolean isDearer = seconds / Math.max(1, other.seconds) >= 1 || bytes > other.bytes;
        return new RunCost(
                events + other.events,
                seconds + other.seconds,
                Math.max(bytes, other.bytes),
                isDearer ? key : other.key);
    }

    private static double length(Scenario scenario) {
        return scenario.run().durationSeconds() + Math.max(0, scenario.run().warmUpSeconds());
    }

    private static double events(TenantSpec tenant, double length) {
        InstancesSpec instances = tenant.instances();
        ProcessesSpec processes = tenant.processes();
        double came = instances.initial() + perSecond(instances.arrivals(), 0) * length;
        double started = came * processes.initial() + alive(instances) * perSecond(processes, length) * length;
        return EVENTS_PER_PROCESS * (came + started);
    }

    private static double bytes(TenantSpec tenant) {
        return alive(tenant.instances())
                * (BYTES_PER_INSTANCE
                        + BYTES_PER_PROCESS * Math.min(tenant.processes().initial(), tenant.guestPidMax()));
    }

    private static double alive(InstancesSpec instances) {
        double arriving = perSecond(instances.arrivals(), 0)
                * Math.min(instances.lifetimeSeconds().mean(), 1); // no more than one second's, which is low
        return Math.min(instances.max(), instances.initial() + arriving);
    }

    private static double perSecond(ProcessesSpec processes, double length) {
        double rate =
                perSecond(processes.arrivals(), processes.lifetimeSeconds().mean());
        return processes.arrivals() instanceof ArrivalsSpec.At at ? at.seconds().size() / length : rate;
    }

    /** Returns how many arrive in a second; 0 for those listed or recorded, whose number their list limits. */
    private static double perSecond(ArrivalsSpec arrivals, double lifetime) {
        if (arrivals instanceof ArrivalsSpec.Poisson poisson) {
            return poisson.perSecond();
        } else if (arrivals instanceof ArrivalsSpec.Renewal renewal) {
            return 1 / renewal.gapSeconds().mean();
        } else if (arrivals instanceof ArrivalsSpec.Batch batch) {
            return batch.perSecond() * Math.max(1, batch.size().mean());
        } else if (arrivals instanceof ArrivalsSpec.OnOff onOff) {
            double on = onOff.onSeconds().mean();
            return onOff.perSecond() * on / (on + onOff.offSeconds().mean());
        } else if (arrivals instanceof ArrivalsSpec.Profile profile) {
            return profile.meanPerSecond();
        } else if (arrivals instanceof ArrivalsSpec.Closed closed) {
            return closed.population() / (closed.thinkSeconds().mean() + lifetime);
        }
        return 0;
    }

    private static String key(Scenario scenario, int replications, double windows, double samples) {
        Stream<Factor> ofRun = Stream.of(
                new Factor("run.replications", replications, 1_000),
                new Factor("run.duration", scenario.run().durationSeconds(), 100_000),
                new Factor("run.warm_up", scenario.run().warmUpSeconds(), 100_000),
                new Factor("measure.window", windows, 1e6),
                new Factor("measure.timeline", samples, 1e6));
        return Stream.concat(ofRun, scenario.tenants().stream().flatMap(tenant -> factors(tenant).stream()))
                .max(Comparator.comparingDouble(Factor::excess))
                .orElseThrow()
                .key();
    }

    private static List<Factor> factors(TenantSpec tenant) {
        String key = "tenants." + tenant.name();
        return List.of(
                new Factor(key + ".instances", alive(tenant.instances()), 10_000),
                new Factor(key + ".processes.initial", tenant.processes().initial(), 100_000),
                new Factor(key + ".processes.arrivals", perSecond(tenant.processes(), 1), 100_000));
    }
}
