package org.ioasidsim.workload;

import java.util.List;
import org.ioasidsim.random.Distribution;

/**
 * The processes of each instance.
 *
 * @param initial alive at time 0 of the instance, lifetimes drawn afresh
 * @param lifetimeSeconds of each; with trace arrivals the trace says it
 * @param threads tasks charged to pids (containers)
 * @param devices bound in this order
 * @param privateIds further ids per process, each a request of its own
 * @param leakProbability that a holder never lets go
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
}
