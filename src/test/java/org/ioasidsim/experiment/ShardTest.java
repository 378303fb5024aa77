package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Shards that know nothing of each other must do every piece, and none twice. */
class ShardTest {
    private static final List<Integer> PIECES = IntStream.range(0, 103).boxed().toList();

    @Test
    void shardsHaveEachPieceOnceAndEquallyMany() {
        List<Integer> all = new ArrayList<>();
        for (int number = 1; number <= 4; number++) {
            List<Integer> part = new Shard(number, 4).part(PIECES);
            assertThat(part).hasSizeBetween(103 / 4, 103 / 4 + 1);
            all.addAll(part);
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(PIECES);
    }

    /** Dear pieces are often every second or every tenth of a grid. */
    @Test
    void piecesOfOneKindGoToDifferentShards() {
        for (int number = 1; number <= 10; number++) {
            long dear = new Shard(number, 10)
                    .part(PIECES).stream().filter(piece -> piece % 10 == 0).count();
            assertThat(dear).isLessThan(11); // all 11 of them would be in one shard
        }
    }

    @Test
    void eachPlaceIsOfOneShard() {
        for (long place : new long[] {0, 1, 3, 4, 0xFFFFFFFFL + 9}) {
            assertThat(IntStream.rangeClosed(1, 4).filter(number -> new Shard(number, 4).has(place)))
                    .hasSize(1);
        }
    }
}
