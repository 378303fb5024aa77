package org.ioasidsim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupTree;
import org.junit.jupiter.api.Test;

/** A value for a template holds for the cgroup of each instance, and for no other. */
class CgroupValuesTest {
    private final CgroupTree tree = new CgroupTree(KernelConfig.IoasidsFlavour.OFF, 0, 0, new Capacity());
    private final Cgroup pods = tree.mkdir("/pods");
    private final Cgroup first = tree.mkdir("/pods/1");
    private final Cgroup below = tree.mkdir("/pods/1/app");
    private final Cgroup web = tree.mkdir("/web");

    @Test
    void aTemplateIsForEachInstance() {
        var values = new CgroupValues<>(Map.of("/pods/{instance}", 5L, "/web", 7L));
        for (int again = 0; again < 2; again++) {
            assertThat(values.of(first)).isEqualTo(5);
            assertThat(values.of(web)).isEqualTo(7);
            assertThat(values.of(below)).isNull();
            assertThat(values.of(pods)).isNull();
            assertThat(values.of(tree.root())).isNull();
        }
        assertThat(values.highest(below)).isSameAs(first);
        assertThat(values.highest(pods)).as("itself, where none is above").isSameAs(pods);
    }

    @Test
    void theHighestIsTheOneNextToTheRoot() {
        var values = new CgroupValues<>(Map.of("/pods", 1L, "/pods/1/app", 2L));
        assertThat(values.highest(below)).isSameAs(pods);
        assertThat(values.of(first)).isNull();
    }
}
