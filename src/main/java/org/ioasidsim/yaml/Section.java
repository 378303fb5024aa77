package org.ioasidsim.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping read key by key. One call for each key states its name, meaning, form and default, for three uses: reading, the resolved
 * mapping that {@code show} prints, and the description from which schema and reference are written.
 */
public final class Section {
    private final @Nullable Cursor cursor;
    private final Map<String, Node.Field> given;
    private final Map<String, Shape.Key> asked = new LinkedHashMap<>();
    private final Map<String, Node.Field> resolved = new LinkedHashMap<>();
    private final List<Problem> missing = new ArrayList<>();
    private boolean contradicts;

    private Section(@Nullable Cursor cursor, Map<String, Node.Field> given) {
        this.cursor = cursor;
        this.given = given;
    }

    static Section reading(Cursor cursor, Node.Mapping mapping) {
        return new Section(cursor, mapping.fields());
    }

    /** Returns a section without a file behind it: it answers with placeholders and records which keys are asked for. */
    static Section probing() {
        return new Section(null, Map.of());
    }

    /** Returns the value of a required key; a missing one is a problem. */
    public <T> T required(String key, String doc, Form<T> form) {
        asked.put(key, new Shape.Key(key, doc, form::shape, true, ""));
        Node.Field field = given.get(key);
        if (field != null) {
            return value(form, field);
        }
        if (cursor != null) {
            cursor.problems().addMissing();
            missing.add(
                    new Problem(cursor.node().place(), Cursor.join(cursor.path(), key), missing(form.expected(), doc)));
        }
        return form.placeholder();
    }

    private static String missing(String expected, String doc) {
        return "expected " + expected + ", found nothing (the key is required: " + doc + ")";
    }

    /** Returns the value of a key, or that of {@code standard}, a default written as in a file. */
    public <T> T optional(String key, String doc, Form<T> form, String standard) {
        return optional(key, doc, form, standard, standard);
    }

    /** Returns the value of a key whose default depends on other keys; the reference shows {@code standardDoc} for it. */
    public <T> T optional(String key, String doc, Form<T> form, String standard, String standardDoc) {
        asked.put(key, new Shape.Key(key, doc, form::shape, false, standardDoc));
        Node.Field field = given.get(key);
        if (field != null) {
            return value(form, field);
        }
        return cursor == null ? form.placeholder() : value(form, Node.Field.of(key, standard(standard, cursor)));
    }

    private static Node standard(String text, Cursor cursor) {
        return YamlParser.parseValue(text, cursor.node().place(), cursor.problems())
                .orElseThrow(() -> new IllegalStateException("no value in the default '" + text + "'"));
    }

    private <T> T value(Form<T> form, Node.Field field) {
        if (cursor == null) {
            return form.placeholder();
        }
        Cursor child = cursor.at(field.key(), field.value());
        T value = form.read(child);
        resolved.put(field.key(), new Node.Field(field.key(), field.keyPlace(), child.resolved(), child.comment()));
        return value;
    }

    /** Adds {@code key} to the known keys without reading it. */
    public void known(String key) {
        asked.put(key, new Shape.Key(key, "", () -> new Shape.Anything("anything"), false, ""));
    }

    /** Returns whether the file has {@code key}. */
    public boolean has(String key) {
        return given.containsKey(key);
    }

    /** Returns whether nothing is read and only the keys are wanted. */
    public boolean isProbing() {
        return cursor == null;
    }

    /** Reports that what stands at {@code key} does not go with other values; nothing is said if one of these was not understood. */
    public void problem(String key, String message) {
        if (cursor == null || !isComparable(cursor)) {
            return;
        }
        Node.Field field = given.getOrDefault(key, resolved.get(key));
        Place place = field == null ? cursor.node().place() : field.value().place();
        cursor.problems().add(place, Cursor.join(cursor.path(), key), message);
    }

    private boolean isComparable(Cursor at) {
        contradicts |= at.problems().areMended();
        return contradicts;
    }

    /** Reports a problem at another place, such as a row of a file that the section names. */
    public void problem(Problem problem) {
        if (cursor != null) {
            cursor.problems().addAll(List.of(problem));
        }
    }

    /** Puts a comment behind the mapping in the resolved file. */
    public void comment(String text) {
        if (cursor != null) {
            cursor.comment(text);
        }
    }

    /** Puts a comment behind the value of a key that was read, in the resolved file. */
    public void comment(String key, String text) {
        resolved.computeIfPresent(
                key, (name, field) -> new Node.Field(field.key(), field.keyPlace(), field.value(), text));
    }

    /** Reports a problem with the mapping as a whole; nothing is said if one of its values was not understood. */
    public void problem(String message) {
        if (cursor != null && isComparable(cursor)) {
            cursor.problem(message);
        }
    }

    /**
     * Ends the reading, after which the mapping is resolved.
     *
     * @param leftOut how many keys nobody knew: as many that are missing may be those, misspelt beyond a guess, and are not told
     */
    void close(int leftOut) {
        if (cursor != null) {
            if (missing.size() > leftOut) {
                cursor.problems().addAll(missing);
            }
            cursor.resolve(new Node.Mapping(resolved, cursor.node().place()));
        }
    }

    /** Returns the keys that were given and not asked for. */
    List<Node.Field> unknown() {
        return given.values().stream()
                .filter(field -> !asked.containsKey(field.key()))
                .toList();
    }

    List<Shape.Key> asked() {
        return List.copyOf(asked.values());
    }
}
