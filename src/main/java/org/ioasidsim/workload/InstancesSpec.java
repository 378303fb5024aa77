package org.ioasidsim.workload;

import java.util.Map;
import org.ioasidsim.random.Constant;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * The instances of a tenant: how many there are, when they come and for how long they live.
 *
 * @param initial those that live from time 0
 * @param arrivals of further ones; {@link ArrivalsSpec.None} for none
 * @param lifetimeSeconds of each instance, may be infinite; unused with recorded arrivals, whose rows have the lifetimes
 * @param max the most that live at once; further arrivals are lost
 * @param startsOff whether nothing starts before a {@code start} event
 */
public record InstancesSpec(
        int initial, ArrivalsSpec arrivals, Distribution lifetimeSeconds, int max, boolean startsOff) {
    /** Returns the form of the instances of {@code tenant}. */
    static Form<InstancesSpec> form(String tenant) {
        return Forms.either(
                Forms.map(Forms.smallCount(0), InstancesSpec::always), Forms.section(section -> read(section, tenant)));
    }

    private static InstancesSpec always(int count) {
        return new InstancesSpec(
                count, new ArrivalsSpec.None(), new Constant(Double.POSITIVE_INFINITY), Integer.MAX_VALUE, false);
    }

    private static InstancesSpec read(Section section, String tenant) {
        String initial = section.has("arrivals") ? "0" : "1";
        var instances = new InstancesSpec(
                section.optional(
                        "initial", "alive from the start", Forms.smallCount(0), initial, "1, or 0 with arrivals"),
                section.optional("arrivals", "of further ones", ArrivalsSpec.form(tenant), "none"),
                section.optional("lifetime", "of each", DistributionReader.timeOrForever(), "forever"),
                section.optional(
                        "max",
                        "live at once; an arrival beyond is lost",
                        Forms.or(Map.of("max", Integer.MAX_VALUE), Forms.smallCount(1)),
                        "max"),
                !section.optional("start", "off: only when an event starts the tenant", Forms.onOff(), "on"));
        if (instances.arrivals instanceof ArrivalsSpec.Trace trace
                && trace.spec().makesInstances()) {
            section.problem(
                    "arrivals",
                    "expected rows that are instances themselves, found the key instance, which goes under processes.arrivals");
        }
        if (instances.arrivals instanceof ArrivalsSpec.Each) {
            section.problem("arrivals", "expected one rate at which instances come, found one that each of them has");
        }
        return instances;
    }
}
