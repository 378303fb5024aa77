package org.ioasidsim.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import umontreal.ssj.rng.RandomStream;

/**
 * A ziggurat whose layers do not meet, or whose position within a layer hangs on the layer, is wrong in places too narrow for a distance
 * between distribution functions: counts in many cells of equal probability see it, for one draw and for two in a row, over both kinds of
 * streams.
 */
@Tag("slow")
class ZigguratTest {
    private static final int N = 1_000_000;

    /** Four times as many cells as layers. */
    private static final int CELLS = 1024;

    /** Cells in each direction for two draws in a row. */
    private static final int SIDE = 32;

    private static final double SIGNIFICANCE = 0.001;

    static Stream<Arguments> samplers() {
        DoubleUnaryOperator exponential = x -> -Math.expm1(-x);
        DoubleUnaryOperator normal = new NormalDistribution(null, 0, 1)::cumulativeProbability;
        DoubleUnaryOperator gamma = new GammaDistribution(null, 2.5, 1)::cumulativeProbability;
        return Stream.of(
                sampler(Ziggurat::exponential, exponential, lfsr()),
                sampler(Ziggurat::exponential, exponential, keyed()),
                sampler(Ziggurat::normal, normal, lfsr()),
                sampler(Ziggurat::normal, normal, keyed()),
                sampler(stream -> Gamma.standard(2.5, stream), gamma, lfsr()));
    }

    private static Arguments sampler(
            ToDoubleFunction<RandomStream> draw, DoubleUnaryOperator law, RandomStream stream) {
        return Arguments.of(draw, law, stream);
    }

    private static RandomStream lfsr() {
        return new Streams(20, 1).stream("t", 0, "ziggurat");
    }

    private static RandomStream keyed() {
        var stream = new KeyedStream();
        stream.restart(new Streams(20, 1).key("t", 0, "ziggurat"), 0);
        return stream;
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void countsInCellsOfEqualProbabilityAreEqual(
            ToDoubleFunction<RandomStream> draw, DoubleUnaryOperator law, RandomStream stream) {
        var counts = new int[CELLS];
        for (int i = 0; i < N; i++) {
            counts[cell(law.applyAsDouble(draw.applyAsDouble(stream)), CELLS)]++;
        }
        assertThat(chiSquare(counts, N)).isLessThan(critical(CELLS - 1));
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void twoDrawsInARowAreIndependent(
            ToDoubleFunction<RandomStream> draw, DoubleUnaryOperator law, RandomStream stream) {
        var counts = new int[SIDE * SIDE];
        for (int i = 0; i < N / 2; i++) {
            int first = cell(law.applyAsDouble(draw.applyAsDouble(stream)), SIDE);
            int second = cell(law.applyAsDouble(draw.applyAsDouble(stream)), SIDE);
            counts[first * SIDE + second]++;
        }
        assertThat(chiSquare(counts, N / 2)).isLessThan(critical(SIDE * SIDE - 1));
    }

    private static int cell(double probability, int cells) {
        return Math.min(cells - 1, (int) (probability * cells));
    }

    private static double chiSquare(int[] counts, int draws) {
        double expected = (double) draws / counts.length;
        double sum = 0;
        for (int count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    private static double critical(int degreesOfFreedom) {
        return new ChiSquaredDistribution(null, degreesOfFreedom).inverseCumulativeProbability(1 - SIGNIFICANCE);
    }
}
