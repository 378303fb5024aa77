package org.ioasidsim.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.junit.jupiter.api.Test;

/** What cannot happen throws; a later refusal takes back what earlier limits had granted, and says so to the further rule. */
class KernelGuardsTest {
    /** A further rule that lets everybody in and writes down what it is asked. */
    private static final class Diary implements Admission {
        private final List<String> lines = new ArrayList<>();
        private Verdict verdict = Verdict.CHARGED;

        @Override
        public Verdict tryCharge(int maxPasids, boolean takesAsid) {
            lines.add("charge");
            return verdict;
        }

        @Override
        public void undo() {
            lines.add("undo");
        }

        @Override
        public void uncharge(int id) {
            lines.add("uncharge " + id);
        }

        @Override
        public boolean tryFork(Cgroup group, int tasks) {
            lines.add("fork " + tasks);
            return verdict == Verdict.CHARGED;
        }

        @Override
        public void forked(Cgroup group, int tasks) {
            lines.add(group.path() + " " + tasks);
        }

        @Override
        public String level() {
            return "/rule";
        }

        @Override
        public Errno errno() {
            return Errno.EAGAIN;
        }
    }

    private final Diary diary = new Diary();

    private Kernel kernel(Sva sva, boolean defersFree) {
        Hosts hosts = Hosts.pasids(100);
        hosts.sva = sva;
        hosts.hasMiscPasid = true;
        hosts.defersFree = defersFree;
        hosts.devices = List.of(new DeviceConfig("dev", 100, 0, 0, false), new DeviceConfig("taken", 100, 0, 0, false));
        return new Kernel(hosts.config(), Hosts.DEAF, diary);
    }

    @Test
    void aBindThatFailsAfterTheRuleIsUndoneWhereTheIdGoesBack() {
        Kernel kernel = kernel(Sva.LAST_UNBIND, false);
        // user space has attached the PASID that the bind would get
        assertThat(kernel.device("taken").isAttached(1)).isFalse();
        kernel.device("taken").attach(this, 1);
        int mm = kernel.createMm(kernel.root());
        assertThat(kernel.tryBind(mm, kernel.device("taken"))).isFalse();
        assertThat(kernel.refusal().limit()).isEqualTo(Limit.WIDTH);
        assertThat(diary.lines).containsExactly("charge", "undo");
        assertThat(kernel.pool().count()).isZero();
        assertThat(kernel.root().usage(Resource.MISC_PASID)).isZero();
        assertThat(kernel.pasid(mm)).isZero();
    }

    @Test
    void itIsKeptWhereTheAddressSpaceKeepsTheId() {
        Kernel kernel = kernel(Sva.MM_DROP, false);
        kernel.device("taken").attach(this, 1);
        int mm = kernel.createMm(kernel.root());
        assertThat(kernel.tryBind(mm, kernel.device("taken"))).isFalse();
        assertThat(diary.lines).containsExactly("charge");
        assertThat(kernel.pasid(mm)).isEqualTo(1);
        kernel.dropMm(mm);
        assertThat(diary.lines).containsExactly("charge", "uncharge 1");
    }

    @Test
    void aDeferredFreeIsUnchargedWhenItEndsAndOnce() {
        Kernel kernel = kernel(Sva.LAST_UNBIND, true);
        int mm = kernel.createMm(kernel.root());
        assertThat(kernel.tryBind(mm, kernel.device("dev"))).isTrue();
        assertThatThrownBy(() -> kernel.finishFree(1)).hasMessage("id 1 is not being freed");
        kernel.unbind(mm, kernel.device("dev"));
        assertThat(diary.lines).containsExactly("charge");
        assertThat(kernel.root().usage(Resource.MISC_PASID))
                .as("misc is uncharged at the release")
                .isZero();
        assertThat(kernel.pool().count()).isEqualTo(1);
        kernel.finishFree(1);
        assertThat(diary.lines).containsExactly("charge", "uncharge 1");
        assertThat(kernel.pool().count()).isZero();
        assertThatThrownBy(() -> kernel.finishFree(1)).hasMessage("id 1 is not being freed");
        assertThatThrownBy(() -> kernel.finishFree(99)).hasMessage("id 99 is not being freed");
        assertThatThrownBy(() -> kernel.finishFree(-1)).hasMessage("id -1 is not being freed");
    }

