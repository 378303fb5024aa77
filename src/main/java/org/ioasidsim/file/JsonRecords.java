package org.ioasidsim.file;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list of items, as commands print lists for programs. */
public final class JsonRecords {
    private JsonRecords() {}

    /** An item: values that are texts, numbers, true or false, nothing, items, or lists of such values, by their names in order. */
    public static final class Item {
        private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

        /** Adds a value. */
        @CanIgnoreReturnValue
        public Item with(String name, @Nullable Object value) {
            values.put(name, value);
            return this;
        }
    }

    /** Returns one document, an array of objects. */
    public static String of(List<Item> records) {
        return JsonText.of(json -> write(records, json));
    }

    /** Returns one document, an object. */
    public static String of(Item item) {
        return JsonText.of(json -> write(item, json));
    }

    private static void write(List<?> records, JsonWriter json) throws IOException {
        json.beginArray();
        for (Object one : records) {
            write(one, json);
        }
        json.endArray();
    }

    private static void write(@Nullable Object value, JsonWriter json) throws IOException {
        if (value instanceof Item one) {
            json.beginObject();
            for (Map.Entry<String, @Nullable Object> entry : one.values.entrySet()) {
                write(entry.getValue(), json.name(entry.getKey()));
            }
            json.endObject();
        } else if (value instanceof List<?> list) {
            write(list, json);
        } else if (value instanceof BigDecimal decimal) {
            json.value(decimal);
        } else if (value instanceof Number number) {
            json.value(number.longValue());
        } else if (value instanceof Boolean is) {
            json.value(is);
        } else {
            json.value(value == null ? null : value.toString());
        }
    }
}
