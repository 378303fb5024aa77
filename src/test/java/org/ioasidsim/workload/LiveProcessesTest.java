package org.ioasidsim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveProcessesTest {
    private static final long SEED = 8;
    private static final int STEPS = 20_000;

    @Test
    void theProcessesOfAnInstanceComeInTheOrderOfTheirArrivalsWhoeverWentBetween() {
        var random = new Random(SEED);
        var processes = new LiveProcesses();
        List<Members> instances = List.of(new Members(0), new Members(1), new Members(2));
        List<Set<Integer>> expected = List.of(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        for (int i = 0; i < STEPS; i++) {
            int at = random.nextInt(instances.size());
            Members members = instances.get(at);
            if (expected.get(at).isEmpty() || random.nextInt(100) < 51) {
                expected.get(at).add(processes.allocate(members));
            } else {
                int slot = members.at(random.nextInt(members.count()));
                processes.remove(slot, members);
                expected.get(at).remove(slot);
            }
        }
        for (int at = 0; at < instances.size(); at++) {
            assertThat(processes.inOrder(instances.get(at)))
                    .containsExactly(
                            expected.get(at).stream().mapToInt(slot -> slot).toArray());
        }
    }

    @Test
    void anInstanceEndsOnlyOnceNobodyIsLeft() {
        var processes = new LiveProcesses();
        var members = new Members(7);
        int slot = processes.allocate(members);

        assertThatThrownBy(members::end).hasMessageContaining("instance 7").hasMessageContaining("1 processes");
        processes.remove(slot, members);
        members.end();

        assertThat(processes.inOrder(members)).isEmpty();
    }
}
