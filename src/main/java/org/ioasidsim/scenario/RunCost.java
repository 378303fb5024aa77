package org.ioasidsim.scenario;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.BindSpec;
import org.ioasidsim.workload.InstancesSpec;
import org.ioasidsim.workload.OnRefusal;
import org.ioasidsim.workload.ProcessesSpec;
import org.ioasidsim.workload.TenantSpec;

/**
 * What running a scenario would cost, estimated from its rates and counts before anything runs. The estimates are low: they suppose a fast
 * machine and as few refusals as the demand leaves possible, so that whatever is too much by them is too much.
 *
 * @param events of all replications
 * @param seconds on one core
 * @param bytes of memory, however many replications run at a time
 * @param fileBytes of the results on disk
 * @param key the path of the value that is the most beyond what is usual
 * @param variant of which that is the value
 */
public record RunCost(double events, double seconds, double bytes, double fileBytes, String key, String variant) {
    private static final double SECONDS_PER_EVENT = 1e-7;
    private static final double SECONDS_PER_REPLICATION = 2e-5;
    private static final double SECONDS_PER_BYTE_READ = 1e-9;
    private static final double BYTES_PER_INSTANCE = 100;
    private static final double BYTES_PER_PROCESS = 50;
    private static final double BYTES_PER_SAMPLE = 8;
    private static final double BYTES_PER_RESULT = 1_000;

    /** In {@code replications.csv} and in the store, of some thirty metrics. */
    private static final double FILE_BYTES_PER_TENANT = 500;

