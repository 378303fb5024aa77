package org.ioasidsim.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.ioasidsim.kernel.Hosts;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.ChangeListener;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicyBreach;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.RuleVerdict;
import org.ioasidsim.random.Constant;
import org.ioasidsim.sim.Simulation;
import org.junit.jupiter.api.Test;

/**
 * A host of 3 ids whose policy does as the test says: tenant 0 in /a/x, tenant 1 in /a/y, tenant 2 in /b. Who is charged, who is asked again
 * and how long each was refused is known beforehand.
 */
class HostTest {
    private final Hosts hosts = Hosts.pasids(4);
    private final Scripted policy = new Scripted();
    private final List<String> held = new ArrayList<>();
    private final Simulation simulation = new Simulation(this::fire);
    private final Group[] groups = new Group[3];
    private final Congestion[] congestion = new Congestion[3];
    private final List<Integer> freedOf = new ArrayList<>();
    private Host host = boot(Optional.of(policy));

    private void fire(int payload) {
        freedOf.add(host.fire(payload));
    }

    private Host boot(Optional<Policy> withPolicy) {
        var listener = new HostListener() {
            @Override
            public void heldChanged(int tenant, int delta, boolean ofPool) {
                held.add(tenant + (delta > 0 ? " takes" : " returns") + (ofPool ? "" : " of a guest's"));
            }

            @Override
            public void asidsChanged(int tenant, int delta) {
                held.add(tenant + (delta > 0 ? " takes" : " returns") + " an ASID");
            }
        };
        var times = new ServiceTimes(simulation, new Constant(0), new Constant(2), false, 7);
        host = new Host(hosts.config(), simulation, listener, times, "mine", withPolicy.map(each -> () -> each));
        host.mkdir("/a");
        groups[0] = host.mkdir("/a/x");
        groups[1] = host.mkdir("/a/y");
        groups[2] = host.mkdir("/b");
        for (int i = 0; i < 3; i++) {
            congestion[i] = host.congestion(i, groups[i], new User(Long.MAX_VALUE), 1, false, device());
        }
        return host;
    }

    private void instancesLive() {
        for (Congestion each : congestion) {
            each.instances(1, 0, simulation.nowSeconds());
        }
        host.judge();
        policy.asked.clear();
    }

    private Device device() {
        return host.kernel().device("dev");
    }

    /** Binds a new process of the tenant, or not; returns its address space. */
    @CanIgnoreReturnValue
    private int bind(int tenant, boolean isBound) {
        host.actFor(tenant, groups[tenant], 10 + tenant);
        int mm = host.kernel().createMm(groups[tenant].cgroup());
        assertThat(host.tryBindAll(mm, new Device[] {device()})).isEqualTo(isBound);
        return mm;
    }

    private void judgeAt(double seconds) {
        simulation.runUntil(seconds);
        host.judge();
    }

    private double share(int tenant) {
        return congestion[tenant].share(simulation.nowSeconds());
    }

    @Test
    void whoeverIsGrantedWhileThereIsRoomIsRefusedWhileThereIsNone() {
        policy.whileRoom.add(1);
        policy.hasRoom = false;
        instancesLive();
        judgeAt(2);
        policy.hasRoom = true;
        judgeAt(3);
        policy.hasRoom = false;
        judgeAt(7);
        policy.hasRoom = true;
        judgeAt(8); // refused from 0 s to 3 s and from 7 s to 8 s
        simulation.runUntil(10);
        assertThat(share(0)).isZero();
        assertThat(share(1)).isCloseTo((3 + 1) / 10.0, within(1e-12));
        assertThat(share(2)).isZero();
        assertThat(policy.asked).as("room comes and goes without a question").isEmpty();
    }

    /** All three ids are held from 2 s on; one is idle from 3 s on, which the policy takes back from 5 s on; it is given back at 7 s. */
    @Test
    void whoeverIsGrantedIsRefusedWhileNothingIsFree() {
        instancesLive();
        simulation.runUntil(2);
        bind(0, true);
        bind(1, true);
        int last = bind(2, true);
        host.judge();
        simulation.runUntil(3);
        host.actFor(2, groups[2], 12);
        host.unbindAll(last, new Device[] {device()});
        policy.answer = Answer.REFUSE;
        host.judge();
        simulation.runUntil(5);
        policy.answer = Answer.RECLAIM;
        policy.then = Answer.RECLAIM;
        host.judge();
        simulation.runUntil(6);
        policy.answer = Answer.REFUSE;
        host.judge();
        simulation.runUntil(7);
        host.actFor(2, groups[2], 12);
        host.kernel().dropMm(last);
        host.judge();
        simulation.runUntil(10);
        for (int tenant = 0; tenant < 3; tenant++) {
            assertThat(share(tenant)).isCloseTo((3 + 1) / 10.0, within(1e-12));
        }
    }

