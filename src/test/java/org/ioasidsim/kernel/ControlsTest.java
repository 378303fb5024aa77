package org.ioasidsim.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each control refuses at its own level with its own error, and gives back what its flavour gives back. */
class ControlsTest {
    @Test
    void asPostedAKilledVmsChargesStayForEverAndItsCapacityToo() {
        Kernel kernel = kernel(IoasidsFlavour.AS_POSTED, 100);
        Cgroup group = group(kernel, "/g", "ioasids.max", "20");
        VirtualMachine vm = kernel.createVm(group, 10, Long.MAX_VALUE);
        bindGuests(kernel, vm, 4);

        kernel.closeVm(vm, true);

        assertThat(kernel.pool().count()).isZero();
        assertThat(group.usage(Resource.IOASIDS)).isEqualTo(4);
        assertThat(kernel.stuckCharges()).isEqualTo(4);
        assertThat(kernel.capacity().available()).isEqualTo(100 - 20 - 10);
    }

    @Test
    void asPostedAVmThatStopsReturnsItsChargesButNotItsCapacity() {
        Kernel kernel = kernel(IoasidsFlavour.AS_POSTED, 100);
        Cgroup group = group(kernel, "/g", "ioasids.max", "20");
        VirtualMachine vm = kernel.createVm(group, 10, Long.MAX_VALUE);
        bindGuests(kernel, vm, 4);

        kernel.closeVm(vm, false);

        assertThat(group.usage(Resource.IOASIDS)).isZero();
        assertThat(kernel.stuckCharges()).isZero();
        assertThat(kernel.capacity().available()).isEqualTo(70);
    }

    @Test
    void asPostedEachTryBeyondTheQuotaLeaksOneCharge() {
        Kernel kernel = kernel(IoasidsFlavour.AS_POSTED, 100);
        Cgroup group = group(kernel, "/g", "ioasids.max", "20");
        VirtualMachine vm = kernel.createVm(group, 2, Long.MAX_VALUE);
        bindGuests(kernel, vm, 2);
        int mm = kernel.createGuestMm(vm);

        assertThat(kernel.tryBind(mm, kernel.device("dev"))).isFalse();
        assertThat(kernel.tryBind(mm, kernel.device("dev"))).isFalse();

        assertRefusal(kernel, Limit.VM_QUOTA, "/g", Errno.EINVAL);
        assertThat(group.usage(Resource.IOASIDS)).isEqualTo(4);
        assertThat(kernel.stuckCharges()).isEqualTo(2);
    }

    @Test
    void asPostedTheFirstVmWithoutAQuotaTakesAllAndTheNextHasNoSet() {
        Kernel kernel = kernel(IoasidsFlavour.AS_POSTED, 100);
        VirtualMachine first = kernel.createVm(kernel.root(), Long.MAX_VALUE, Long.MAX_VALUE);
        VirtualMachine second = kernel.createVm(kernel.root(), Long.MAX_VALUE, Long.MAX_VALUE);
        int mm = kernel.createGuestMm(second);

        assertThat(first.hasSet()).isTrue();
        assertThat(second.hasSet()).isFalse();
        assertThat(kernel.tryBind(mm, kernel.device("dev"))).isFalse();
        assertRefusal(kernel, Limit.CAPACITY, "host", Errno.ENOSPC);
    }

    @Test
    void asPostedContainersAreNotChargedButTheHostsSetLimitsThem() {
        Hosts hosts = Hosts.pasids(100);
        hosts.ioasids = IoasidsFlavour.AS_POSTED;
        hosts.hostSetQuota = 2;
        hosts.sva = Sva.LAST_UNBIND;
        Kernel kernel = hosts.boot();
        Cgroup group = kernel.mkdir("/g");

        assertThat(bindHost(kernel, group)).isTrue();
        assertThat(bindHost(kernel, group)).isTrue();
        assertThat(bindHost(kernel, group)).isFalse();
        assertRefusal(kernel, Limit.CAPACITY, "host", Errno.ENOMEM);
        assertThat(group.usage(Resource.IOASIDS)).isZero();
    }

