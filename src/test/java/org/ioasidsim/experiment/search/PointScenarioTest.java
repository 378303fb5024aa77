package org.ioasidsim.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.scenario.Scenario;
import org.junit.jupiter.api.Test;

class PointScenarioTest {
    private static Scenario read() {
        return RunScenario.read("""
                        scenario: point
                        question: Who keeps it?
                        host: {preset: x86-vtd-20bit, devices: {dsa: {}}}
                        cgroups: {/web: {}}
                        tenants:
                          web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {poisson: 1/s}, lifetime: 5s, devices: [dsa]}}
                        run: {duration: 2s, warm_up: none, replications: 3}
                        """).variants().get(0).scenario();
    }

    /** Memory is asked for until the collector takes what nobody holds. */
    private static void collect(WeakReference<Object> unheld) {
        List<byte[]> rubbish = new ArrayList<>();
        while (unheld.get() != null) {
            System.gc();
            rubbish.add(new byte[1 << 16]);
        }
        assertThat(rubbish).isNotNull();
    }

    @Test
    void isReadAgainWhenNobodyHoldsItAndNotBefore() {
        var reads = new AtomicInteger();
        var point = PointScenario.of(read(), () -> {
            reads.incrementAndGet();
            return read();
        });
        collect(new WeakReference<>(new Object()));
        Scenario held = point.get();
        assertThat(reads).hasValue(1);
        collect(new WeakReference<>(new Object()));
        assertThat(point.get()).isSameAs(held);
        assertThat(reads).hasValue(1);
        assertThat(point.replications()).isEqualTo(3);
        assertThat(point.cost().events()).isPositive();
    }
}
