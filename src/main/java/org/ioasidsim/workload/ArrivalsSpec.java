package org.ioasidsim.workload;

import java.nio.file.Path;
import java.util.List;
import org.ioasidsim.random.Distribution;
import org.jspecify.annotations.Nullable;

/** When processes (or instances) arrive. */
public sealed interface ArrivalsSpec {
    /** Nothing arrives. */
    record None() implements ArrivalsSpec {}

    record Poisson(double perSecond) implements ArrivalsSpec {}

    /** Independent gaps. */
    record Renewal(Distribution gapSeconds) implements ArrivalsSpec {}

    /** Poisson batches; the size is rounded to the nearest whole number, at least 1. */
    record Batch(Distribution size, double perSecond) implements ArrivalsSpec {}

    /** Poisson arrivals while on; starts on. */
    record OnOff(Distribution onSeconds, Distribution offSeconds, double perSecond) implements ArrivalsSpec {}

    /** Non-homogeneous Poisson: {@code shape} gives relative rates over equal parts of the period, scaled to the mean. */
    record Profile(double meanPerSecond, double periodSeconds, List<Double> shape) implements ArrivalsSpec {
        public Profile {
            shape = List.copyOf(shape);
        }
    }

    /** At these times after the instance's start, ascending. */
    record At(List<Double> seconds) implements ArrivalsSpec {
        public At {
            seconds = List.copyOf(seconds);
        }
    }

    /** A finite number of sources; each thinks, runs a process, thinks again. */
    record Closed(int population, Distribution thinkSeconds) implements ArrivalsSpec {}

    /**
     * Arrivals and lifetimes from a recorded file.
     *
     * @param file an absolute or working-directory path, already resolved
     * @param tenantColumn the column whose value must equal the tenant's name; null: every row counts
     * @param speed divides all times
     * @param skipMalformed rows that may be malformed
     */
    record Trace(
            Path file,
            String startColumn,
            String durationColumn,
            @Nullable String tenantColumn,
            double speed,
            int skipMalformed)
            implements ArrivalsSpec {}
}
