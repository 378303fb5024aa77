package org.ioasidsim.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupTree;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.ChangeListener;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicyBreach;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.RuleVerdict;
import org.junit.jupiter.api.Test;

/** Each rule on a host of 12 ids, asked step by step: who is granted, who is refused and where, and when that changes by itself. */
class RulesByHandTest {
    private static final long CAPACITY = 12;

    private final CgroupTree tree = new CgroupTree(KernelConfig.IoasidsFlavour.OFF, 0, 0, new Capacity());
    private final Cgroup a = tree.mkdir("/a");
    private final Cgroup ax = tree.mkdir("/a/x");
    private final Cgroup b = tree.mkdir("/b");

    /** Tenant 0 has twice the weight of tenant 1. */
    private final HostFacts host = new HostFacts(
            CAPACITY,
            List.of(new HostFacts.Resource("ids", CAPACITY)),
            List.of(
                    new HostFacts.Tenant("web", 2, "/a", List.of(1L)),
                    new HostFacts.Tenant("noisy", 1, "/b", List.of(1L))),
            List.of("/a", "/a/x", "/b"));

    private double nowSeconds;
    private long taken;
    private double longestIdleSeconds = Double.NaN;

    private Asked web() {
        return new Asked(0, a);
    }

    private Asked noisy() {
        return new Asked(1, b);
    }

    /** Takes ids for as long as they are granted, and returns how many that were. */
    private int take(Policy policy, Asked asked) {
        int granted = 0;
        while (policy.ask(asked) == Answer.GRANT) {
            charge(policy, asked);
            granted++;
        }
        return granted;
    }

    private void charge(Policy policy, Asked asked) {
        policy.charge(asked);
        taken++;
    }

    private void giveBack(Policy policy, Asked asked) {
        policy.uncharge(asked);
        taken--;
    }

    @Test
    void whoeverComesFirstTakesAll() {
        Policy policy = new FirstCome.Spec().start(host);
        assertThat(take(policy, noisy())).isEqualTo(12);
        assertThat(policy.ask(web())).isEqualTo(Answer.REFUSE);
    }

    @Test
    void aQuotaEndsWithItsLastIdAndBeginsAgainWithOneGivenBack() {
        Policy policy = new StaticQuota.Spec(Map.of("web", 4L), 3).start(host);
        assertThat(take(policy, web())).isEqualTo(4);
        assertThat(take(policy, noisy())).as("of the others").isEqualTo(3);
        assertThat(policy.level(web())).isEqualTo("web");
        giveBack(policy, web());
        assertThat(take(policy, web())).isEqualTo(1);
        assertThatThrownBy(() -> new StaticQuota.Spec(Map.of(), 3).start(host).uncharge(noisy()))
                .isInstanceOf(PolicyBreach.class)
                .hasMessage("uncharged an id of tenant number 1, which has none charged");
    }

    @Test
    void aReservationLeavesTheRestToNobodyOrToTheOthers() {
        Policy closed = new HardReservation.Spec(Map.of("/a", 5L), HardReservation.Rest.NONE).start(host);
        assertThat(take(closed, new Asked(0, ax))).as("below /a").isEqualTo(5);
        assertThat(closed.level(new Asked(0, ax))).isEqualTo("/a");
        assertThat(closed.standing(web())).isEqualTo(RuleVerdict.REFUSED);
        assertThat(take(closed, noisy())).isZero();
        giveBack(closed, web());
        assertThat(closed.standing(web())).isEqualTo(RuleVerdict.GRANTED);

        taken = 0;
        Policy shared = new HardReservation.Spec(Map.of("/a", 5L), HardReservation.Rest.SHARED).start(host);
        assertThat(take(shared, noisy())).isEqualTo(7);
        assertThat(shared.level(noisy())).isEqualTo("/b");
        assertThat(shared.hasRoom(noisy())).isFalse();
        giveBack(shared, noisy());
        assertThat(shared.hasRoom(noisy())).isTrue();
        assertThat(shared.standing(noisy())).isEqualTo(RuleVerdict.WHILE_ROOM);
        assertThat(shared.reach(ax)).isSameAs(a);
        assertThatThrownBy(() -> closed.uncharge(noisy()))
                .isInstanceOf(PolicyBreach.class)
                .hasMessage("uncharged an id of the rest, of which none is charged");
    }

