package org.ioasidsim.yaml;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A shape that is worked out when it is first asked for; where two threads ask at a time, each works out the same. */
final class LazyShape implements Supplier<Shape> {
    private final Supplier<Shape> described;
    private volatile @Nullable Shape shape;

    LazyShape(Supplier<Shape> described) {
        this.described = described;
    }

    @Override
    public Shape get() {
        Shape known = shape;
        if (known == null) {
            known = described.get();
            shape = known;
        }
        return known;
    }
}
