package org.ioasidsim.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.report.Fixture;
import org.ioasidsim.scenario.SweepSpec;
import org.junit.jupiter.api.Test;

/** To look at a point is to read its scenario; a sweep has thousands. */
class StartsAtZeroPointsTest {
    private static final SweepSpec.Axis LOADS = new SweepSpec.Axis(
            "tenants.a.processes.arrivals.poisson",
            IntStream.range(1, 500).mapToObj(rate -> rate + "/s").toList());

    @Test
    void looksAtOnePointWhereOnlyNumbersOfTenantsDiffer() {
        assertThat(looks(LOADS)).isEqualTo(1);
    }

    @Test
    void looksAtEachValueThatMaySetALimit() {
        assertThat(looks(LOADS, new SweepSpec.Axis("controls.ioasids", List.of("off", "limit", "as-posted"))))
                .isEqualTo(3);
        assertThat(looks(new SweepSpec.Axis("/a/ioasids.max", List.of("1", "2"))))
                .isEqualTo(2);
        assertThat(looks(new SweepSpec.Axis("tenants.a.cgroup", List.of("/a", "/b"))))
                .isEqualTo(2);
    }

    private static int looks(SweepSpec.Axis... axes) {
        var looks = new AtomicInteger();
        ExperimentResult result = Fixture.result(2, 1, 2);
        var variant = result.variants().get(0);
        List<SweepResult.Cell> cells = new ArrayList<>();
        for (SweepSpec.Point point : new SweepSpec(List.of(axes), List.of(), List.of()).points()) {
            cells.add(new SweepResult.Cell(
                    point,
                    variant.name(),
                    () -> {
                        looks.incrementAndGet();
                        return variant.scenario();
                    },
                    List.of(),
                    0,
                    List.of()));
        }
        assertThat(StartsAtZero.swept(
                        new SweepResult(result.file(), List.of(variant.name()), cells, List.of(), List.of(), false)))
                .isEmpty();
        return looks.get();
    }
}