    @Test
    void aLimitCountsAllThatIsBelowIt() {
        Policy policy = new OvercommittableLimit.Spec(Map.of("/a", 5L, "/a/x", 2L), OvercommittableLimit.Charge.STAYS)
                .start(host);
        assertThat(take(policy, new Asked(0, ax))).isEqualTo(2);
        assertThat(policy.level(new Asked(0, ax))).isEqualTo("/a/x");
        assertThat(take(policy, web())).isEqualTo(3);
        assertThat(policy.level(web())).isEqualTo("/a");
        assertThat(policy.level(noisy())).as("no limit is full").isEqualTo("/b");
        assertThat(policy.reach(ax)).as("the highest with a limit").isSameAs(a);
        giveBack(policy, new Asked(0, ax));
        assertThat(policy.ask(web())).isEqualTo(Answer.GRANT);
        assertThat(policy.chargesMove()).isFalse();
        assertThat(new OvercommittableLimit.Spec(Map.of(), OvercommittableLimit.Charge.MOVES)
                        .start(host)
                        .chargesMove())
                .isTrue();
    }

    /** Of 12 ids 5 are promised to /a: whoever has no promise is granted while more than what is still promised is free. */
    @Test
    void aGuaranteeIsKeptFreeUntilItIsUsed() {
        Policy policy = new Guarantee.Spec(Map.of("/a", 5L), Map.of("/b", 9L)).start(host);
        charge(policy, web());
        charge(policy, web()); // 10 are free, 3 still promised
        assertThat(take(policy, noisy())).isEqualTo(7);
        assertThat(policy.hasRoom(noisy())).isFalse();
        assertThat(policy.standing(web())).isEqualTo(RuleVerdict.GRANTED);
        giveBack(policy, web()); // 4 free, 4 promised
        assertThat(policy.ask(noisy())).isEqualTo(Answer.REFUSE);
        assertThat(policy.level(noisy())).isEqualTo("host");
        giveBack(policy, noisy());
        assertThat(policy.ask(noisy())).isEqualTo(Answer.GRANT);
        assertThat(take(policy, web()))
                .as("up to its guarantee and the one of the rest")
                .isEqualTo(5);
        assertThat(policy.standing(web())).isEqualTo(RuleVerdict.WHILE_ROOM);
        giveBack(policy, web()); // above its guarantee: nothing is promised for it
        assertThat(policy.ask(noisy())).isEqualTo(Answer.GRANT);
    }

    @Test
    void aLimitEndsWhatIsGrantedAboveAGuarantee() {
        Policy policy = new Guarantee.Spec(Map.of("/a/x", 2L), Map.of("/a", 4L)).start(host);
        assertThat(take(policy, new Asked(0, ax))).isEqualTo(4);
        assertThat(policy.standing(new Asked(0, ax))).isEqualTo(RuleVerdict.REFUSED);
        assertThat(policy.level(new Asked(0, ax))).isEqualTo("/a");
        assertThat(policy.reach(ax))
                .as("its limit is higher than its guarantee")
                .isSameAs(a);
        assertThat(take(policy, noisy())).isEqualTo(8);
    }

    @Test
    void theLastTrunksAreForWhomTheyAreKept() {
        Policy policy = new TrunkReservation.Spec(4, List.of("web")).start(host);
        assertThat(take(policy, noisy())).isEqualTo(8);
        assertThat(policy.hasRoom(noisy())).isFalse();
        assertThat(policy.level(noisy())).isEqualTo("host");
        assertThat(take(policy, web())).isEqualTo(4);
        assertThat(policy.standing(web())).isEqualTo(RuleVerdict.GRANTED);
        assertThat(policy.standing(noisy())).isEqualTo(RuleVerdict.WHILE_ROOM);
    }

