package org.ioasidsim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The allotment of dominant resource fairness must be that of its authors, not one resource's max-min share. */
class ProgressiveFillingTest {
    private static ProgressiveFilling of(List<Long> capacities, List<List<Long>> needs, List<Double> weights) {
        var tenants = new java.util.ArrayList<HostFacts.Tenant>();
        for (int i = 0; i < needs.size(); i++) {
            tenants.add(new HostFacts.Tenant("t" + i, weights.get(i), "/t" + i, needs.get(i)));
        }
        var resources = capacities.stream()
                .map(capacity -> new HostFacts.Resource("r", capacity))
                .toList();
        return new ProgressiveFilling(new HostFacts(capacities.get(0), resources, tenants, List.of()));
    }

    /** Ghodsi and others, NSDI 2011, section 4.1: 9 CPUs and 18 GB; A needs (1, 4), B needs (3, 1): A gets 3 tasks, B gets 2. */
    @Test
    void givesTheExampleOfItsAuthors() {
        var filling = of(List.of(9L, 18L), List.of(List.of(1L, 4L), List.of(3L, 1L)), List.of(1.0, 1.0));
        filling.demand(0, 100);
        filling.demand(1, 100);
        assertThat(filling.fits()).isFalse();
        assertThat(filling.allotment(0)).isEqualTo(3);
        assertThat(filling.allotment(1)).isEqualTo(2);
    }

    /** One resource of 12, demands 2, 9 and 9 with weights 1, 1 and 3: 2 is met, the other 10 are shared 1 to 3. */
    @Test
    void isMaxMinWithOneResource() {
        var filling = of(List.of(12L), List.of(List.of(1L), List.of(1L), List.of(1L)), List.of(1.0, 1.0, 3.0));
        filling.demand(0, 2);
        filling.demand(1, 9);
        filling.demand(2, 9);
        assertThat(filling.allotment(0)).isEqualTo(2);
        assertThat(filling.allotment(1)).isEqualTo(2.5);
        assertThat(filling.allotment(2)).isEqualTo(7.5);
    }

    /** Who needs nothing of what is used up goes on: 2 queues are shared by two, the third takes ids only. */
    @Test
    void letsThoseGoOnWhoDoNotNeedWhatIsUsedUp() {
        var filling = of(
                List.of(100L, 2L), List.of(List.of(1L, 1L), List.of(1L, 1L), List.of(1L, 0L)), List.of(1.0, 1.0, 1.0));
        filling.demand(0, 50);
        filling.demand(1, 50);
        filling.demand(2, 70);
        assertThat(filling.allotment(0)).isEqualTo(1);
        assertThat(filling.allotment(1)).isEqualTo(1);
        assertThat(filling.allotment(2)).isEqualTo(70);
    }
}
