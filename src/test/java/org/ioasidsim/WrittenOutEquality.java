package org.ioasidsim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;

/** Checks records whose equals and hashCode are written out: a component that is added later must not be forgotten there. */
public final class WrittenOutEquality {
    private WrittenOutEquality() {}

    /** Checks that a record equals its copy, and none that differs in one component from it. */
    public static void looksAtEachComponent(Record record, Record inAllDifferent) throws ReflectiveOperationException {
        Constructor<?> constructor = record.getClass()
                .getDeclaredConstructor(Stream.of(components(record))
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new));
        Object[] own = values(record);
        Object[] others = values(inAllDifferent);
        assertThat(constructor.newInstance(own)).isEqualTo(record).hasSameHashCodeAs(record);
        for (int i = 0; i < own.length; i++) {
            Object[] mixed = own.clone();
            mixed[i] = others[i];
            assertThat(constructor.newInstance(mixed)).isNotEqualTo(record);
        }
    }

    private static Object[] values(Record record) throws ReflectiveOperationException {
        RecordComponent[] components = components(record);
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = components[i].getAccessor().invoke(record);
        }
        return values;
    }

    private static RecordComponent[] components(Record record) {
        return record.getClass().getRecordComponents();
    }
}
