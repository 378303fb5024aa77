package org.ioasidsim.workload;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;
import org.jspecify.annotations.Nullable;

/**
 * The processes of each instance.
 *
 * @param initial those alive when the instance starts, with lifetimes drawn as for new ones
 * @param lifetimeSeconds of each process; unused with recorded arrivals, whose rows have the lifetimes
 * @param threads the tasks of a process that pids counts (containers only)
 * @param devices that each process binds to, in this order
 * @param bindsAny whether each binds to the first of the devices that is not busy, and not to all
 * @param privateIds further ids of each process, each a request of its own
 * @param leakProbability the probability that a holder never gives its id back
 * @param forks the workers that each forks once it is bound; null: none
 * @param broker that opens devices for them; null: they do so themselves
 * @param initialEach if each instance has a number of its own at the start, rounded to a whole one; {@code initial} is then the mean; null: all have the same
 */
public record ProcessesSpec(
        int initial,
        ArrivalsSpec arrivals,
        Distribution lifetimeSeconds,
        int threads,
        List<String> devices,
        boolean bindsAny,
        BindSpec bind,
        int privateIds,
        OnRefusal onRefusal,
        double leakProbability,
        @Nullable ForksSpec forks,
        @Nullable BrokerSpec broker,
        @Nullable EachSpec initialEach) {
    public ProcessesSpec {
        devices = List.copyOf(devices);
    }

    /** Makes processes that fork no workers and open devices themselves. */
    public ProcessesSpec(
            int initial,
            ArrivalsSpec arrivals,
            Distribution lifetimeSeconds,
            int threads,
            List<String> devices,
            BindSpec bind,
            int privateIds,
            OnRefusal onRefusal,
            double leakProbability) {
        this(
                initial,
                arrivals,
                lifetimeSeconds,
                threads,
                devices,
                false,
                bind,
                privateIds,
                onRefusal,
                leakProbability,
                null,
                null,
                null);
    }

    static ProcessesSpec read(Section section, String tenant) {
        Initial initial = section.optional("initial", "alive at time 0, lifetimes drawn afresh", Initial.form(), "0");
        ArrivalsSpec arrivals = arrivals(section, tenant);
        Distribution lifetime = lifetime(section, arrivals);
        DeviceNames devices = section.required(
                "devices", "bound in this order; {any: [...]}: the first that is not busy", deviceNames());
        var processes = new ProcessesSpec(
                initial.count,
                arrivals,
                lifetime,
                section.optional("threads", "tasks charged to pids, in containers", Forms.smallCount(1), "1"),
                devices.devices,
                devices.isAny,
                section.optional("bind", "how a process binds", Forms.section(BindSpec::read), "{}"),
                section.optional("private_ids", "further ids per process", Forms.smallCount(0), "0"),
                section.optional("on_refusal", "what a refused process does", OnRefusal.form(), "give-up"),
                section.optional("leak_probability", "that a holder never lets go", Forms.probability(), "0"),
                forks(section, lifetime),
                broker(section),
                initial.each);
        if (processes.forks != null && processes.bind.holdSeconds() != null) {
            section.problem(
                    "forks",
                    "expected none with bind.hold: a worker would inherit one bond of many; leave out one of them");
        }
        if (processes.broker != null) {
            checkBroker(section, processes);
        }
        return processes;
    }

    private static void checkBroker(Section section, ProcessesSpec processes) {
        String found = processes.forks != null
                ? "forks"
                : processes.privateIds > 0 ? "private_ids" : processes.bindsAny ? "devices: {any: ...}" : "";
        if (!found.isEmpty()) {
            section.problem(
                    "broker", "expected none beside " + found + ", which a broker does not pass on; leave out one");
        }
    }

    private static @Nullable BrokerSpec broker(Section section) {
        Form<Optional<BrokerSpec>> broker = Forms.section(keys -> Optional.of(BrokerSpec.read(keys)));
        return section.optional(
                        "broker",
                        "a process of each instance that opens devices for the others and passes the files on",
                        Forms.or(Map.of("none", Optional.empty()), broker),
                        "none")
                .orElse(null);
    }

    /** Processes at the start. */
    private record Initial(int count, @Nullable EachSpec each) {
        static Form<Initial> form() {
            return Forms.either(
                    Forms.map(Forms.smallCount(0), count -> new Initial(count, null)),
                    Forms.map(
                            EachSpec.form(Forms.smallCount(0)),
                            each -> new Initial((int) Math.rint(each.mean()), each)));
        }
    }

    private static @Nullable ForksSpec forks(Section section, Distribution lifetime) {
        Form<Optional<ForksSpec>> workers = Forms.section(forks -> Optional.of(ForksSpec.read(forks, lifetime)));
        return section.optional(
                        "forks",
                        "workers that a process forks once it is bound",
                        Forms.or(Map.of("none", Optional.empty()), workers),
                        "none")
                .orElse(null);
    }

    /** Returns the most processes that an instance has at the start. */
    public int mostInitial() {
        return initialEach == null ? initial : (int) Math.rint(initialEach.high());
    }

    /** Returns the mean time for which an id is held: with recorded arrivals of the rows whose end was seen, NaN if there are none. */
    public double meanHoldSeconds() {
        Distribution hold = bind.holdSeconds();
        if (hold == null && arrivals instanceof ArrivalsSpec.Trace trace) {
            return trace.meanSeconds();
        }
        return (hold == null ? lifetimeSeconds : hold).mean();
    }

    /** The devices of a process, each or any of them. */
    private record DeviceNames(List<String> devices, boolean isAny) {
        static DeviceNames any(Section section) {
            return new DeviceNames(
                    section.required(
                            "any",
                            "tried in this order; the next one on -EBUSY, as libraries do",
                            Forms.listOfSome(names())),
                    true);
        }
    }

    private static Form<DeviceNames> deviceNames() {
        Form<DeviceNames> each = Forms.map(Forms.list(names()), names -> new DeviceNames(names, false));
        return Forms.either(each, Forms.section(DeviceNames::any));
    }

    private static Form<String> names() {
        return Forms.text("the name of a device", "[A-Za-z0-9_-]+", "device");
    }

    private static ArrivalsSpec arrivals(Section section, String tenant) {
        String doc = "when processes arrive";
        return section.has("initial") || section.isProbing()
                ? section.optional("arrivals", doc, ArrivalsSpec.form(tenant), "none", "none; required without initial")
                : section.required("arrivals", doc, ArrivalsSpec.form(tenant));
    }

    private static Distribution lifetime(Section section, ArrivalsSpec arrivals) {
        String doc = "how long a process lives";
        return arrivals instanceof ArrivalsSpec.Trace || section.isProbing()
                ? section.optional(
                        "lifetime",
                        doc,
                        DistributionReader.timeOrForever(),
                        "forever",
                        "forever with a trace; else required")
                : section.required("lifetime", doc, DistributionReader.timeOrForever());
    }
}
