package org.ioasidsim.stats.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every formula must keep its digits to the ends of its parameters' ranges: a difference of nearly equal numbers, an underflow or an
 * overflow must not pass for a result. What is expected is summed here from the definitions, with so many digits that 50 are left whatever
 * cancels.
 */
class ExtremesTest {
    /** Loads of 1e-300 to 1e300 cancel 600 digits in a difference of two products. */
    private static final MathContext DIGITS = new MathContext(700);

    private static final double[] LOADS = {1e-300, 1e-12, 0.5, 1, 3, 99.9, 1e4, 1e12, 1e300};
    private static final int[] IDS = {1, 2, 7, 100};

    record Case(double load, int ids) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (double load : LOADS) {
            for (int ids : IDS) {
                cases.add(new Case(load, ids));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void erlangB(Case c) {
        BigDecimal load = exact(c.load);
        BigDecimal[] law = law(c.ids, n -> load, n -> exact(n));
        assertClose(ErlangB.scaledBlocking(c.load, c.ids), law[c.ids]);
        assertClose(Scaled.of(ErlangB.carried(c.load, c.ids)), mean(law, n -> exact(n)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void overflow(Case c) {
        BigDecimal load = exact(c.load);
        BigDecimal mean = law(c.ids, n -> load, n -> exact(n))[c.ids].multiply(load, DIGITS);
        BigDecimal rest = exact(c.ids + 1).add(mean).subtract(load);
        BigDecimal peakedness =
                BigDecimal.ONE.subtract(mean).add(load.divide(rest, DIGITS)).round(DIGITS);
        Loss.Overflow overflow = Loss.overflow(c.load, c.ids);
        assertClose(overflow.mean(), mean);
        assertClose(Scaled.of(overflow.peakedness()), peakedness);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void exhaustion(Case c) {
        BigDecimal load = exact(c.load);
        BigDecimal time = BigDecimal.ZERO;
        BigDecimal inverse = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal term = BigDecimal.ONE;
        for (int n = 0; n < c.ids; n++) {
            time = time.add(inverse.divide(load, DIGITS));
            sum = sum.add(term);
            BigDecimal ratio = exact(n + 1).divide(load, DIGITS);
            inverse = BigDecimal.ONE.add(ratio.multiply(inverse, DIGITS));
            term = term.multiply(ratio, DIGITS);
        }
        assertClose(Loss.timeToExhaustion(c.load, c.ids), time);
        assertClose(Loss.exhaustedBeforeEmpty(c.load, c.ids), BigDecimal.ONE.divide(sum, DIGITS));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void queues(Case c) {
        BigDecimal load = exact(c.load);
        int places = 2 * c.ids + 3;
        BigDecimal[] law = law(places, n -> load, n -> exact(Math.min(n, c.ids)));
        BigDecimal waiting = mean(law, n -> exact(Math.max(0, n - c.ids)));
        BigDecimal held = mean(law, n -> exact(Math.min(n, c.ids)));
        Queues.Finite queue = Queues.finite(c.load, c.ids, places);
        assertClose(queue.empty(), law[0]);
        assertClose(queue.refused(), law[places]);
        assertClose(queue.waiting(), waiting);
        assertClose(queue.meanWaitHolds(), waiting.divide(held, DIGITS));
        BigDecimal[] finite = law(places, n -> load.multiply(exact(places - n)), n -> exact(Math.min(n, c.ids)));
        BigDecimal queued = mean(finite, n -> exact(Math.max(0, n - c.ids)));
        Queues.Repairman repairman = Queues.repairman(places, c.ids, c.load);
        assertClose(repairman.empty(), finite[0]);
        assertClose(Scaled.of(repairman.present()), mean(finite, n -> exact(n)));
        assertClose(repairman.waiting(), queued);
        assertClose(repairman.meanWaitHolds(), queued.divide(mean(finite, n -> exact(Math.min(n, c.ids))), DIGITS));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void engset(Case c) {
        int processes = 2 * c.ids + 1;
        BigDecimal ratio = exact(c.load);
        BigDecimal[] law = law(c.ids, n -> ratio.multiply(exact(processes - n)), n -> exact(n));
        BigDecimal[] seen = law(c.ids, n -> ratio.multiply(exact(processes - 1 - n)), n -> exact(n));
        Engset engset = Engset.of(processes, c.ids, c.load);
        assertClose(engset.time(), law[c.ids]);
        assertClose(engset.call(), seen[c.ids]);
        assertClose(Scaled.of(engset.carried()), mean(law, n -> exact(n)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void classesThatTakeSeveral(Case c) {
        // Two classes of sizes 1 and 3 on 3 ids: states (a, 0) with a up to 3, and (0, 1), with weights x^a / a! and y.
        BigDecimal x = exact(c.load);
        BigDecimal y = exact(2);
        BigDecimal two = x.multiply(x).divide(exact(2), DIGITS);
        BigDecimal three = two.multiply(x).divide(exact(3), DIGITS);
        BigDecimal sum = BigDecimal.ONE.add(x).add(two).add(three).add(y);
        KaufmanRoberts model = KaufmanRoberts.of(3, new double[] {c.load, 2}, new int[] {1, 3});
        assertClose(model.blocking()[0], three.add(y).divide(sum, DIGITS));
        assertClose(model.blocking()[1], sum.subtract(BigDecimal.ONE).divide(sum, DIGITS));
        // The last id kept for class 1: beyond 2 held only its requests are let in.
        BigDecimal[] law = law(3, n -> n < 2 ? x.add(y) : x, n -> exact(n));
        Scaled[] reserved = Loss.trunkReservation(3, c.load, 2, 1);
        assertClose(reserved[0], law[3]);
        assertClose(reserved[1], law[2].add(law[3]));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theLoadOfABlocking(Case c) {
        double target = ErlangB.blocking(c.load, c.ids);
        if (target > 1e-290 && target < 1 - 1e-9) { // elsewhere the blocking leaves too few digits of the load
            double load = ErlangB.load(target, c.ids);
            assertThat(ErlangB.blocking(load, c.ids) / target).isBetween(1 - 1e-13, 1 + 1e-13);
        }
    }

    @Test
    void poissonTails() {
        for (double load : new double[] {0.01, 5, 640, 5000}) {
            for (int ids : new int[] {1, 3, 100, 2000, 65_536}) {
                BigDecimal mean = exact(load);
                BigDecimal all = BigDecimal.ZERO;
                BigDecimal tail = BigDecimal.ZERO;
                BigDecimal term = BigDecimal.ONE;
                var digits = new MathContext(60);
                for (int n = 0; n <= Math.max(ids, load) || term.compareTo(tail.movePointLeft(40)) > 0; n++) {
                    all = all.add(term, digits);
                    tail = n >= ids ? tail.add(term, digits) : tail;
                    term = term.multiply(mean, digits).divide(exact(n + 1), digits);
                }
                Scaled found = Loss.unlimitedTail(load, ids);
                double logarithm =
                        Math.max(1, -found.log()); // the logarithm of a term has no more digits than a double
                assertClose(found, tail.divide(all, digits), 1e-14 * logarithm);
            }
        }
        assertThat(Loss.unlimitedTail(1e10, 1000).doubleValue()).isEqualTo(1);
        assertThat(Loss.unlimitedTail(1e300, 1 << 24).doubleValue()).isEqualTo(1);
        assertClose(Loss.unlimitedTail(1e-300, 1), exact(1e-300));
    }

    /** For one id the orbit is A^2 (1 + R) / (R (1 - A)); with many ids and little load blocking lies below all doubles. */
    @Test
    void retrials() {
        for (double load : new double[] {1e-150, 1e-9, 0.5, 0.999}) {
            for (double rate : new double[] {1e-3, 1, 1e6}) {
                Retrial one = Retrial.of(1, load, rate, 1);
                assertThat(one.blocked().doubleValue() / load).isBetween(1 - 1e-10, 1 + 1e-10);
                double orbit = load * load * (1 + rate) / (rate * (1 - load));
                assertThat(one.orbit().doubleValue() / orbit).isBetween(1 - 1e-9, 1 + 1e-9);
            }
        }
        Retrial rare = Retrial.of(1000, 200, 1, 1);
        assertThat(rare.blocked().log()).isBetween(-1000.0, -690.0);
        assertThat(rare.held()).isBetween(199.9999999, 200.0000001);
        // Hardly anybody comes back: blocking is that of lost requests.
        assertThat(rare.blocked().over(ErlangB.scaledBlocking(200, 1000)).doubleValue())
                .isBetween(0.999, 1.3);
    }

    private static BigDecimal exact(double value) {
        return new BigDecimal(value);
    }

    private static BigDecimal[] law(int n, IntFunction<BigDecimal> births, IntFunction<BigDecimal> deaths) {
        var law = new BigDecimal[n + 1];
        law[0] = BigDecimal.ONE;
        BigDecimal sum = law[0];
        for (int i = 1; i <= n; i++) {
            law[i] = law[i - 1].multiply(births.apply(i - 1), DIGITS).divide(deaths.apply(i), DIGITS);
            sum = sum.add(law[i]);
        }
        for (int i = 0; i <= n; i++) {
            law[i] = law[i].divide(sum, DIGITS);
        }
        return law;
    }

    private static BigDecimal mean(BigDecimal[] law, IntFunction<BigDecimal> value) {
        BigDecimal mean = BigDecimal.ZERO;
        for (int i = 0; i < law.length; i++) {
            mean = mean.add(law[i].multiply(value.apply(i), DIGITS));
        }
        return mean;
    }

    private static void assertClose(Scaled actual, BigDecimal expected) {
        assertClose(actual, expected, 1e-12);
    }

    private static void assertClose(Scaled actual, BigDecimal expected, double tolerance) {
        BigDecimal found = actual.mantissa() == 0 ? BigDecimal.ZERO : actual.decimal(17);
        if (expected.signum() == 0) {
            assertThat(found).isZero();
            return;
        }
        double error =
                found.subtract(expected).divide(expected, new MathContext(5)).doubleValue();
        assertThat(error)
                .as("%s for %s", found, expected.round(new MathContext(20)))
                .isBetween(-tolerance, tolerance);
    }
}
