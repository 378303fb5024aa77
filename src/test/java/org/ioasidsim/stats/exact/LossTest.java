package org.ioasidsim.stats.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The simulator is checked against these formulas, so they are checked against values computed with 50 to 60 digits and against each
 * other.
 */
class LossTest {
    @ParameterizedTest
    @CsvSource({
        "1,1,0.5",
        "1,5,0.003067484662576687116564",
        "10,10,0.2145823431073473406278",
        "100,100,0.07570045271086097048377",
        "1000,1000,0.02481191764616040786114",
        "16384,16384,0.006207644835926765820918",
        "60000,65536,3.455677079047558172907e-111",
        "65000,65536,0.0001751085527810450915942",
        "66000,65536,0.008562154726008808301166",
        "131072,65536,0.500007628928926795922",
        "1048575,1048575,0.0007787799089158002476128",
    })
    void erlangB(double load, int ids, double expected) {
        assertThat(ErlangB.blocking(load, ids)).isCloseTo(expected, relative(expected, 1e-13));
    }

    @ParameterizedTest
    @CsvSource({
        "1e-2,256,234.14346619",
        "1e-3,256,217.50950058",
        "1e-6,256,190.58967109",
        "1e-9,256,173.61061783",
        "1e-2,32768,33015.21625",
        "1e-3,32768,32527.673907",
        "1e-6,32768,32062.843417",
        "1e-9,32768,31799.346568",
    })
    void theLoadForABlocking(double target, int ids, double expected) {
        assertThat(ErlangB.load(target, ids)).isCloseTo(expected, relative(expected, 1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1,2,0.3333333333333333", "90,100,0.2169404809063664", "65500,65536,0.8349152562963524"})
    void erlangC(double load, int ids, double expected) {
        assertThat(Queues.erlangC(load, ids).doubleValue()).isCloseTo(expected, relative(expected, 1e-11));
    }

    @ParameterizedTest
    @CsvSource({
        "10,5,.5,0.147887323943661972,0.106960950764006791,3.08685446009389671,0.0739436619718309859",
        "100,10,.1,0.179304374419218419,0.174692253012224567,7.62387330020639475,0.161373936977296577",
        "70000,65536,20,0.266595318545531719,0.266431527161553432,65533.2557123930918,0.0170011643141036228",
    })
    void engset(int processes, int ids, double ratio, double time, double call, double carried, double traffic) {
        Engset engset = Engset.of(processes, ids, ratio);
        assertThat(engset.time().doubleValue()).isCloseTo(time, relative(time, 1e-12));
        assertThat(engset.call().doubleValue()).isCloseTo(call, relative(call, 1e-12));
        assertThat(engset.carried()).isCloseTo(carried, relative(carried, 1e-12));
        assertThat(engset.traffic().doubleValue()).isCloseTo(traffic, relative(traffic, 1e-12));
    }

    @Test
    void fewerProcessesThanIdsAreNeverRefused() {
        assertThat(Engset.of(4, 5, 2)).isEqualTo(new Engset(Scaled.ZERO, Scaled.ZERO, 4 * 2 / 3.0, Scaled.ZERO));
    }

    @Test
    void kaufmanRoberts() {
        assertAll(
                KaufmanRoberts.of(10, new double[] {2, 1}, new int[] {1, 3}).blocking(),
                0.036885862048228996,
                0.15391597510373445);
        var three = KaufmanRoberts.of(1024, new double[] {400, 20, 4}, new int[] {1, 16, 64});
        assertAll(three.blocking(), 0.0037222180358221836, 0.060889243403923314, 0.2561967753493905);
        assertThat(three.utilisation()).isCloseTo(0.868593926179, within(1e-12));
        assertAll(
                KaufmanRoberts.of(65_536, new double[] {32_000, 2_048}, new int[] {1, 16})
                        .blocking(),
                0.00036849656167382063,
                0.0059569827045501);
        assertAll(KaufmanRoberts.of(10, new double[] {10}, new int[] {1}).blocking(), ErlangB.blocking(10, 10));
    }

    @Test
    void trunkReservation() {
        assertAll(Loss.trunkReservation(10, 5, 4, 2), 0.06472518435571951, 0.42718621674774876);
        assertAll(Loss.trunkReservation(100, 50, 50, 5), 0.003382304180367834, 0.19850578069901081);
        assertAll(Loss.trunkReservation(10, 6, 4, 0), ErlangB.blocking(10, 10), ErlangB.blocking(10, 10));
    }

    @ParameterizedTest
    @CsvSource({
        "8,10,15,0.000309802364079985273,0.0300380336524195415,0.631854731321403245,0.0814277715574599174",
        "10,10,20,2.47527054117664932e-5,0.0682118204689332374,3.75165012579132806,0.402629074740934105",
    })
    void finiteQueue(double load, int ids, int places, double empty, double refused, double waiting, double wait) {
        Queues.Finite queue = Queues.finite(load, ids, places);
        assertAll(
                new double[] {
                    queue.empty().doubleValue(),
                    queue.refused().doubleValue(),
                    queue.waiting().doubleValue(),
                    queue.meanWaitHolds().doubleValue()
                },
                empty,
                refused,
                waiting,
                wait);
    }

    @Test
    void repairman() {
        Queues.Repairman small = Queues.repairman(10, 3, 0.2);
        assertAll(
                new double[] {
                    small.empty().doubleValue(),
                    small.present(),
                    small.waiting().doubleValue(),
                    small.meanWaitHolds().doubleValue()
                },
                0.15464313487778175,
                1.8042979346223968,
                0.16515752154687627,
                0.10075861727854726);
        Queues.Repairman large = Queues.repairman(100, 64, 2);
        assertAll(new double[] {large.present(), large.waiting().doubleValue()}, 68.32031281690445, 4.960938450713345);
    }

    @Test
    void theRepairmansRequestsMeetAllIdsHeldAsOftenAsItsHoldersSay() {
        // 3 processes, 1 id, ratio 1: weights of 0 to 3 present are 1, 3, 6, 6; the id is held but in the first.
        assertThat(Queues.repairman(3, 1, 1).blocked().doubleValue()).isCloseTo(15.0 / 16, within(1e-15));
        assertThat(Queues.repairman(2, 3, 1).blocked().doubleValue()).isZero();
    }

    @Test
    void meanWaiting() {
        // M/M/1: A^2 / (1 - A)
        assertThat(Queues.meanWaiting(0.5, 1).doubleValue()).isCloseTo(0.5, within(1e-15));
        assertThat(Queues.meanWaiting(1, 1).doubleValue()).isEqualTo(Double.POSITIVE_INFINITY);
        // A finite queue with very many places
        assertThat(Queues.meanWaiting(8, 10).doubleValue())
                .isCloseTo(Queues.finite(8, 10, 2000).waiting().doubleValue(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "1,.5,1,1,0.5,1",
        "5,4,.5,1,0.439481666556,8.1319778666",
        "5,4,10,1,0.521467223446,2.56692184402",
        "5,8,1,.5,0.602287325695,3.57028516452",
    })
    void retrial(int ids, double load, double retryRate, double persistence, double blocked, double orbit) {
        Retrial retrial = Retrial.of(ids, load, retryRate, persistence);
        assertAll(new double[] {retrial.blocked().doubleValue(), retrial.orbit().doubleValue()}, blocked, orbit);
    }

    @Test
    void whoNeverGivesUpIsServedInTheEnd() {
        // Closed form for one id: the orbit is A^2 (1 + R) / (R (1 - A)); whatever the retries, A ids are held.
        Retrial one = Retrial.of(1, 0.9, 3, 1);
        assertAll(
                new double[] {
                    one.orbit().doubleValue(), one.held(), one.blocked().doubleValue()
                },
                0.81 * 4 / (3 * 0.1),
                0.9,
                0.9);
        assertThat(Retrial.of(64, 60, 2, 1).held()).isCloseTo(60, within(1e-9));
        // Retries at once find the state unchanged: they wait as in a queue.
        assertThat(Retrial.of(5, 4, 1e6, 1).blocked().doubleValue())
                .isCloseTo(Queues.erlangC(4, 5).doubleValue(), within(1e-4));
        // Retries after ages are fresh Poisson requests: the load A' for which A' (1 - B(A')) = A.
        assertThat(Retrial.of(1, 0.5, 1e-4, 1).blocked().doubleValue()).isCloseTo(ErlangB.blocking(1, 1), within(1e-3));
    }

    @Test
    void anOrbitThatOnlyGrowsHasNoAnswer() {
        assertThatThrownBy(() -> Retrial.of(2, 2, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reducedLoad() {
        // Without caps the root is an Erlang pool; without a root each group is.
        ReducedLoad open = ReducedLoad.of(10, new double[] {6, 4}, new int[] {100, 100});
        assertAll(open.blocking(), ErlangB.blocking(10, 10), ErlangB.blocking(10, 10));
        ReducedLoad apart = ReducedLoad.of(1000, new double[] {6, 4}, new int[] {6, 4});
        assertAll(apart.blocking(), ErlangB.blocking(6, 6), ErlangB.blocking(4, 4));
        // The fixed point, put into its equations.
        ReducedLoad both = ReducedLoad.of(10, new double[] {6, 4}, new int[] {6, 5});
        double root = both.root().doubleValue();
        assertAll(both.caps(), ErlangB.blocking(6 * (1 - root), 6), ErlangB.blocking(4 * (1 - root), 5));
        double offered = 6 * (1 - both.caps()[0].doubleValue()) + 4 * (1 - both.caps()[1].doubleValue());
        assertThat(root).isCloseTo(ErlangB.blocking(offered, 10), within(1e-12));
        // Near the exact product form, which it approximates.
        CapTree exact = twoCaps(10, 6, 4, 6, 5);
        assertThat(both.blocking()[0].doubleValue()).isCloseTo(sum(exact.refusals(0)), within(0.05));
    }

    @Test
    void twoCapsUnderOneRoot() {
        double erlang = ErlangB.blocking(10, 10);
        CapTree open = twoCaps(10, 6, 4, 10, 10);
        assertAll(new double[] {sum(open.refusals(0)), sum(open.refusals(1))}, erlang, erlang);
        CapTree capped = twoCaps(10, 6, 4, 6, 4);
        assertAll(
                new double[] {sum(capped.refusals(0)), sum(capped.refusals(1))},
                0.2649223221586263,
                0.3106796116504854);
    }

    @Test
    void aCapOnTheAggressorSavesTheVictimAtFullScale() {
        CapTree open = twoCaps(65_536, 80_000, 2_000, 65_536, 65_536);
        assertThat(sum(open.refusals(1))).isCloseTo(0.200829001934852, within(1e-13));
        CapTree capped = twoCaps(65_536, 80_000, 2_000, 63_000, 65_536);
        assertThat(sum(capped.refusals(0))).isCloseTo(0.212546297915586, within(1e-13));
        assertThat(sum(capped.refusals(1))).isCloseTo(8.28630309913773e-32, relative(8.28630309913773e-32, 1e-9));
    }

    @Test
    void theFirstLevelWithoutRoomIsTheOneThatRefuses() {
        // Two leaves of load 1 and cap 1 under a group of cap 1 under a root of cap 2 with a third leaf. States (a, b,
        // c) have weight 1 each:
        // a+b <= 1, c <= 1, and a+b+c <= 2 always holds: 3 * 2 = 6 states. Leaf a is refused by itself in (1,0,*): 2/6,
        // by the group
        // in (0,1,*): 2/6, by the root never.
        CapTree group = CapTree.group(1, List.of(CapTree.leaf(1, 1), CapTree.leaf(1, 1)));
        CapTree root = CapTree.group(2, List.of(group, CapTree.leaf(1, 1)));
        assertAll(root.refusals(0, 0), 1.0 / 3, 1.0 / 3, 0);
        // Leaf c: by itself in 3 of 6; with room of its own the root is never full.
        assertAll(root.refusals(1), 0.5, 0);
    }

    /**
     * By hand: with one id, it is free with probability e^-A and taken after 1/A; with two, 0 wanted have e^-A and 1/A + (1/A + 1/A^2) to go, 1 wanted A e^-A
     * and 1/A + 1/A^2. Few who want ids leave the pool all but empty at first.
     */
    @Test
    void timeToExhaustionFromTheEquilibriumOfTheDemand() {
        assertThat(Loss.timeToExhaustionFromDemand(1, 1)).isCloseTo(Math.exp(-1), within(1e-15));
        double load = 0.7;
        double second = 1 / load + 1 / (load * load);
        assertThat(Loss.timeToExhaustionFromDemand(load, 2))
                .isCloseTo(Math.exp(-load) * (1 / load + second + load * second), within(1e-13));
        assertThat(Loss.timeToExhaustionFromDemand(6, 10)).isCloseTo(4.610007575249762, within(1e-12));
        assertThat(Loss.timeToExhaustionFromDemand(0.01, 3)
                        / Loss.timeToExhaustion(0.01, 3).doubleValue())
                .isCloseTo(1, within(1e-3));
        assertThat(Loss.timeToExhaustionFromDemand(131_072, 65_536)).isZero();
        assertThat(Loss.timeToExhaustionFromDemand(65_000, 65_536))
                .isLessThan(Loss.timeToExhaustion(65_000, 65_536).doubleValue())
                .isPositive();
    }

    @Test
    void timeToExhaustion() {
        assertThat(Loss.timeToExhaustion(1, 1).doubleValue()).isEqualTo(1);
        assertThat(Loss.timeToExhaustion(5, 10).doubleValue()).isCloseTo(13.214285312, within(1e-9));
        assertThat(Loss.timeToExhaustion(66_000, 65_536).doubleValue()).isCloseTo(4.844269769304966, within(1e-11));
        assertThat(Loss.timeToExhaustion(131_072, 65_536).doubleValue()).isCloseTo(0.6931395514952291, within(1e-12));
        assertThat(Loss.fluidTimeToExhaustion(131_072, 65_536)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(Loss.fluidTimeToExhaustion(10, 10)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void exhaustedBeforeEmpty() {
        assertThat(Loss.exhaustedBeforeEmpty(2, 5).doubleValue()).isCloseTo(0.23529411764705882, within(1e-15));
        assertThat(Loss.exhaustedBeforeEmpty(20, 60).doubleValue()).isCloseTo(0.00027337665594409275, within(1e-17));
    }

    @Test
    void overflow() {
        Loss.Overflow small = Loss.overflow(10, 10);
        assertAll(
                new double[] {small.mean().doubleValue(), small.variance().doubleValue(), small.peakedness()},
                2.1458234310734734,
                4.362447280622863,
                2.03299452203);
        Loss.Overflow large = Loss.overflow(100, 100);
        assertAll(
                new double[] {large.mean().doubleValue(), large.variance().doubleValue()},
                7.570045271086097,
                38.595910068751394);
    }

    @Test
    void unlimitedTail() {
        assertThat(Loss.unlimitedTail(10, 15).doubleValue()).isCloseTo(0.08345847293466283, within(1e-14));
        assertThat(Loss.unlimitedTail(64_000, 65_536).doubleValue()).isCloseTo(7.414093872480802e-10, within(1e-20));
        assertThat(Loss.unlimitedTail(10, 0).doubleValue()).isCloseTo(1, within(1e-12));
    }

    private static CapTree twoCaps(int root, double load1, double load2, int cap1, int cap2) {
        return CapTree.group(root, List.of(CapTree.leaf(load1, cap1), CapTree.leaf(load2, cap2)));
    }

    private static double sum(double[] values) {
        return java.util.Arrays.stream(values).sum();
    }

    private static void assertAll(Scaled[] actual, double... expected) {
        assertAll(
                java.util.Arrays.stream(actual).mapToDouble(Scaled::doubleValue).toArray(), expected);
    }

    private static void assertAll(double[] actual, double... expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], relative(expected[i], 1e-10));
        }
    }

    private static Offset<Double> relative(double expected, double tolerance) {
        return within(Math.max(Math.abs(expected) * tolerance, Double.MIN_VALUE));
    }
}
