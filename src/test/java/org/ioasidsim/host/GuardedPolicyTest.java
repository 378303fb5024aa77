package org.ioasidsim.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Consumer;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupTree;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.ChangeListener;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicyBreach;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.RuleVerdict;
import org.junit.jupiter.api.Test;

/** Whatever a user's policy throws must come out under its name, whichever of its methods it was; what it answers must pass unchanged. */
class GuardedPolicyTest {
    private static final Cgroup ROOT = new CgroupTree(KernelConfig.IoasidsFlavour.OFF, 0, 0, new Capacity()).root();

    private final Asked asked = new Asked();
    private final Changes changes = new Changes();

    @Test
    void namesThePolicyThatFailsWhicheverOfItsMethodsItWas() {
        var guarded = new GuardedPolicy("mine", new Broken());
        Map<String, Consumer<GuardedPolicy>> calls = Map.ofEntries(
                Map.entry("ask", policy -> assertThat(policy.ask(asked)).isNull()),
                Map.entry("charge", policy -> policy.charge(asked)),
                Map.entry("uncharge", policy -> policy.uncharge(asked)),
                Map.entry("undo", policy -> policy.undo(asked)),
                Map.entry("refused", policy -> policy.refused(asked, Limit.POOL)),
                Map.entry("waiting", policy -> policy.waiting(asked, 1)),
                Map.entry("waitingMoved", policy -> policy.waitingMoved(asked, 1)),
                Map.entry("changesAt", policy -> assertThat(policy.changesAt(0)).isZero()),
                Map.entry("reach", policy -> assertThat(policy.reach(ROOT)).isNull()),
                Map.entry(
                        "standing", policy -> assertThat(policy.standing(asked)).isNull()),
                Map.entry("hasRoom", policy -> assertThat(policy.hasRoom(asked)).isFalse()),
                Map.entry("shift", policy -> policy.shift(asked, changes)),
                Map.entry("turn", policy -> assertThat(policy.turn(asked)).isZero()),
                Map.entry(
                        "mayFork",
                        policy -> assertThat(policy.mayFork(asked, 1)).isFalse()),
                Map.entry("forked", policy -> policy.forked(asked, 1)),
                Map.entry("level", policy -> assertThat(policy.level(asked)).isEmpty()));

        calls.forEach((method, call) -> assertThatThrownBy(() -> call.accept(guarded))
                .as(method)
                .isInstanceOf(PolicyBreach.class)
                .hasMessageStartingWith("policy mine failed: java.lang.IllegalStateException: " + method + " at "));
    }

    @Test
    void aBreachKeepsItsOwnWords() {
        var guarded = new GuardedPolicy("mine", new Broken());
        assertThat(guarded.breach(new PolicyBreach("owes one"))).hasMessage("policy mine owes one");
        assertThat(guarded.breach("owes two")).hasMessage("policy mine owes two");
    }

    @Test
    void answersAsThePolicyDoes() {
        var guarded = new GuardedPolicy("mine", new Peculiar());
        assertThat(guarded.ask(asked)).isEqualTo(Answer.WAIT);
        assertThat(guarded.chargesMove()).isFalse();
        assertThat(guarded.changesAt(6)).isEqualTo(7);
        assertThat(guarded.saysReach()).isTrue();
        assertThat(guarded.reach(ROOT)).isSameAs(ROOT);
        assertThat(guarded.standing(asked)).isEqualTo(RuleVerdict.REFUSED);
        assertThat(guarded.hasRoom(asked)).isFalse();
        assertThat(guarded.ordersQueue()).isTrue();
        assertThat(guarded.turn(asked)).isEqualTo(3);
        assertThat(guarded.reclaims()).isTrue();
        assertThat(guarded.mayFork(asked, 1)).isFalse();
        assertThat(guarded.mayFork(asked, 0)).isTrue();
        assertThat(guarded.level(asked)).isEqualTo("somewhere");
        assertThat(guarded.errno()).isEqualTo(Errno.ENOSPC);
    }