    /** The narrow device has one id, the first, and the other has two more; who needs the narrow one is refused as long as that is held. */
    @Test
    void whoNeedsMoreIsRefusedEarlier() {
        hosts.devices = List.of(new DeviceConfig("dev", 4, 0, 0, false), new DeviceConfig("narrow", 2, 0, 0, false));
        for (Optional<Policy> either : List.of(Optional.<Policy>of(policy), Optional.<Policy>empty())) {
            host = boot(either);
            double start = simulation.nowSeconds();
            Device narrow = host.kernel().device("narrow");
            Congestion wide = congestion[2];
            Congestion other = host.congestion(3, groups[2], new User(Long.MAX_VALUE), 1, false, narrow);
            Congestion again = host.congestion(4, groups[2], new User(Long.MAX_VALUE), 1, false, device());
            for (Congestion each : List.of(wide, other, again)) {
                each.instances(1, 0, start);
            }
            host.judge();
            simulation.runUntil(start + 2);
            int mm = bind(2, true);
            host.refresh(groups[2]);
            host.judge();
            simulation.runUntil(start + 5);
            host.kernel().dropMm(mm);
            host.refresh(groups[2]);
            host.judge();
            simulation.runUntil(start + 10);
            assertThat(other.share(start + 10)).isCloseTo(0.3, within(1e-12));
            assertThat(wide.share(start + 10)).isZero();
            assertThat(again.share(start + 10)).isZero();
        }
    }

    /** A limit of one id in /a: the kernel alone refuses all below while that is held, and after it was lifted nobody. */
    @Test
    void theKernelAloneRefusesBelowAFullLimit() {
        hosts.hasMiscPasid = true;
        host = boot(Optional.empty());
        instancesLive();
        assertThat(host.write(host.group("/a"), "misc.max", "pasid 1")).isNull();
        simulation.runUntil(1);
        int mm = bind(0, true);
        host.refresh(groups[0]);
        simulation.runUntil(3);
        host.kernel().dropMm(mm);
        host.refresh(groups[0]);
        simulation.runUntil(4);
        bind(1, true);
        host.refresh(groups[1]);
        simulation.runUntil(5);
        assertThat(host.write(host.group("/a"), "misc.max", "pasid max")).isNull();
        simulation.runUntil(10); // full from 1 s to 3 s and from 4 s to 5 s
        assertThat(share(0)).isCloseTo((2 + 1) / 10.0, within(1e-12));
        assertThat(share(1)).isCloseTo((2 + 1) / 10.0, within(1e-12));
        assertThat(share(2)).isZero();
    }

    /** More changes than a gate keeps: refused from each odd second to the next even one. */
    @Test
    void noChangeIsForgottenUncounted() {
        policy.whileRoom.add(1);
        instancesLive();
        for (int second = 1; second < 3_000; second++) {
            policy.hasRoom = second % 2 == 0;
            judgeAt(second);
        }
        judgeAt(3_000);
        assertThat(congestion[1].refusedSeconds(3_000)).isEqualTo(1_500);
        assertThat(congestion[0].refusedSeconds(3_000)).isZero();
    }

    @Test
    void aTenantsVerdictChangesWhereThePolicyReaches() {
        instancesLive();
        policy.refused.addAll(List.of(0, 1, 2));
        policy.answer = Answer.GRANT;
        bind(0, true);
        judgeAt(4);
        assertThat(policy.asked).as("those below /a").containsExactlyInAnyOrder(0, 1);
        policy.asked.clear();
        judgeAt(5);
        assertThat(policy.asked).isEmpty();
        simulation.runUntil(8);
        assertThat(share(0)).isCloseTo(0.5, within(1e-12));
        assertThat(share(1)).isCloseTo(0.5, within(1e-12));
        assertThat(share(2)).as("not yet asked").isZero();
    }

