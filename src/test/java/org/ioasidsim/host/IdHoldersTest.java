package org.ioasidsim.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.cgroup.CgroupTree;
import org.junit.jupiter.api.Test;

/** Who holds an id must be known when it comes back, whatever its number and whoever calls then. */
class IdHoldersTest {
    private final CgroupTree tree = new CgroupTree(KernelConfig.IoasidsFlavour.OFF, 0, 0, new Capacity());
    private final Group web = new Group(tree.mkdir("/web"), null, new AllGates());
    private final Group noisy = new Group(tree.mkdir("/noisy"), null, new AllGates());
    private final Caller caller = new Caller();
    private final IdHolders holders = new IdHolders(caller);

    private void note(int tenant, Group group, int instance, int id) {
        caller.set(tenant, group, instance);
        holders.note(id);
    }

    @Test
    void whoTookAnIdHoldsIt() {
        note(1, web, 11, 5);
        note(2, noisy, 12, 1_023);
        note(3, web, 13, 1_024); // the first beyond the room at the start
        note(4, noisy, 14, 70_000);
        note(5, web, 15, -5); // a guest's, of a space of its own
        note(6, noisy, 16, -3_000);
        int[] ids = {5, 1_023, 1_024, 70_000, -5, -3_000};
        for (int i = 0; i < ids.length; i++) {
            assertThat(holders.tenant(ids[i])).isEqualTo(i + 1);
            assertThat(holders.instance(ids[i])).isEqualTo(i + 11);
        }
        assertThat(holders.group(1_024)).isSameAs(web);
        assertThat(holders.group(70_000)).isSameAs(noisy);
    }

    @Test
    void anIdIsHeldByOneTenantInOneGroup() {
        note(1, web, 11, 5);
        assertThat(holders.isHeld(5, 1, web)).isTrue();
        assertThat(holders.isHeld(5, 2, web)).isFalse();
        assertThat(holders.isHeld(5, 1, noisy)).isFalse();
        assertThat(holders.isHeld(6, 0, web)).isFalse();
        assertThat(holders.isHeld(1_024, 1, web))
                .as("beyond all that were ever taken")
                .isFalse();
        holders.move(5, noisy);
        assertThat(holders.isHeld(5, 1, noisy)).isTrue();
    }

    @Test
    void aChargeEndsOnce() {
        note(1, web, 11, 5);
        note(1, web, 11, -5);
        assertThat(holders.endCharge(-5)).as("nobody is charged for a guest's").isNull();
        assertThat(holders.endCharge(5)).isSameAs(web);
        assertThat(holders.endCharge(5)).isNull();
        assertThatThrownBy(() -> holders.group(5))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nobody is charged for id 5");
    }

    @Test
    void somebodyMustCall() {
        assertThatThrownBy(caller::group).isInstanceOf(IllegalStateException.class);
        caller.set(4, web, 9);
        assertThat(caller.tenant()).isEqualTo(4);
        assertThat(caller.instance()).isEqualTo(9);
        assertThat(caller.group()).isSameAs(web);
    }
}