    @Test
    void aRuleRefusesUnderItsOwnNameAndNothingStays() {
        Kernel kernel = kernel(Sva.MM_DROP, false);
        diary.verdict = Admission.Verdict.REFUSED;
        int mm = kernel.createMm(kernel.root());
        assertThat(kernel.tryBind(mm, kernel.device("dev"))).isFalse();
        assertThat(kernel.refusal().limit()).isEqualTo(Limit.POLICY);
        assertThat(kernel.refusal().level()).isEqualTo("/rule");
        assertThat(kernel.refusal().errno()).isEqualTo(Errno.EAGAIN);
        assertThat(kernel.root().usage(Resource.MISC_PASID)).isZero();
        assertThat(kernel.pasid(mm)).isZero();

        assertThat(kernel.tryFork(kernel.root(), kernel.user(Long.MAX_VALUE), 3))
                .isFalse();
        assertThat(kernel.refusal().limit()).isEqualTo(Limit.POLICY);
        assertThat(kernel.root().usage(Resource.PIDS)).isZero();
        assertThat(diary.lines).containsExactly("charge", "fork 3");
    }

    @Test
    void tasksThatEndOrMoveAreCountedByTheRule() {
        Kernel kernel = kernel(Sva.MM_DROP, false);
        Cgroup from = kernel.mkdir("/from");
        Cgroup to = kernel.mkdir("/to");
        var user = kernel.user(Long.MAX_VALUE);
        assertThat(kernel.tryFork(from, user, 3)).isTrue();
        kernel.moveTasks(from, to, 2);
        assertThat(from.usage(Resource.PIDS)).isEqualTo(1);
        assertThat(to.usage(Resource.PIDS)).isEqualTo(2);
        kernel.exitTasks(to, user, 2);
        assertThat(to.usage(Resource.PIDS)).isZero();
        assertThat(diary.lines).containsExactly("fork 3", "/from -2", "/to 2", "/to -2");
    }

    @Test
    void whatIsNotBoundCannotBeUnboundAndWhatIsNotIdleCannotBeTakenBack() {
        Kernel kernel = kernel(Sva.MM_DROP, false);
        int mm = kernel.createMm(kernel.root());
        assertThatThrownBy(() -> kernel.unbind(mm, kernel.device("dev")))
                .hasMessage("address space " + mm + " is not bound to dev");
        assertThatThrownBy(() -> kernel.reclaim(mm)).hasMessage("address space " + mm + " holds no idle id");
        assertThat(kernel.tryBind(mm, kernel.device("dev"))).isTrue();
        assertThatThrownBy(() -> kernel.reclaim(mm)).hasMessage("address space " + mm + " holds no idle id");
        kernel.unbind(mm, kernel.device("dev"));
        kernel.reclaim(mm);
        assertThat(kernel.pasid(mm)).isZero();
        assertThat(kernel.pool().count()).isZero();
    }

    @Test
    void aClosedVmHasNoNewProcesses() {
        Kernel kernel = kernel(Sva.MM_DROP, false);
        VirtualMachine vm = kernel.createVm(kernel.root(), 5, Long.MAX_VALUE);
        kernel.closeVm(vm, false);
        assertThatThrownBy(() -> kernel.createGuestMm(vm)).hasMessage("the VM is closed");
        assertThatThrownBy(() -> kernel.device("none")).hasMessage("there is no device none");
        assertThatThrownBy(() -> kernel.addDevice(new DeviceConfig("dev", 9, 0, 0, false)))
                .hasMessage("there are two devices dev");
    }
}
