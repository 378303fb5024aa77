package org.ioasidsim.yaml;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ioasidsim.WrittenOutEquality;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read once where nodes are equal must be read again where they differ, in whatever it is. */
class NodeTest {
    private static final Place HERE = new Place("a.yaml", Path.of("."), 1, 2);
    private static final Place THERE = new Place("b.yaml", Path.of(".."), 3, 4);
    private static final Node ONE = Node.scalar("1", HERE);
    private static final Node TWO = Node.scalar("2", THERE);

    static Stream<List<Record>> pairs() {
        return Stream.of(
                List.of(HERE, THERE),
                List.of(new Node.Scalar("1", false, HERE), new Node.Scalar("2", true, THERE)),
                List.of(new Node.Sequence(List.of(ONE), HERE), new Node.Sequence(List.of(TWO), THERE)),
                List.of(
                        new Node.Mapping(Map.of("a", Node.Field.of("a", ONE)), HERE),
                        new Node.Mapping(Map.of("a", Node.Field.of("a", TWO)), THERE)),
                List.of(new Node.Field("a", HERE, ONE, "x"), new Node.Field("b", THERE, TWO, "y")));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void isEqualOnlyWhereEachPartIs(List<Record> pair) throws Exception {
        WrittenOutEquality.looksAtEachComponent(pair.get(0), pair.get(1));
    }
}