    @Test
    void aBucketOfThreeFillsByTwoASecond() {
        Policy policy = new BindRate.Spec(Map.of("/a", new BindRate.Bucket(2, 3))).start(host);
        assertThat(policy.changesAt(0)).isInfinite();
        assertThat(take(policy, web())).isEqualTo(3);
        assertThat(policy.level(new Asked(0, ax))).as("the bucket above").isEqualTo("/a");
        assertThat(policy.level(noisy())).isEqualTo("/b");
        assertThat(policy.errno()).isEqualTo(Errno.EAGAIN);
        assertThat(policy.changesAt(0)).isCloseTo(0.5, within(1e-12));
        nowSeconds = Math.nextDown(0.5);
        assertThat(policy.ask(web())).isEqualTo(Answer.REFUSE);
        assertThat(shifts(policy)).isEmpty();
        nowSeconds = 0.5;
        assertThat(shifts(policy)).containsExactly("/a");
        assertThat(shifts(policy)).as("once").isEmpty();
        assertThat(take(policy, web())).isEqualTo(1);
        policy.undo(web());
        assertThat(policy.ask(web())).as("its token is back").isEqualTo(Answer.GRANT);
        assertThat(policy.changesAt(0.5)).as("nothing is awaited").isInfinite();
        giveBack(policy, web());
        giveBack(policy, web());
        assertThat(take(policy, web())).as("an id given back is no token").isEqualTo(1);
        nowSeconds = 100;
        taken = 0;
        assertThat(take(policy, web())).as("no more than the bucket holds").isEqualTo(3);
        assertThat(policy.reach(ax)).isSameAs(a);
        assertThat(policy.chargesMove()).isFalse();
    }

    /** Web's grants take half of a round each, noisy's a whole one. */
    @Test
    void weightedTurnsFollowTheVirtualTime() {
        Policy policy = new BlockingBind.Spec(BlockingBind.Order.WEIGHTED).start(host);
        assertThat(policy.ordersQueue()).isTrue();
        charge(policy, web());
        assertThat(policy.turn(web())).isEqualTo(0.5);
        assertThat(policy.turn(noisy())).isZero();
        charge(policy, noisy());
        assertThat(policy.turn(noisy())).isEqualTo(1);
        charge(policy, web());
        charge(policy, web()); // starts at 1
        assertThat(policy.turn(web())).isEqualTo(1.5);
        assertThat(policy.turn(noisy()))
                .as("not before the grant that was last")
                .isEqualTo(1);
        assertThat(policy.chargesMove()).isFalse();
        taken = CAPACITY;
        assertThat(policy.ask(web())).isEqualTo(Answer.WAIT);
        Policy fifo = new BlockingBind.Spec(BlockingBind.Order.FIFO).start(host);
        fifo.charge(web());
        assertThat(fifo.turn(web())).isZero();
        assertThat(fifo.ordersQueue()).isFalse();
    }

    @Test
    void anIdIsTakenBackAfterItsTimeAndOnlyWhereIdsAreLacking() {
        Policy policy = new ReclaimIdle.Spec(2).start(host);
        longestIdleSeconds = 5;
        assertThat(policy.ask(web())).isEqualTo(Answer.GRANT);
        taken = CAPACITY;
        assertThat(policy.ask(web())).isEqualTo(Answer.RECLAIM);
        longestIdleSeconds = 2;
        assertThat(policy.ask(web())).isEqualTo(Answer.RECLAIM);
        longestIdleSeconds = 1.9;
        assertThat(policy.ask(web())).isEqualTo(Answer.REFUSE);
        longestIdleSeconds = Double.NaN;
        assertThat(policy.ask(web())).isEqualTo(Answer.REFUSE);
        assertThat(policy.reclaims()).isTrue();
    }

