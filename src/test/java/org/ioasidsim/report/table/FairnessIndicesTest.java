package org.ioasidsim.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.VariantResult;
import org.junit.jupiter.api.Test;

/**
 * A host with room for all four that are wanted, and a limit that leaves noisy one of its three for 10 of 20 s: its success and its share fall
 * to a third, and of two values 1 and 1/3 Jain's index is (4/3)^2 / (2 (1 + 1/9)) = 0.8. An index must not be shown where it tells nothing,
 * nor without who moved it.
 */
class FairnessIndicesTest {
    private final List<VariantResult> variants = RunScenario.text("""
            scenario: limits
            question: Who pays?
            host: {preset: x86-vtd-20bit, max_pasids: 5, devices: {dsa: {}}}
            controls: {misc_pasid: on}
            cgroups: {/web: {}, /noisy: {}}
            tenants:
              web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {at: [0s]}, lifetime: 10s, devices: [dsa]}}
              noisy: {cgroup: /noisy, kind: container, instances: 1, processes: {arrivals: {at: [0s, 0s, 0s]}, lifetime: 10s, devices: [dsa]}}
            run: {duration: 20s, replications: 1}
            variants: {none: {}, limit: {/noisy/misc.max: pasid 1}, high: {/noisy/misc.max: pasid 3}}
            """).variants();

    @Test
    void onlyIndicesThatDifferBetweenVariantsAreNamed() {
        // each tenant has a slice of its own, so that nothing is within one
        assertThat(FairnessIndices.differing(variants))
                .containsExactly(
                        Metric.JAIN_SATISFACTION,
                        Metric.JAIN_ENTITLEMENT,
                        Metric.GINI_SATISFACTION,
                        Metric.THEIL_ENTITLEMENT,
                        Metric.THEIL_BETWEEN);
        assertThat(FairnessIndices.differing(List.of(variants.get(0), variants.get(2))))
                .isEmpty();
        assertThat(FairnessIndices.differing(variants.subList(0, 1))).isEmpty();
    }

    @Test
    void aSentenceNamesTheTenantThatMovedAnIndex() {
        // 2 ids idle and 2 wanted for half of the time
        assertThat(FairnessIndices.whatMoved(Metric.JAIN_ENTITLEMENT, variants.get(0), variants.get(1)))
                .contains(
                        "Jain, entitlement is lower with limit than with none (0.800, not 1) since limit holds noisy at 33.3 % of its"
                                + " share, not 100 %, while ids lie idle that are wanted (1 on average).");
        assertThat(FairnessIndices.whatMoved(Metric.JAIN_SATISFACTION, variants.get(1), variants.get(0)))
                .contains(
                        "Jain, satisfaction is higher with none than with limit (1, not 0.800) since none grants noisy 100 % of its"
                                + " requests, not 33.3 %.");
        assertThat(FairnessIndices.whatMoved(Metric.JAIN_ENTITLEMENT, variants.get(0), variants.get(2)))
                .isEmpty();
    }
}
