package org.ioasidsim.stats.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers beyond all doubles, and models whose weights are such: powers of 2, of which each digit is known. */
class ScaledTest {
    private static Scaled power(long exponent) {
        return new Scaled(1, exponent);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "12, 1.5, 3", "0.375, 1.5, -2", "4.9e-324, 1, -1074", "1.5e-323, 1.5, -1073", "-12, -1.5, 3"
    })
    void aNumberIsItsMantissaTimesAPowerOfTwo(double value, double mantissa, long exponent) {
        assertThat(Scaled.of(value)).isEqualTo(new Scaled(mantissa, exponent));
        assertThat(Scaled.of(value).doubleValue()).isEqualTo(value);
        assertThat(Scaled.of(value, 3_000)).isEqualTo(new Scaled(mantissa, exponent + 3_000));
    }

    @Test
    void arithmeticGoesOnWhereDoublesEnd() {
        assertThat(power(900).times(power(900))).isEqualTo(power(1_800));
        assertThat(power(-900).over(power(900))).isEqualTo(power(-1_800));
        assertThat(power(5_000).plus(power(5_000))).isEqualTo(power(5_001));
        assertThat(power(5_000).plus(power(4_999))).isEqualTo(new Scaled(1.5, 5_000));
        assertThat(power(4_999).plus(power(5_000))).isEqualTo(new Scaled(1.5, 5_000));
        assertThat(power(5_000).plus(power(3_000))).isEqualTo(power(5_000));
        assertThat(Scaled.ZERO.plus(power(-7))).isEqualTo(power(-7));
        assertThat(power(-7).plus(Scaled.ZERO)).isEqualTo(power(-7));
        assertThat(power(3_000).times(6)).isEqualTo(new Scaled(1.5, 3_002));
        assertThat(power(3).plus(Scaled.of(Double.POSITIVE_INFINITY)).doubleValue())
                .isInfinite();
        assertThat(Scaled.of(Double.POSITIVE_INFINITY).plus(power(3)).doubleValue())
                .isInfinite();
        assertThat(power(5_000).doubleValue()).isInfinite();
        assertThat(power(-5_000).doubleValue()).isZero();
        assertThat(power(5_000).log()).isCloseTo(5_000 * Math.log(2), withinPercentage(1e-12));
        assertThat(power(-5_000).log()).isCloseTo(-5_000 * Math.log(2), withinPercentage(1e-12));
        assertThat(Scaled.of(Math.E).log()).isCloseTo(1, within(1e-15));
        assertThat(Scaled.ZERO.log()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource({"-1023, false", "-1022, true", "1023, true", "1024, false"})
    void aDoubleHoldsWhatIsInItsRange(long exponent, boolean holds) {
        assertThat(power(exponent).isDouble()).isEqualTo(holds);
        assertThat(Scaled.ZERO.isDouble()).isTrue();
    }

    @Test
    void decimalsAreRoundedToTheirDigits() {
        assertThat(power(-10).decimal(5)).isEqualByComparingTo(new BigDecimal("0.00097656")); // ...5625
        assertThat(power(10).decimal(2)).isEqualByComparingTo(new BigDecimal("1.0E3"));
        assertThat(power(100).decimal(40))
                .isEqualByComparingTo(BigDecimal.valueOf(2).pow(100));
    }

    @ParameterizedTest
    @CsvSource({
        "150, 0, 150",
        "151, 1, -149",
        "450, 1, 150",
        "451, 2, -149",
        "-150, 0, -150",
        "-151, -1, 149",
        "-450, -1, -150",
        "-451, -2, 149"
    })
    void aFactorHasStepsOfThreeHundredPowers(int exponent, int step, int rest) {
        double factor = Math.scalb(1.0, exponent);
        assertThat(ScaledLaw.stepOf(factor)).isEqualTo(step);
        assertThat(ScaledLaw.restOf(factor)).isEqualTo(Math.scalb(1.0, rest));
    }

    @Test
    void aWeightIsReadInAnyUnit() {
        var law = new ScaledLaw(2);
        law.set(0, 1, 5);
        assertThat(law.in(0, 5)).isEqualTo(1);
        assertThat(law.in(0, 4)).isEqualTo(0x1p300);
        assertThat(law.in(0, 6)).isEqualTo(0x1p-300);
        assertThat(law.in(0, 8)).isEqualTo(0x1p-900);
        assertThat(law.in(0, 9)).isZero();
        assertThat(law.in(0, 2)).isEqualTo(0x1p900);
        law.set(1, 0x1p200, 5);
        assertThat(law.step(1)).isEqualTo(6);
        assertThat(law.weight(1)).isEqualTo(power(1_700));
        law.set(1, 0x1p-200, 5);
        assertThat(law.step(1)).isEqualTo(4);
        assertThat(law.weight(1)).isEqualTo(power(1_300));
        assertThat(law.isZero(2)).isTrue();
        assertThat(law.isZero(1)).isFalse();
        assertThat(law.last()).isEqualTo(2);
    }

    /** Each state 2^400 times as likely as the one before, or as unlikely. */
    @Test
    void aLawMaySpanMoreThanDoublesDo() {
        ScaledLaw up = BirthDeath.law(3, 0x1p400, n -> 1, n -> 1);
        assertThat(up.total()).isEqualTo(power(1_200));
        assertThat(up.probability(0)).isEqualTo(power(-1_200));
        assertThat(up.probability(2)).isEqualTo(power(-400));
        assertThat(up.probability(0, 1)).isEqualTo(power(-800));
        assertThat(up.probability(2, 1)).isEqualTo(Scaled.ZERO);
        assertThat(up.probabilities()).containsExactly(0, 0x1p-800, 0x1p-400, 1);
        assertThat(up.mean(n -> 3 - n)).isEqualTo(power(-400));
        ScaledLaw down = BirthDeath.law(3, 0x1p-400, n -> 1, n -> 1);
        assertThat(down.probability(3)).isEqualTo(power(-1_200));
        assertThat(down.mean(n -> n)).isEqualTo(power(-400));
    }

    /** Of 2 ids and classes of 1 and 2: weights 1, a, and a^2/2 + b; class 1 is refused in the last state, class 2 in the last two. */
    @ParameterizedTest
    @CsvSource({"-600, -600, -600, -599", "-600, 0, -1, -1", "-300, -900, -601, -300"})
    void classesOfLoadsOfAnySize(int one, int two, int blockingOfOne, int blockingOfTwo) {
        double[] loads = {Math.scalb(1.0, one), Math.scalb(1.0, two)};
        Scaled[] found = KaufmanRoberts.of(2, loads, new int[] {1, 2}).blocking();
        assertThat(found[0].log()).isCloseTo(blockingOfOne * Math.log(2), within(1e-9));
        assertThat(found[1].log()).isCloseTo(blockingOfTwo * Math.log(2), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0, -600, 0.2, 0.6", "600, 0, 1, 1", "0, 600, 1, 1"})
    void largeLoadsAreRefused(int one, int two, double blockingOfOne, double blockingOfTwo) {
        double[] loads = {Math.scalb(1.0, one), Math.scalb(1.0, two)};
        Scaled[] found = KaufmanRoberts.of(2, loads, new int[] {1, 2}).blocking();
        assertThat(found[0].doubleValue()).isCloseTo(blockingOfOne, within(1e-12));
        assertThat(found[1].doubleValue()).isCloseTo(blockingOfTwo, within(1e-12));
    }

    /** From none to the first id 1/A, to the second (1 + 1/A)/A more. */
    @Test
    void aTimeToExhaustionMayBeBeyondAllDoubles() {
        double load = 1e-200;
        assertThat(Loss.timeToExhaustion(load, 2).log()).isCloseTo(400 * Math.log(10), within(1e-9));
        assertThat(Loss.timeToExhaustion(0.5, 2).doubleValue()).isCloseTo(2 + 2 * 3, within(1e-12));
    }

    /** With hardly any load nobody is in the orbit: ids are exhausted as often as without retries, A^60/60!. */
    @Test
    void retriesOfHardlyAnyLoadChangeNothing() {
        Retrial retrial = Retrial.of(60, 1e-8, 1, 1);
        assertThat(retrial.blocked().over(ErlangB.scaledBlocking(1e-8, 60)).doubleValue())
                .isCloseTo(1, within(1e-6));
        assertThat(retrial.blocked().isDouble()).isFalse();
        assertThat(retrial.held()).isCloseTo(1e-8, within(1e-16));
    }

    @Test
    void whatIsTooLongIsNotBegun() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Retrial.of(2_000_000, 1, 1, 0.5))
                .withMessageContaining("too long to be computed");
    }

    /** A load is found for targets on both sides of a half, and its blocking is the target. */
    @ParameterizedTest
    @CsvSource({"1e-9, 10", "0.3, 10", "0.5, 1", "0.51, 7", "0.999, 100", "1e-300, 1000"})
    void aLoadHasItsBlocking(double target, int ids) {
        assertThat(ErlangB.blocking(ErlangB.load(target, ids), ids)).isCloseTo(target, withinPercentage(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "-0.1", "NaN"})
    void aBlockingToAimAtLiesBetweenZeroAndOne(double target) {
        assertThatIllegalArgumentException().isThrownBy(() -> ErlangB.load(target, 10));
    }
}
