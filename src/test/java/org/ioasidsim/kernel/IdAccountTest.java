package org.ioasidsim.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.junit.jupiter.api.Test;

/** A limit that refuses late must leave no charge of the earlier ones behind, and an id cannot be freed twice, nor while it is held. */
class IdAccountTest {
    /** A rule that grants ids whatever the host has left, and admits forks while {@code admitsForks}. */
    private static final class Reckless implements Admission {
        private final List<String> calls = new ArrayList<>();
        private boolean admitsForks;

        @Override
        public Verdict tryCharge(int maxPasids, boolean takesAsid) {
            calls.add("charge");
            return Verdict.CHARGED;
        }

        @Override
        public void undo() {
            calls.add("undo");
        }

        @Override
        public void uncharge(int id) {
            calls.add("uncharge " + id);
        }

        @Override
        public boolean tryFork(Cgroup group, int tasks) {
            return admitsForks;
        }

        @Override
        public void forked(Cgroup group, int tasks) {
            calls.add("forked " + tasks);
        }

        @Override
        public String level() {
            return "/rule";
        }

        @Override
        public Errno errno() {
            return Errno.EPERM;
        }
    }

    @Test
    void anEmptyPoolUndoesTheChargeOfTheRuleAndOfTheControllers() {
        Hosts hosts = Hosts.pasids(2);
        hosts.ioasids = IoasidsFlavour.LIMIT;
        Reckless rule = new Reckless();
        Kernel kernel = new Kernel(hosts.config(), Hosts.DEAF, rule);
        Cgroup group = kernel.mkdir("/g");
        int first = kernel.createMm(group);
        assertThat(kernel.tryBind(first, kernel.device("dev"))).isTrue();

        assertThat(kernel.tryBind(kernel.createMm(group), kernel.device("dev"))).isFalse();

        assertThat(kernel.refusal().limit()).isEqualTo(Limit.POOL);
        assertThat(group.usage(Resource.IOASIDS)).isEqualTo(1);
        kernel.dropMm(first);
        assertThat(group.usage(Resource.IOASIDS)).isZero();
        assertThat(rule.calls).containsExactly("charge", "charge", "undo", "uncharge 1");
    }

    /** A rule refuses a fork as a whole, after all of its tasks were forked: all of them end again. */
    @Test
    void aForkThatTheRuleRefusesLeavesNoTaskBehind() {
        Reckless rule = new Reckless();
        Kernel kernel = new Kernel(new Hosts().config(), Hosts.DEAF, rule);
        User user = kernel.user(3);

        assertThat(kernel.tryFork(kernel.root(), user, 3)).isFalse();

        assertThat(kernel.refusal().limit()).isEqualTo(Limit.POLICY);
        assertThat(kernel.refusal().level()).isEqualTo("/rule");
        assertThat(kernel.forkedBeforeRefusal()).isEqualTo(3);
        assertThat(kernel.root().usage(Resource.PIDS)).isZero();
        assertThat(user.hasRoom(3)).isTrue();
        rule.admitsForks = true;
        assertThat(kernel.tryFork(kernel.root(), user, 3)).isTrue();
        kernel.exitTasks(kernel.root(), user, 3);
        assertThat(rule.calls).containsExactly("forked -3");
    }

    @Test
    void anIdThatItsGuestHoldsCannotBeFreed() {
        Hosts hosts = new Hosts();
        hosts.guestIds = GuestIds.NONE;
        hosts.defersFree = true;
        Kernel kernel = hosts.boot();
        VirtualMachine vm = kernel.createVm(kernel.root(), Long.MAX_VALUE, Long.MAX_VALUE);
        int mm = kernel.createGuestMm(vm);
        assertThat(kernel.tryBind(mm, kernel.device("dev"))).isTrue();

        assertThatThrownBy(() -> kernel.finishFree(-1)).isInstanceOf(IllegalStateException.class);

        kernel.dropMm(mm);
        kernel.finishFree(-1);
        assertThatThrownBy(() -> kernel.finishFree(-1)).isInstanceOf(IllegalStateException.class);
    }
}