    @Test
    void aProcessLimitCountsTasksAndNoIds() {
        Policy policy = new ProcessLimit.Spec(Map.of("/a", 5L)).start(host);
        assertThat(take(policy, web())).isEqualTo(12);
        assertThat(policy.mayFork(web(), 5)).isTrue();
        assertThat(policy.mayFork(web(), 6)).isFalse();
        policy.forked(new Asked(0, ax), 4);
        assertThat(policy.mayFork(web(), 2)).isFalse();
        assertThat(policy.mayFork(web(), 1)).isTrue();
        assertThat(policy.level(web())).isEqualTo("/a");
        policy.forked(web(), 1);
        assertThat(policy.level(new Asked(0, ax))).isEqualTo("/a");
        policy.forked(new Asked(0, ax), -4);
        assertThat(policy.mayFork(web(), 4)).isTrue();
        assertThat(policy.mayFork(web(), 5)).isFalse();
        assertThat(policy.mayFork(noisy(), 1_000)).isTrue();
        assertThat(policy.errno()).isEqualTo(Errno.EAGAIN);
        assertThat(policy.reach(ax)).isSameAs(a);
    }

    /** Noisy's fair part is a third of 12: 4. It holds 10 when the host is exhausted: a quarter off leaves it 7.5. */
    @Test
    void aCutLeavesAPartAndTheLimitGrowsAgain() {
        Policy policy = new Adaptive.Spec(2, 0.75, 1).start(host);
        for (int i = 0; i < 10; i++) {
            charge(policy, noisy());
        }
        nowSeconds = 5;
        policy.refused(noisy(), Limit.POLICY);
        assertThat(policy.ask(noisy())).as("no exhaustion, no cut").isEqualTo(Answer.GRANT);
        policy.refused(web(), Limit.POOL);
        assertThat(shifts(policy)).containsExactly("all");
        assertThat(policy.ask(noisy())).isEqualTo(Answer.REFUSE);
        assertThat(policy.level(noisy())).isEqualTo("noisy");
        assertThat(policy.ask(web())).as("below its fair part").isEqualTo(Answer.GRANT);
        // the eleventh id needs a limit of 11, which is 3.5 more, at 2/s
        assertThat(policy.changesAt(5)).isCloseTo(6.75, within(1e-9));
        nowSeconds = 5.5;
        policy.refused(web(), Limit.ASID);
        assertThat(policy.changesAt(5.5)).as("no second cut within a second").isCloseTo(6.75, within(1e-9));
        assertThat(shifts(policy)).isEmpty();
        giveBack(policy, noisy());
        assertThat(policy.changesAt(5.5)).as("for the tenth").isCloseTo(6.25, within(1e-9));
        nowSeconds = 6.25;
        assertThat(shifts(policy)).containsExactly("tenant 1");
        assertThat(take(policy, noisy())).isEqualTo(1);
        assertThat(policy.ask(noisy())).isEqualTo(Answer.REFUSE);
        policy.refused(web(), Limit.ASID); // a second after the first cut and more: again 7.5
        assertThat(policy.changesAt(6.25)).isCloseTo(6.25 + 3.5 / 2, within(1e-9));
    }

    @Test
    void aCutLeavesTheFairPart() {
        Policy policy = new Adaptive.Spec(1, 0.5, 1).start(host);
        for (int i = 0; i < 6; i++) {
            charge(policy, noisy());
        }
        policy.refused(web(), Limit.POOL); // half of 6 would be 3, but 4 are its fair part
        assertThat(policy.changesAt(0)).isCloseTo(3, within(1e-9));
        for (int i = 0; i < 3; i++) {
            giveBack(policy, noisy());
        }
        assertThat(take(policy, noisy())).isEqualTo(1);
    }