    private static final double FILE_BYTES_PER_SAMPLE = 15;

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
        return of(scenario, replications, "");
    }

    /** Returns the same of a variant that has a name. */
    public static RunCost of(Scenario scenario, int replications, String variant) {
        double length = length(scenario);
        var demand = new Demand(scenario, length);
        double events = 0;
        double bytes = 0;
        double read = 0;
        for (TenantSpec tenant : scenario.tenants()) {
            double first = inEquilibrium(scenario, tenant);
            events += first + events(tenant, length) + demand.cycles(tenant) + demand.retries(tenant);
            bytes += bytes(tenant) + first * BYTES_PER_PROCESS;
            read += traceBytes(tenant);
        }
        int tenants = scenario.tenants().size();
        double windows = scenario.run().durationSeconds() / scenario.measure().windowSeconds();
        double samples = scenario.run().durationSeconds() / scenario.measure().timelineSeconds();
        events += windows + samples;
        bytes += samples * tenants * BYTES_PER_SAMPLE;
        double seconds = events * SECONDS_PER_EVENT + SECONDS_PER_REPLICATION + read * SECONDS_PER_BYTE_READ;
        return new RunCost(
                events * replications,
                seconds * replications,
                bytes + (double) replications * BYTES_PER_RESULT,
                (double) replications * tenants * FILE_BYTES_PER_TENANT + samples * tenants * FILE_BYTES_PER_SAMPLE,
                key(scenario, replications, windows, samples, demand),
                variant);
    }

    /** Returns what both cost, one after the other; the key is that of the dearer. */
    public RunCost and(RunCost other) {
        boolean isDearer = seconds / Math.max(1, other.seconds) >= 1 || bytes > other.bytes;
        return new RunCost(
                events + other.events,
                seconds + other.seconds,
                Math.max(bytes, other.bytes),
                fileBytes + other.fileBytes,
                isDearer ? key : other.key,
                isDearer ? variant : other.variant);
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

    /** Returns with how many processes a run begins that starts with as many as live in the long run. */
    private static double inEquilibrium(Scenario scenario, TenantSpec tenant) {
        double life = tenant.processes().lifetimeSeconds().mean();
        return scenario.run().isStationary() && Double.isFinite(life)
                ? alive(tenant.instances()) * perSecond(tenant.processes(), length(scenario)) * life
                : 0;
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

    /** Returns how large the trace is that a tenant reads; 0 for none, or where that is not known. */
    private static double traceBytes(TenantSpec tenant) {
        return tenant.processes().arrivals() instanceof ArrivalsSpec.Trace trace
                ? trace.spec().file().toFile().length()
                : 0;
    }

    /** Returns how many arrive in a second; 0 for those listed, whose number their list limits; of a repeated trace one in each round. */
    private static double perSecond(ArrivalsSpec arrivals, double lifetime) {
        if (arrivals instanceof ArrivalsSpec.Poisson poisson) {
            return poisson.perSecond();
        } else if (arrivals instanceof ArrivalsSpec.Renewal renewal) {
            return 1 / renewal.gapSeconds().mean();
        } else if (arrivals instanceof ArrivalsSpec.Batch batch) {
            return batch.perSecond() * Math.max(1, batch.size().mean());
        } else if (arrivals instanceof ArrivalsSpec.Scheduled scheduled) {
            return scheduled.schedule().perSecond()
                    * Math.max(1, scheduled.size().mean());
        } else if (arrivals instanceof ArrivalsSpec.OnOff onOff) {
            double on = onOff.onSeconds().mean();
            return onOff.perSecond() * on / (on + onOff.offSeconds().mean());
        } else if (arrivals instanceof ArrivalsSpec.Profile profile) {
            return profile.meanPerSecond();
        } else if (arrivals instanceof ArrivalsSpec.Each each) {
            return perSecond(each.mean(), lifetime);
        } else if (arrivals instanceof ArrivalsSpec.Closed closed) {
            return closed.population() / (closed.thinkSeconds().mean() + lifetime);
        } else if (arrivals instanceof ArrivalsSpec.Trace trace && trace.spec().rounds() == Long.MAX_VALUE) {
            return 1 / trace.spec().roundSeconds();
        }
        return 0;
    }

    private static String key(Scenario scenario, int replications, double windows, double samples, Demand demand) {
        Stream<Factor> ofRun = Stream.of(
                new Factor("run.replications", replications, 1_000),
                new Factor("run.duration", scenario.run().durationSeconds(), 100_000),
                new Factor("run.warm_up", scenario.run().warmUpSeconds(), 100_000),
                new Factor("measure.window", windows, 1e6),
                new Factor("measure.timeline", samples, 1e6));
        return Stream.concat(
                        ofRun,
                        scenario.tenants().stream().flatMap(tenant -> factors(scenario, tenant, demand).stream()))
                .max(Comparator.comparingDouble(Factor::excess))
                .orElseThrow()
                .key();
    }

    private static List<Factor> factors(Scenario scenario, TenantSpec tenant, Demand demand) {
        String key = "tenants." + tenant.name();
        return List.of(
                new Factor(key + ".instances", alive(tenant.instances()), 10_000),
                new Factor(key + ".processes.initial", tenant.processes().initial(), 100_000),
                new Factor(key + ".processes.arrivals", perSecond(tenant.processes(), 1), 100_000),
                new Factor(key + ".processes.lifetime", inEquilibrium(scenario, tenant), 1e6),
                new Factor(key + ".processes.bind", demand.cyclesPerSecond(tenant), 100_000),
                new Factor(key + ".processes.on_refusal", demand.retriesPerSecond(tenant), 100_000));
    }

    /** The processes that would hold ids, and those for which there is no room, on an average over the run, which starts empty. */
    private static final class Demand {
        private static final double PART_OF_LENGTH = 0.5;

        private final double length;
        private final double room;
        private final double wanted;

        Demand(Scenario scenario, double length) {
            this.length = length;
            this.room = scenario.capacity();
            this.wanted = scenario.tenants().stream()
                    .mapToDouble(tenant -> held(tenant.processes(), alive(tenant)))
                    .sum();
        }

        /** Returns how many processes of a tenant live. */
        private double alive(TenantSpec tenant) {
            ProcessesSpec processes = tenant.processes();
            double life = Math.min(processes.lifetimeSeconds().mean(), PART_OF_LENGTH * length);
            double started = perSecond(processes, length) * life;
            double initial = processes.initial() * life / length;
            return RunCost.alive(tenant.instances()) * (initial + started);
        }

        private static double held(ProcessesSpec processes, double alive) {
            return alive * processes.bind().probability() * busy(processes.bind());
        }

        /** Returns the share of its life in which a process holds its id, if it gets one. */
        private static double busy(BindSpec bind) {
            Distribution hold = bind.holdSeconds();
            double think = bind.thinkSeconds().mean();
            return hold == null || think == 0 ? 1 : hold.mean() / (hold.mean() + think);
        }

        /** Returns how often processes bind again: those for which there is room. */
        double cyclesPerSecond(TenantSpec tenant) {
            BindSpec bind = tenant.processes().bind();
            Distribution hold = bind.holdSeconds();
            if (hold == null || wanted == 0) {
                return 0;
            }
            double binding = alive(tenant) * bind.probability() * Math.min(1, room / wanted);
            return binding == 0
                    ? 0
                    : binding / (hold.mean() + bind.thinkSeconds().mean());
        }

        double cycles(TenantSpec tenant) {
            return cyclesPerSecond(tenant) * length;
        }

        /** Returns how often processes try again for which there is no room, once their pauses no longer grow. */
        double retriesPerSecond(TenantSpec tenant) {
            if (!(tenant.processes().onRefusal() instanceof OnRefusal.Retry retry) || wanted <= room) {
                return 0;
            }
            double waiting = (wanted - room) * held(tenant.processes(), alive(tenant)) / wanted;
            double most = RunCost.events(tenant, length) * (retry.attempts() - 1) / length;
            return Math.min(waiting / pause(retry), most);
        }

        private static double pause(OnRefusal.Retry retry) {
            Distribution drawn = retry.pauseSeconds();
            if (drawn != null) {
                return drawn.mean();
            }
            return retry.factor() > 1 ? retry.maxSeconds() : Math.min(retry.firstSeconds(), retry.maxSeconds());
        }

        double retries(TenantSpec tenant) {
            return retriesPerSecond(tenant) * length;
        }
    }
}