    @Test
    void aReservationIsTakenFromTheCapacityAndComesBack() {
        Kernel kernel = kernel(IoasidsFlavour.RESERVATION, 100);
        Cgroup group = group(kernel, "/g", "ioasids.max", "30");
        VirtualMachine vm = kernel.createVm(group, 10, Long.MAX_VALUE);
        assertThat(kernel.capacity().available()).isEqualTo(60);
        bindGuests(kernel, vm, 3);

        kernel.closeVm(vm, true);
        assertThat(group.usage(Resource.IOASIDS)).isZero();
        assertThat(kernel.capacity().available()).isEqualTo(70);
        assertThat(kernel.write(group, "ioasids.max", "10")).isNull();
        assertThat(kernel.capacity().available()).isEqualTo(90);
        kernel.rmdir(group);
        assertThat(kernel.capacity().available()).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(
            value = IoasidsFlavour.class,
            names = {"RESERVATION", "LIMIT"})
    void theIntendedFlavoursChargeContainersCountEventsAndMoveWithTheProcess(IoasidsFlavour flavour) {
        Kernel kernel = kernel(flavour, 100);
        Cgroup from = group(kernel, "/from", "ioasids.max", "1");
        Cgroup to = group(kernel, "/to", "ioasids.max", "1");
        int first = kernel.createMm(from);
        assertThat(kernel.tryBind(first, kernel.device("dev"))).isTrue();
        assertThat(bindHost(kernel, to)).isTrue();

        assertThat(bindHost(kernel, from)).isFalse();
        assertRefusal(kernel, Limit.IOASIDS, "/from", Errno.EAGAIN);
        assertThat(kernel.cgroups().read(from, "ioasids.events")).isEqualTo("max 1\n");
        kernel.moveMm(first, to);
        assertThat(from.usage(Resource.IOASIDS)).isZero();
        assertThat(to.usage(Resource.IOASIDS)).as("a move is exempt").isEqualTo(2);
    }

    /** V37: the charge stays with the cgroup first charged, dead or alive. */
    @Test
    void aMiscChargeStaysWhereItWasTaken() {
        Hosts hosts = Hosts.pasids(100);
        hosts.hasMiscPasid = true;
        Kernel kernel = hosts.boot();
        Cgroup x = kernel.mkdir("/x");
        Cgroup y = kernel.mkdir("/y");
        int mm = kernel.createMm(x);
        assertThat(kernel.tryBind(mm, kernel.device("dev"))).isTrue();

        kernel.moveMm(mm, y);
        kernel.rmdir(x);
        assertThat(x.usage(Resource.MISC_PASID)).isEqualTo(1);
        assertThat(y.usage(Resource.MISC_PASID)).isZero();
        assertThat(kernel.root().usage(Resource.MISC_PASID)).isEqualTo(1);
        kernel.dropMm(mm);
        assertThat(kernel.root().usage(Resource.MISC_PASID)).isZero();
    }

    @Test
    void aDeferredFreeReturnsMiscAtOnceAndTheRestWhenItIsFinished() {
        Hosts hosts = Hosts.pasids(3);
        hosts.hasMiscPasid = true;
        hosts.ioasids = IoasidsFlavour.LIMIT;
        hosts.defersFree = true;
        Kernel kernel = hosts.boot();
        Cgroup group = kernel.mkdir("/g");
        int mm = kernel.createMm(group);
        assertThat(kernel.tryBind(mm, kernel.device("dev"))).isTrue();

        kernel.dropMm(mm);
        assertThat(group.usage(Resource.MISC_PASID)).isZero();
        assertThat(group.usage(Resource.IOASIDS)).isEqualTo(1);
        assertThat(kernel.pool().isTaken(1)).isTrue();
        kernel.finishFree(1);
        assertThat(group.usage(Resource.IOASIDS)).isZero();
        assertThat(kernel.pool().isTaken(1)).isFalse();
    }

    @Test
    void aGuestThatOwnsItsIdsTakesNoneOfTheHosts() {
        Hosts hosts = Hosts.pasids(4);
        hosts.guestIds = GuestIds.NONE;
        Kernel kernel = hosts.boot();
        VirtualMachine one = kernel.createVm(kernel.root(), 1, Long.MAX_VALUE);
        VirtualMachine two = kernel.createVm(kernel.root(), 1, Long.MAX_VALUE);
        bindGuests(kernel, one, 3);
        bindGuests(kernel, two, 3);

        assertThat(one.isQuotaFull()).isTrue();
        assertThat(kernel.tryBind(kernel.createGuestMm(one), kernel.device("dev")))
                .isFalse();
        assertRefusal(kernel, Limit.WIDTH, "dev", Errno.ENOSPC);
        assertThat(kernel.pool().count()).isZero();
    }

    @Test
    void aRefusedAsidLeavesNoTraceUnderLastUnbind() {
        Hosts hosts = Hosts.arm(8, 250, false, AsidScheme.PINNED);
        hosts.sva = Sva.LAST_UNBIND;
        hosts.hasMiscPasid = true;
        hosts.hasMiscAsid = true;
        hosts.devices = List.of(new DeviceConfig("dev", 1 << 20, 0, 0, false));
        Kernel kernel = hosts.boot();
        Cgroup group = kernel.mkdir("/g");
        for (int pin = 0; pin < 256 - 250 - 2; pin++) {
            assertThat(bindHost(kernel, group)).isTrue();
        }

        assertThat(bindHost(kernel, group)).isFalse();
        assertRefusal(kernel, Limit.MISC, "/g", Errno.EBUSY);
        assertThat(kernel.write(group, "misc.max", "asid max")).isNull();
        assertThat(group.usage(Resource.MISC_PASID)).isEqualTo(4);
        assertThat(kernel.pool().count()).isEqualTo(4);
    }

    @Test
    void aForkMeetsRlimitBeforePidsAndChargesAllOrNothing() {
        Kernel kernel = new Hosts().boot();
        Cgroup group = group(kernel, "/g", "pids.max", "5");
        User user = kernel.user(6);

        assertThat(kernel.tryFork(group, user, 4)).isTrue();
        assertThat(kernel.tryFork(group, user, 2)).isFalse();
        assertRefusal(kernel, Limit.PIDS, "/g", Errno.EAGAIN);
        assertThat(kernel.tryFork(kernel.root(), user, 3)).isFalse();
        assertRefusal(kernel, Limit.RLIMIT, "host", Errno.EAGAIN);
        assertThat(kernel.root().usage(Resource.PIDS)).isEqualTo(4);
    }

    private static Kernel kernel(IoasidsFlavour flavour, int maxPasids) {
        Hosts hosts = Hosts.pasids(maxPasids);
        hosts.ioasids = flavour;
        return hosts.boot();
    }

    private static Cgroup group(Kernel kernel, String path, String file, String value) {
        Cgroup group = kernel.mkdir(path);
        assertThat(kernel.write(group, file, value)).isNull();
        return group;
    }

    private static void bindGuests(Kernel kernel, VirtualMachine vm, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(kernel.tryBind(kernel.createGuestMm(vm), kernel.device("dev")))
                    .isTrue();
        }
    }

    private static boolean bindHost(Kernel kernel, Cgroup group) {
        return kernel.tryBind(kernel.createMm(group), kernel.device("dev"));
    }

    private static void assertRefusal(Kernel kernel, Limit limit, String level, Errno errno) {
        assertThat(kernel.refusal().limit()).isEqualTo(limit);
        assertThat(kernel.refusal().level()).isEqualTo(level);
        assertThat(kernel.refusal().errno()).isEqualTo(errno);
    }
}
