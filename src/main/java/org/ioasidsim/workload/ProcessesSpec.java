package org.ioasidsim.workload;

import java.util.List;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * The processes of each instance.
 *
 * @param initial those alive when the instance starts, with lifetimes drawn as for new ones
 * @param lifetimeSeconds of each process; unused with recorded arrivals, whose rows have the lifetimes
 * @param threads the tasks of a process that pids counts (containers only)
 * @param devices that each process binds to, in this order
 * @param privateIds further ids of each process, each a request of its own
 * @param leakProbability the probability that a holder never gives its id back
 */
public record ProcessesSpec(
        int initial,
        ArrivalsSpec arrivals,
        Distribution lifetimeSeconds,
        int threads,
        List<String> devices,
        BindSpec bind,
        int privateIds,
        OnRefusal onRefusal,
        double leakProbability) {
    public ProcessesSpec {
        devices = List.copyOf(devices);
    }

    static ProcessesSpec read(Section section, String tenant) {
        int initial = section.optional("initial", "alive at time 0, lifetimes drawn afresh", Forms.smallCount(0), "0");
        ArrivalsSpec arrivals = arrivals(section, tenant);
        return new ProcessesSpec(
                initial,
                arrivals,
                lifetime(section, arrivals),
                section.optional("threads", "tasks charged to pids, in containers", Forms.smallCount(1), "1"),
                section.required("devices", "bound in this order", Forms.list(names())),
                section.optional("bind", "how a process binds", Forms.section(BindSpec::read), "{}"),
                section.optional("private_ids", "further ids per process", Forms.smallCount(0), "0"),
                section.optional("on_refusal", "what a refused process does", OnRefusal.form(), "give-up"),
                section.optional("leak_probability", "that a holder never lets go", Forms.probability(), "0"));
    }

    /** Returns the mean time for which an id is held: with recorded arrivals of the rows whose end was seen, NaN if there are none. */
    public double meanHoldSeconds() {
        Distribution hold = bind.holdSeconds();
        if (hold == null && arrivals instanceof ArrivalsSpec.Trace trace) {
            return trace.meanSeconds();
        }
        return (hold == null ? lifetimeSeconds : hold).mean();
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
