package org.ioasidsim.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import umontreal.ssj.rng.RandomStream;

/** A policy must not look better because a tenant drew other numbers: a name alone decides what a stream gives. */
class StreamsTest {
    @Test
    void hashesAsSplitMix64Does() {
        // First outputs of SplitMix64 from state 1234567, as published with its reference code.
        long state = 1_234_567;
        state += Hash64.GOLDEN;
        assertThat(Hash64.mix(state)).isEqualTo(6_457_827_717_110_365_317L);
        state += Hash64.GOLDEN;
        assertThat(Hash64.mix(state)).isEqualTo(3_203_168_211_198_807_973L);
    }

    @Test
    void givesTheKnownNumbers() {
        // From a second implementation of the hash and of LFSR258, in Python with whole numbers modulo 2^64.
        RandomStream stream = new Streams(42, 1).stream("web", 3, "arrivals");
        assertThat(new Streams(42, 1).key("web", 3, "arrivals")).isEqualTo(-5_949_286_115_967_410_879L);
        assertThat(stream.nextDouble()).isEqualTo(0.5942029427490397);
        assertThat(stream.nextDouble()).isEqualTo(0.9308254236873624);
    }

    @Test
    void theSameNameGivesTheSameNumbersWhateverWasMadeBefore() {
        var plain = new Streams(7, 2);
        double[] expected = draw(plain.stream("web", 0, "lifetimes"), 100);
        var busy = new Streams(7, 2);
        for (int i = 0; i < 50; i++) {
            assertThat(draw(busy.stream("noisy", i, "arrivals"), i)).hasSize(i);
        }
        assertThat(draw(busy.stream("web", 0, "lifetimes"), 100)).isEqualTo(expected);
    }

    @Test
    void theSameNameGivesTheSameNumbersInParallel() {
        double[][] drawn = IntStream.range(0, 4_000)
                .parallel()
                .mapToObj(i -> draw(new Streams(1, i % 10).stream("t", i, "p"), 3))
                .toArray(double[][]::new);
        for (int i = 0; i < drawn.length; i++) {
            assertThat(drawn[i]).isEqualTo(draw(new Streams(1, i % 10).stream("t", i, "p"), 3));
        }
    }

    @Test
    void eachPartOfTheNameCounts() {
        Set<Long> keys = new HashSet<>();
        for (int replication = 0; replication < 4; replication++) {
            for (int instance = 0; instance < 4; instance++) {
                for (String tenant : new String[] {"", "a", "b", "ab"}) {
                    for (String purpose : new String[] {"", "a", "b", "ba"}) {
                        keys.add(new Streams(5, replication).key(tenant, instance, purpose));
                        keys.add(new Streams(6, replication).key(tenant, instance, purpose));
                    }
                }
            }
        }
        assertThat(keys).hasSize(2 * 4 * 4 * 4 * 4);
    }

    @Test
    void aStreamIsUniform() {
        double[] sample = draw(new Streams(1, 0).stream("web", 0, "arrivals"), 200_000);
        assertThat(KolmogorovSmirnov.scaledDistance(sample, x -> x)).isLessThan(KolmogorovSmirnov.CRITICAL);
    }

    @Test
    void theFirstNumbersOfNeighbouringNamesAreUniform() {
        double[] sample = IntStream.range(0, 50_000)
                .mapToDouble(i -> new Streams(1, 0).stream("web", i, "arrivals").nextDouble())
                .toArray();
        assertThat(KolmogorovSmirnov.scaledDistance(sample, x -> x)).isLessThan(KolmogorovSmirnov.CRITICAL);
    }

    @Test
    void neighbouringNamesAreUncorrelated() {
        int n = 100_000;
        var streams = new Streams(1, 0);
        double[] a = draw(streams.stream("web", 0, "arrivals"), n);
        assertThat(Math.abs(correlation(a, draw(streams.stream("web", 1, "arrivals"), n))))
                .isLessThan(3.3 / Math.sqrt(n));
        assertThat(Math.abs(correlation(a, draw(streams.stream("web", 0, "lifetimes"), n))))
                .isLessThan(3.3 / Math.sqrt(n));
        assertThat(Math.abs(correlation(a, draw(new Streams(2, 0).stream("web", 0, "arrivals"), n))))
                .isLessThan(3.3 / Math.sqrt(n));
        assertThat(Math.abs(correlation(a, draw(new Streams(1, 1).stream("web", 0, "arrivals"), n))))
                .isLessThan(3.3 / Math.sqrt(n));
    }

    @Test
    void aKeyedStreamStartsAgainAtItsKeyAndIndex() {
        var stream = new KeyedStream();
        stream.restart(99, 4);
        double[] first = draw(stream, 10);
        stream.restart(99, 5);
        double[] next = draw(stream, 10);
        assertThat(next).isNotEqualTo(first);
        stream.restart(99, 4);
        assertThat(draw(stream, 10)).isEqualTo(first);
        stream.resetStartSubstream();
        assertThat(draw(stream, 10)).isEqualTo(first);
        stream.resetNextSubstream();
        assertThat(draw(stream, 10)).isEqualTo(next);
    }

    @Test
    void keyedStreamsOfNeighbouringRequestsAreUniformAndUncorrelated() {
        int n = 100_000;
        var stream = new KeyedStream();
        var first = new double[n];
        var second = new double[n];
        for (int i = 0; i < n; i++) {
            stream.restart(12_345, i);
            first[i] = stream.nextDouble();
            second[i] = stream.nextDouble();
        }
        assertThat(KolmogorovSmirnov.scaledDistance(first, x -> x)).isLessThan(KolmogorovSmirnov.CRITICAL);
        assertThat(KolmogorovSmirnov.scaledDistance(second, x -> x)).isLessThan(KolmogorovSmirnov.CRITICAL);
        assertThat(Math.abs(correlation(first, second))).isLessThan(3.3 / Math.sqrt(n));
    }

    @Test
    void keyedWholeNumbersAreUniformOverTheirRange() {
        var stream = new KeyedStream();
        stream.restart(3, 3);
        var counts = new int[7];
        int n = 70_000;
        for (int i = 0; i < n; i++) {
            counts[stream.nextInt(-3, 3) + 3]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += Math.pow(count - n / 7.0, 2) / (n / 7.0);
        }
        assertThat(chiSquare)
                .isLessThan(22.46); // chi-square with 6 degrees of freedom exceeds it with probability 0.001
        assertThat(stream.nextInt(5, 5)).isEqualTo(5);
    }

    private static double[] draw(RandomStream stream, int n) {
        var sample = new double[n];
        for (int i = 0; i < n; i++) {
            sample[i] = stream.nextDouble();
        }
        return sample;
    }

    private static double correlation(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - 0.5) * (b[i] - 0.5);
        }
        return sum / a.length * 12;
    }
}