    @Test
    void aChangeThatIsNotLaterIsABreach() {
        var guarded = new GuardedPolicy("mine", new Peculiar());
        assertThatThrownBy(() -> guarded.changesAt(7))
                .isInstanceOf(PolicyBreach.class)
                .hasMessage("policy mine says at 7.0 s that its answers change at 7.0 s, which is not later");
    }

    @Test
    void aTurnThatDoesNotCountIsABreachForOneWhoBeginsToWait() {
        var guarded = new GuardedPolicy("mine", new Peculiar() {
            @Override
            public boolean ordersQueue() {
                return false;
            }
        });
        guarded.waiting(asked, -1);
        assertThatThrownBy(() -> guarded.waiting(asked, 1))
                .isInstanceOf(PolicyBreach.class)
                .hasMessageStartingWith("policy mine gives turns in the queue");
        new GuardedPolicy("mine", new Peculiar()).waiting(asked, 1);
    }

    /** Fails in each of its methods, with the name of the method. */
    private static final class Broken implements Policy {
        private static IllegalStateException in(String method) {
            return new IllegalStateException(method);
        }

        @Override
        public Answer ask(Request request) {
            throw in("ask");
        }

        @Override
        public void charge(Request request) {
            throw in("charge");
        }

        @Override
        public void uncharge(Request request) {
            throw in("uncharge");
        }

        @Override
        public void undo(Request request) {
            throw in("undo");
        }

        @Override
        public void refused(Request request, Limit by) {
            throw in("refused");
        }

        @Override
        public void waiting(Request request, int change) {
            throw in("waiting");
        }

        @Override
        public void waitingMoved(Request request, int change) {
            throw in("waitingMoved");
        }

        @Override
        public double changesAt(double nowSeconds) {
            throw in("changesAt");
        }

        @Override
        public Cgroup reach(Cgroup leaf) {
            throw in("reach");
        }

        @Override
        public RuleVerdict standing(Request request) {
            throw in("standing");
        }

        @Override
        public boolean hasRoom(Request any) {
            throw in("hasRoom");
        }

        @Override
        public void shift(Request any, ChangeListener shifted) {
            throw in("shift");
        }

        @Override
        public double turn(Request head) {
            throw in("turn");
        }

        @Override
        public boolean mayFork(Request request, int tasks) {
            throw in("mayFork");
        }

        @Override
        public void forked(Request request, int tasks) {
            throw in("forked");
        }

        @Override
        public String level(Request request) {
            throw in("level");
        }
    }

    /** Answers everything otherwise than a policy does that says nothing. */
    private static class Peculiar implements Policy {
        @Override
        public Answer ask(Request request) {
            return Answer.WAIT;
        }

        @Override
        public void charge(Request request) {}

        @Override
        public void uncharge(Request request) {}

        @Override
        public boolean chargesMove() {
            return false;
        }

        @Override
        public double changesAt(double nowSeconds) {
            return 7;
        }

        @Override
        public boolean saysReach() {
            return true;
        }

        @Override
        public boolean hasRoom(Request any) {
            return false;
        }

        @Override
        public boolean ordersQueue() {
            return true;
        }

        @Override
        public double turn(Request head) {
            return 3;
        }

        @Override
        public boolean reclaims() {
            return true;
        }

        @Override
        public boolean mayFork(Request request, int tasks) {
            return tasks == 0;
        }

        @Override
        public String level(Request request) {
            return "somewhere";
        }

        @Override
        public Errno errno() {
            return Errno.ENOSPC;
        }
    }

    /** Hears of no change. */
    private static final class Changes implements ChangeListener {
        @Override
        public void tenant(int tenant) {}

        @Override
        public void below(Cgroup group) {}

        @Override
        public void all() {}
    }

    /** A request of the first tenant at the root. */
    private static final class Asked implements Request {
        @Override
        public int tenant() {
            return 0;
        }

        @Override
        public Cgroup cgroup() {
            return ROOT;
        }

        @Override
        public double nowSeconds() {
            return 0;
        }

        @Override
        public boolean hasFree() {
            return true;
        }

        @Override
        public boolean lacksId() {
            return false;
        }

        @Override
        public long free() {
            return 1;
        }

        @Override
        public double longestIdleSeconds() {
            return Double.NaN;
        }
    }
}