    /** Web's weight is two thirds, so that 8 are its fair part: more than three quarters of the 10 that it holds. */
    @Test
    void aFairPartIsThatOfTheWeight() {
        Policy policy = new Adaptive.Spec(2, 0.75, 1).start(host);
        for (int i = 0; i < 10; i++) {
            charge(policy, web());
        }
        policy.refused(noisy(), Limit.POOL);
        assertThat(policy.changesAt(0)).isCloseTo((11 - 8) / 2.0, within(1e-9));
    }

    @Test
    void aFairShareIsRefusedWhereItIsUsedUp() {
        Policy policy = new FairShare.Spec(Map.of("/a", 2.0), 1).start(host);
        policy.refused(web(), Limit.POLICY); // one of 12 is demanded by /a: 11 are left to /b
        assertThat(take(policy, noisy())).isEqualTo(11);
        assertThat(policy.level(noisy())).isEqualTo("/b");
        assertThat(policy.level(web())).as("below its share").isEqualTo("/a");
        assertThatThrownBy(() -> policy.uncharge(web()))
                .isInstanceOf(PolicyBreach.class)
                .hasMessage("uncharged an id at /a, where none is charged");
    }

    /** The example of the paper by Ghodsi and others: 9 CPUs and 18 GB, of which one needs 1 and 4, the other 3 and 1 for a task. */
    @Test
    void dominantSharesAreThoseOfThePaper() {
        var machine = new HostFacts(
                100,
                List.of(new HostFacts.Resource("cpus", 9), new HostFacts.Resource("memory", 18)),
                List.of(
                        new HostFacts.Tenant("first", 1, "/a", List.of(1L, 4L)),
                        new HostFacts.Tenant("second", 1, "/b", List.of(3L, 1L))),
                List.of("/a", "/b"));
        Policy policy = new DominantResource.Spec(1).start(machine);
        taken = 0;
        for (int i = 0; i < 20; i++) {
            policy.refused(web(), Limit.POLICY);
            policy.refused(noisy(), Limit.POLICY);
        }
        assertThat(take(policy, web())).isEqualTo(3);
        assertThat(take(policy, noisy())).isEqualTo(2);
        assertThat(policy.level(noisy())).isEqualTo("second");
        assertThat(policy.changesAt(0))
                .as("refusals are forgotten by tenths of a second")
                .isCloseTo(0.1, within(1e-9));
        nowSeconds = 1;
        assertThat(policy.changesAt(1)).isInfinite();
        assertThat(policy.ask(web()))
                .as("9 of 9 CPUs are held, and one more is wanted")
                .isEqualTo(Answer.REFUSE);
        giveBack(policy, noisy());
        // three tasks of the first and one of the second hold 6 CPUs and 13 GB: one more of the first fits
        assertThat(policy.ask(web())).isEqualTo(Answer.GRANT);
    }

    private List<String> shifts(Policy policy) {
        List<String> reported = new ArrayList<>();
        policy.shift(web(), new ChangeListener() {
            @Override
            public void tenant(int tenant) {
                reported.add("tenant " + tenant);
            }

            @Override
            public void below(Cgroup group) {
                reported.add(group.path());
            }

            @Override
            public void all() {
                reported.add("all");
            }
        });
        return reported;
    }

    /** A request of a tenant in a cgroup. */
    private final class Asked implements Request {
        private final int tenant;
        private final Cgroup cgroup;

        Asked(int tenant, Cgroup cgroup) {
            this.tenant = tenant;
            this.cgroup = cgroup;
        }

        @Override
        public int tenant() {
            return tenant;
        }

        @Override
        public Cgroup cgroup() {
            return cgroup;
        }

        @Override
        public double nowSeconds() {
            return nowSeconds;
        }

        @Override
        public boolean hasFree() {
            return free() > 0;
        }

        @Override
        public boolean lacksId() {
            return !hasFree();
        }

        @Override
        public long free() {
            return CAPACITY - taken;
        }

        @Override
        public double longestIdleSeconds() {
            return longestIdleSeconds;
        }
    }
}