    @Test
    void aShiftIsAskedAboutOnce() {
        instancesLive();
        policy.shift = listener -> listener.tenant(2);
        judgeAt(1);
        assertThat(policy.asked).containsExactly(2);
        policy.asked.clear();
        policy.shift = listener -> listener.below(host.group("/a").cgroup());
        judgeAt(2);
        assertThat(policy.asked).containsExactlyInAnyOrder(0, 1);
        policy.asked.clear();
        policy.shift = ChangeListener::all;
        judgeAt(3);
        assertThat(policy.asked).containsExactlyInAnyOrder(0, 1, 2);
        policy.asked.clear();
        policy.shift = listener -> {};
        judgeAt(4);
        assertThat(policy.asked).isEmpty();
    }

    @Test
    void aTenantWithoutInstancesIsAskedWhenOneLives() {
        instancesLive();
        congestion[2].instances(0, 0, 0);
        policy.shift = ChangeListener::all;
        judgeAt(2);
        assertThat(policy.asked).containsExactlyInAnyOrder(0, 1);
        policy.asked.clear();
        policy.shift = listener -> {};
        policy.refused.add(2);
        simulation.runUntil(3);
        congestion[2].instances(1, 0, 3);
        host.judge();
        assertThat(policy.asked).containsExactly(2);
        simulation.runUntil(5);
        assertThat(congestion[2].livedSeconds(5)).isEqualTo(2);
        assertThat(congestion[2].refusedSeconds(5)).isEqualTo(2);
    }

    @Test
    void aPolicyThatDoesNotSayHowFarItReachesIsAskedAboutAll() {
        policy.saysReach = false;
        host = boot(Optional.of(policy));
        instancesLive();
        policy.answer = Answer.WAIT;
        judgeAt(1);
        assertThat(policy.asked).containsExactlyInAnyOrder(0, 1, 2);
        policy.answer = Answer.GRANT;
        judgeAt(3);
        policy.answer = Answer.REFUSE;
        judgeAt(7);
        policy.answer = Answer.RECLAIM;
        judgeAt(8); // refused from 1 s to 3 s and from 7 s to 8 s
        simulation.runUntil(10);
        for (int tenant = 0; tenant < 3; tenant++) {
            assertThat(share(tenant)).isCloseTo((2 + 1) / 10.0, within(1e-12));
        }
    }

