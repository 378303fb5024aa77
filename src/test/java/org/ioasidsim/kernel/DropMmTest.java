package org.ioasidsim.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.sva.Device;
import org.junit.jupiter.api.Test;

/** An address space that ends must leave nothing behind: no bond, no id, no ASID, no place in its VM, no entry among the idle. */
class DropMmTest {
    private final List<String> told = new ArrayList<>();

    private Kernel kernel(Hosts hosts) {
        hosts.devices =
                List.of(new DeviceConfig("d1", 1 << 20, 0, 2, true), new DeviceConfig("d2", 1 << 20, 1, 0, false));
        return hosts.kernel(new IdListener() {
            @Override
            public void allocated(int id) {
                told.add("allocated " + id);
            }

            @Override
            public void released(int id) {
                told.add("released " + id);
            }

            @Override
            public void idled(int mm) {
                told.add("idled " + mm);
            }

            @Override
            public void idleEnded(int mm) {
                told.add("idle ended " + mm);
            }
        });
    }

    private static void bind(Kernel kernel, int mm, String device) {
        assertThat(kernel.tryBind(mm, kernel.device(device))).isTrue();
    }

    @Test
    void aBoundOneGivesBackItsQueuesItsAsidsAndItsIds() {
        Hosts hosts = Hosts.arm(16, 4, false, AsidScheme.PRIVATE);
        hosts.hasMiscPasid = true;
        hosts.hasMiscAsid = true;
        Kernel kernel = kernel(hosts);
        Cgroup group = kernel.mkdir("/g");
        int mm = kernel.createMm(group);
        bind(kernel, mm, "d1");
        bind(kernel, mm, "d1");
        bind(kernel, mm, "d2");
        assertThat(kernel.tryAllocPrivate(mm)).isTrue();
        assertThat(kernel.tryAllocPrivate(mm)).isTrue();
        assertThat(kernel.newestPrivateId(mm)).isEqualTo(3);
        assertThat(kernel.smmuAsids()).isEqualTo(2);
        assertThat(group.usage(Resource.MISC_PASID)).isEqualTo(3);

        kernel.dropMm(mm);

        assertThat(kernel.bonds()).isZero();
        assertThat(kernel.device("d1").openers() + kernel.device("d2").openers())
                .isZero();
        assertThat(kernel.smmuAsids()).isZero();
        assertThat(kernel.pool().count()).isZero();
        assertThat(group.usage(Resource.MISC_PASID) + group.usage(Resource.MISC_ASID))
                .isZero();
        // never idle; its own id first, then the private ones, the newest first
        assertThat(told)
                .containsExactly("allocated 1", "allocated 2", "allocated 3", "released 1", "released 3", "released 2");
    }

    @Test
    void anIdleOneIsIdleNoMore() {
        Kernel kernel = kernel(new Hosts());
        int mm = kernel.createMm(kernel.root());
        bind(kernel, mm, "d1");
        kernel.unbind(mm, kernel.device("d1"));

        kernel.dropMm(mm);

        assertThat(told).containsExactly("allocated 1", "idled " + mm, "idle ended " + mm, "released 1");
        assertThat(kernel.createMm(kernel.root()))
                .as("the handle is free again, without an id")
                .isEqualTo(mm);
        assertThat(kernel.pasid(mm)).isZero();
    }

    @Test
    void oneThatWasNeverBoundIsDroppedInSilence() {
        Kernel kernel = kernel(new Hosts());
        kernel.dropMm(kernel.createMm(kernel.root()));
        assertThat(told).isEmpty();
    }

    @Test
    void aGuestsLeavesItsVm() {
        Hosts hosts = new Hosts();
        hosts.guestIds = GuestIds.NONE;
        Kernel kernel = kernel(hosts);
        VirtualMachine vm = kernel.createVm(kernel.root(), Long.MAX_VALUE, 3);
        int[] mms = {kernel.createGuestMm(vm), kernel.createGuestMm(vm), kernel.tryCreateGuestMm(vm)};
        assertThat(kernel.tryCreateGuestMm(vm)).as("three are its pid_max").isEqualTo(-1);
        for (int mm : mms) {
            bind(kernel, mm, "d2");
        }
        assertThat(vm.guestIds().count()).isEqualTo(3);
        assertThat(kernel.pasid(mms[1])).isEqualTo(2);

        kernel.dropMm(mms[1]);

        assertThat(vm.guestIds().count()).isEqualTo(2);
        assertThat(kernel.bonds()).isEqualTo(2);
        assertThat(told).endsWith("released -2");
        int again = kernel.tryCreateGuestMm(vm);
        bind(kernel, again, "d2");
        assertThat(kernel.pasid(again)).as("the guest's free number").isEqualTo(2);
        kernel.closeVm(vm, false);
        assertThat(vm.guestIds().count() + kernel.bonds()).isZero();
        assertThat(kernel.pool().count()).isZero();
    }

    /** The device counts openers; the second of two binds of one address space to it takes a queue, not an id. */
    @Test
    void unbindingOnceLeavesTheOtherBond() {
        Kernel kernel = kernel(new Hosts());
        Device queued = kernel.device("d1");
        int mm = kernel.createMm(kernel.root());
        bind(kernel, mm, "d1");
        bind(kernel, mm, "d1");
        assertThat(queued.hasFreeQueue()).isFalse();

        kernel.unbind(mm, queued);

        assertThat(kernel.isBound(mm, queued)).isTrue();
        assertThat(queued.openers()).isEqualTo(1);
        assertThat(told).containsExactly("allocated 1");
        kernel.dropMm(mm);
        assertThat(queued.openers()).isZero();
    }

    /** A guest's id under deferred free is nobody's until the free ends, and the guest cannot use its number. */
    @Test
    void aDroppedGuestsNumberIsFreeOnlyWhenItsFreeEnds() {
        Hosts hosts = new Hosts();
        hosts.guestIds = GuestIds.NONE;
        hosts.defersFree = true;
        Kernel kernel = kernel(hosts);
        VirtualMachine vm = kernel.createVm(kernel.root(), Long.MAX_VALUE, Long.MAX_VALUE);
        int first = kernel.createGuestMm(vm);
        bind(kernel, first, "d1");
        kernel.dropMm(first);

        int second = kernel.createGuestMm(vm);
        bind(kernel, second, "d1");
        assertThat(kernel.pasid(second)).isEqualTo(2);
        kernel.finishFree(-1);
        int third = kernel.createGuestMm(vm);
        bind(kernel, third, "d1");
        assertThat(kernel.pasid(third)).isEqualTo(1);
        assertThat(told).containsExactly("allocated -1", "released -1", "allocated -2", "allocated -1");
    }
}