    @Test
    void aChargeIsUndoneWhenALaterLimitRefuses() {
        hosts.sva = Sva.LAST_UNBIND;
        hosts.asidBits = 8;
        hosts.scheme = AsidScheme.PRIVATE;
        hosts.hasMiscAsid = true;
        host = boot(Optional.of(policy));
        assertThat(host.write(groups[1], "misc.max", "asid 1")).isNull();
        instancesLive();
        bind(1, true);
        assertThat(policy.log).containsExactly("charge 1 /a/y");
        assertThat(held).containsExactly("1 takes an ASID", "1 takes");
        judgeAt(1);
        policy.asked.clear();
        bind(1, false);
        assertThat(host.kernel().refusal().limit()).isEqualTo(Limit.MISC);
        assertThat(policy.log).containsExactly("charge 1 /a/y", "charge 1 /a/y", "undo 1 /a/y");
        judgeAt(2);
        assertThat(policy.asked).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void anIdThatComesBackIsUnchargedWhereItWasCharged() {
        instancesLive();
        int mm = bind(0, true);
        host.actFor(2, groups[2], 12); // whoever calls then
        host.kernel().dropMm(mm);
        assertThat(policy.log).containsExactly("charge 0 /a/x", "uncharge 0 /a/x");
        assertThat(held).containsExactly("0 takes", "0 returns");
        judgeAt(1);
        assertThat(policy.asked).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void aDeferredFreeComesTwoSecondsLater() {
        hosts.defersFree = true;
        host = boot(Optional.of(policy));
        simulation.runUntil(1);
        int mm = bind(1, true);
        assertThat(host.takeReleased()).isFalse();
        host.actFor(2, groups[2], 12);
        host.kernel().dropMm(mm);
        assertThat(host.takeReleased()).isTrue();
        assertThat(host.takeReleased()).as("once").isFalse();
        simulation.runUntil(Math.nextDown(3.0));
        assertThat(held).containsExactly("1 takes");
        assertThat(host.kernel().pool().count()).isOne();
        simulation.runUntil(3);
        assertThat(held).containsExactly("1 takes", "1 returns");
        assertThat(host.kernel().pool().count()).isZero();
        assertThat(freedOf).containsExactly(11);
        assertThat(host.takeReleased()).isTrue();
    }

    /** Without a policy nobody needs to know the holder but a free that comes later: it is noted when the id comes back. */
    @Test
    void aDeferredFreeIsTheCallersWhereTheKernelIsAlone() {
        hosts.defersFree = true;
        host = boot(Optional.empty());
        int mm = bind(1, true);
        host.kernel().dropMm(mm);
        host.actFor(2, groups[2], 12);
        simulation.runUntil(2);
        assertThat(held).containsExactly("1 takes", "1 returns");
        assertThat(freedOf).containsExactly(11);
        assertThat(host.ordersQueue()).isFalse();
        assertThat(host.noteRefused(1, groups[1])).isFalse();
    }

    @Test
    void anIdleIdIsTakenBackForAnother() {
        hosts.sva = Sva.MM_DROP;
        host = boot(Optional.of(policy));
        int first = bind(0, true);
        int second = bind(1, true);
        bind(2, true);
        host.actFor(1, groups[1], 11);
        host.unbindAll(second, new Device[] {device()});
        simulation.runUntil(1);
        host.actFor(0, groups[0], 10);
        host.unbindAll(first, new Device[] {device()});
        policy.log.clear();
        policy.answer = Answer.RECLAIM;
        policy.then = Answer.GRANT;
        assertThat(host.takeReclaimedInstance()).isEqualTo(Host.NO_INSTANCE);
        bind(2, true);
        assertThat(policy.longestIdleSeconds).isEqualTo(1);
        assertThat(policy.log).containsExactly("uncharge 1 /a/y", "charge 2 /b");
        assertThat(host.takeReclaimedInstance()).as("that of tenant 1").isEqualTo(11);
        assertThat(host.takeReclaimedInstance()).as("once").isEqualTo(Host.NO_INSTANCE);
        assertThat(host.kernel().pasid(second)).isZero();
        assertThat(host.kernel().pasid(first)).isPositive();
    }

    @Test
    void anIdThatIsBoundAgainIsIdleNoMore() {
        int first = bind(0, true);
        int second = bind(1, true);
        Device[] devices = {device()};
        host.actFor(0, groups[0], 10);
        host.unbindAll(first, devices);
        host.actFor(1, groups[1], 11);
        host.unbindAll(second, devices);
        host.actFor(0, groups[0], 10);
        assertThat(host.tryBindAll(first, devices)).isTrue();
        bind(2, true);
        policy.answer = Answer.RECLAIM;
        bind(2, true);
        assertThat(host.takeReclaimedInstance()).isEqualTo(11);
        policy.answer = Answer.RECLAIM;
        assertThatThrownBy(() -> bind(2, true)).isInstanceOf(PolicyBreach.class);
    }

    @Test
    void anAsidMustBeFreeToo() {
        hosts.asidBits = 8;
        hosts.scheme = AsidScheme.PRIVATE;
        hosts.dmaDomains = 254;
        host = boot(Optional.of(policy));
        simulation.runUntil(6);
        bind(0, true);
        assertThat(policy.nowSeconds).isEqualTo(6);
        assertThatThrownBy(() -> bind(2, true))
                .isInstanceOf(PolicyBreach.class)
                .hasMessageContaining("grants beyond the pool: an id to /b at 6.0 s");
    }

    @Test
    void nothingIsTakenBackWhereNothingIsIdle() {
        bind(0, true);
        policy.answer = Answer.RECLAIM;
        assertThatThrownBy(() -> bind(1, true))
                .isInstanceOf(PolicyBreach.class)
                .hasMessage("policy mine takes an idle id back where none is idle");
    }

    @Test
    void aGrantBeyondThePoolIsABreach() {
        bind(0, true);
        bind(0, true);
        bind(0, true);
        assertThatThrownBy(() -> bind(2, true))
                .isInstanceOf(PolicyBreach.class)
                .hasMessageContaining("grants beyond the pool: an id to /b at 0.0 s");
        policy.answer = Answer.REFUSE;
        bind(2, false);
        assertThat(host.kernel().refusal().limit()).as("nobody has one left").isEqualTo(Limit.POOL);
    }

    @Test
    void aRefusalByThePolicyIsItsOwnAndMayWait() {
        policy.answer = Answer.REFUSE;
        bind(2, false);
        assertThat(host.kernel().refusal().limit()).isEqualTo(Limit.POLICY);
        assertThat(host.kernel().refusal().level()).isEqualTo("/b");
        assertThat(host.noteRefused(2, groups[2])).isFalse();
        policy.answer = Answer.WAIT;
        bind(2, false);
        assertThat(host.noteRefused(2, groups[2])).isTrue();
        policy.answer = Answer.GRANT;
        bind(2, true);
        assertThat(host.noteRefused(2, groups[2])).as("of another bind").isFalse();
        assertThat(policy.log)
                .containsExactly("refused 2 /b POLICY", "refused 2 /b POLICY", "charge 2 /b", "refused 2 /b POLICY");
    }

    @Test
    void chargesAndWaitingRequestsMoveTogether() {
        bind(0, true);
        bind(1, true);
        int moved = bind(1, true);
        policy.log.clear();
        host.moveCharges(1, groups[1], groups[1]);
        host.moveWaiting(1, groups[1], groups[1], 2);
        host.moveWaiting(1, groups[1], groups[2], 0);
        assertThat(policy.log).isEmpty();
        instancesLive();
        host.moveCharges(1, groups[1], groups[2]);
        assertThat(policy.log).containsExactly("uncharge 1 /a/y", "charge 1 /b", "uncharge 1 /a/y", "charge 1 /b");
        judgeAt(1);
        assertThat(policy.asked).containsExactlyInAnyOrder(0, 1, 2);
        policy.log.clear();
        policy.asked.clear();
        host.kernel().dropMm(moved);
        host.moveWaiting(1, groups[1], groups[2], 2);
        assertThat(policy.log)
                .containsExactly("uncharge 1 /b", "waits 1 /a/y -1", "waits 1 /b 1", "waits 1 /a/y -1", "waits 1 /b 1");
        judgeAt(2);
        assertThat(policy.asked).containsExactlyInAnyOrder(0, 1, 2);
        policy.chargesMove = false;
        policy.log.clear();
        host.moveCharges(1, groups[2], groups[1]);
        assertThat(policy.log).isEmpty();
    }

    @Test
    void aTurnMayOnlyGrow() {
        policy.turn = 3;
        assertThat(host.turn(1, groups[1], 3)).isEqualTo(3);
        assertThatThrownBy(() -> host.turn(1, groups[1], 3.5))
                .isInstanceOf(PolicyBreach.class)
                .hasMessageContaining("from turn 3.5 to 3.0");
    }

    @Test
    void theHostWakesWhenThePolicySaysSo() {
        policy.changesAt = 4;
        host.judge();
        host.judge(); // a second timer for the same would be a second event
        assertThat(freedOf).isEmpty();
        simulation.runUntil(4);
        assertThat(freedOf).containsExactly(Host.NO_INSTANCE);
        policy.changesAt = 6;
        host.judge();
        policy.changesAt = 5;
        host.judge();
        simulation.runUntil(5);
        assertThat(freedOf).hasSize(2);
    }

    @Test
    void forksAreThePolicysToo() {
        instancesLive();
        policy.tasks = 2;
        host.actFor(2, groups[2], 12);
        User user = new User(Long.MAX_VALUE);
        assertThat(host.kernel().tryFork(groups[2].cgroup(), user, 2)).isTrue();
        assertThat(policy.log).containsExactly("forked 2 /b 2");
        judgeAt(1);
        assertThat(policy.asked).containsExactly(2);
        assertThat(host.kernel().tryFork(groups[2].cgroup(), user, 3)).isFalse();
        assertThat(host.kernel().refusal().level()).isEqualTo("/b");
        host.kernel().exitTasks(groups[2].cgroup(), user, 2);
        assertThat(policy.log).containsExactly("forked 2 /b 2", "forked 2 /b -2");
        policy.asked.clear();
        judgeAt(2);
        assertThat(policy.asked).containsExactly(2);
        policy.tasks = 0; // each process forks one
        policy.shift = ChangeListener::all;
        judgeAt(3);
        simulation.runUntil(4);
        assertThat(congestion[2].refusedSeconds(4)).isEqualTo(1);
    }

    @Test
    void idsAreLimitedByTheLowestThatIsWritten() {
        Cgroup group = groups[2].cgroup();
        assertThat(host.idLimit(group)).isInfinite();
        hosts.hasMiscPasid = true;
        hosts.ioasids = IoasidsFlavour.LIMIT;
        host = boot(Optional.of(policy));
        group = groups[2].cgroup();
        assertThat(host.idLimit(group)).as("the capacity of misc").isEqualTo(3);
        assertThat(host.write(groups[2], "ioasids.max", "2")).isNull();
        assertThat(host.idLimit(group)).isEqualTo(2);
        assertThat(host.write(groups[2], "misc.max", "pasid 1")).isNull();
        assertThat(host.idLimit(group)).isEqualTo(1);
        hosts.hasMiscPasid = false;
        host = boot(Optional.of(policy));
        group = groups[2].cgroup();
        assertThat(host.idLimit(group)).isInfinite();
        assertThat(host.write(groups[2], "ioasids.max", "2")).isNull();
        assertThat(host.idLimit(group)).isEqualTo(2);
    }

    /** A limit of /a holds for what is below it, and only from its writing to its lifting. */
    @Test
    void aWrittenLimitRefusesAllBelowIt() {
        hosts.hasMiscPasid = true;
        host = boot(Optional.of(policy));
        instancesLive();
        bind(0, true);
        judgeAt(1);
        assertThat(host.write(host.group("/a"), "misc.max", "pasid 1")).isNull();
        host.judge();
        simulation.runUntil(3);
        assertThat(host.write(host.group("/a"), "misc.max", "pasid 2")).isNull();
        judgeAt(3);
        simulation.runUntil(4);
        assertThat(share(0)).isCloseTo(2 / 4.0, within(1e-12));
        assertThat(share(1)).isCloseTo(2 / 4.0, within(1e-12));
        assertThat(share(2)).isZero();
    }

    /** What a policy does that the test has written down. */
    private static final class Scripted implements Policy {
        private final List<String> log = new ArrayList<>();
        private final List<Integer> asked = new ArrayList<>();
        private final Set<Integer> refused = new TreeSet<>();
        private final Set<Integer> whileRoom = new TreeSet<>();
        private Answer answer = Answer.GRANT;
        private Answer then = Answer.GRANT;
        private Consumer<ChangeListener> shift = listener -> {};
        private boolean saysReach = true;
        private boolean hasRoom = true;
        private boolean chargesMove = true;
        private double nowSeconds;
        private double turn;
        private double changesAt = Double.POSITIVE_INFINITY;
        private double longestIdleSeconds;
        private int tasks = Integer.MAX_VALUE;

        private void log(String what, Request request, Object detail) {
            log.add((what + " " + request.tenant() + " " + request.cgroup().path() + " " + detail).strip());
        }

        @Override
        public Answer ask(Request request) {
            if (!saysReach) {
                asked.add(request.tenant());
            }
            Answer now = answer;
            if (now == Answer.RECLAIM && saysReach) {
                longestIdleSeconds = request.longestIdleSeconds();
                answer = then;
            }
            return now;
        }

        @Override
        public RuleVerdict standing(Request request) {
            asked.add(request.tenant());
            assertThat(request.hasFree()).isTrue();
            if (refused.contains(request.tenant())) {
                return RuleVerdict.REFUSED;
            }
            return whileRoom.contains(request.tenant()) ? RuleVerdict.WHILE_ROOM : RuleVerdict.GRANTED;
        }

        @Override
        public void charge(Request request) {
            log("charge", request, "");
            nowSeconds = request.nowSeconds();
        }

        @Override
        public void uncharge(Request request) {
            log("uncharge", request, "");
        }

        @Override
        public void undo(Request request) {
            log("undo", request, "");
        }

        @Override
        public void refused(Request request, Limit by) {
            log("refused", request, by);
        }

        @Override
        public void waiting(Request request, int change) {
            log("waits", request, change);
        }

        @Override
        public boolean saysReach() {
            return saysReach;
        }

        /** Up to the cgroup below the root. */
        @Override
        public Cgroup reach(Cgroup leaf) {
            Cgroup above = Objects.requireNonNull(leaf.parent());
            return above.parent() == null ? leaf : above;
        }

        @Override
        public boolean hasRoom(Request any) {
            return hasRoom;
        }

        @Override
        public void shift(Request any, ChangeListener shifted) {
            shift.accept(shifted);
        }

        @Override
        public boolean chargesMove() {
            return chargesMove;
        }

        @Override
        public double changesAt(double nowSeconds) {
            return changesAt;
        }

        @Override
        public boolean ordersQueue() {
            return true;
        }

        @Override
        public double turn(Request head) {
            return turn;
        }

        @Override
        public boolean reclaims() {
            return true;
        }

        @Override
        public boolean mayFork(Request request, int count) {
            return count <= tasks;
        }

        @Override
        public void forked(Request request, int count) {
            log("forked", request, count);
        }
    }
}
