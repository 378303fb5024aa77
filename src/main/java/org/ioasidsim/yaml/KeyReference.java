package org.ioasidsim.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the keys of a shape as Markdown, for people: one table for each key of the document, one for each shape that has a name. */
public final class KeyReference {
    /** A shape with a name begins a table of its own, so that it is told once. */
    private final Map<String, List<Row>> named = new LinkedHashMap<>();

    private KeyReference() {}

    /** A key as the reference shows it. */
    private record Row(String path, String meaning, String standard) {}

    /** Returns the reference of documents of {@code shape}; its headings are of the second level. */
    public static String of(Shape shape) {
        var reference = new KeyReference();
        var text = new StringBuilder();
        for (Shape.Key key : ((Shape.Keys) shape).keys()) {
            List<Row> rows = new ArrayList<>();
            reference.add(key, "", rows);
            text.append(table("`" + key.name() + "`", rows));
        }
        reference.named.forEach((name, rows) -> text.append(table("`<" + name + ">`", rows)));
        return text.toString();
    }

    private static String table(String heading, List<Row> rows) {
        var text = new StringBuilder("\n## " + heading + "\n\n| key | is | default |\n|---|---|---|\n");
        for (Row row : rows) {
            text.append("| `").append(row.path()).append("` | ");
            text.append(cell(row.meaning())).append(" | ").append(standard(row)).append(" |\n");
        }
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    private static String standard(Row row) {
        return row.standard().isEmpty()
                ? ""
                : row.standard().equals("required") ? "required" : "`" + cell(row.standard()) + "`";
    }

    private void add(Shape.Key key, String above, List<Row> rows) {
        String path = above + key.name();
        String standard = key.required() ? "required" : key.standard();
        rows.add(new Row(path, meaning(key.doc(), key.shape()), standard));
        below(key.shape(), path, rows);
    }

    private String meaning(String doc, Shape shape) {
        String written = written(shape);
        return doc.isEmpty() ? written : written.isEmpty() ? doc : doc + ": " + written;
    }

    /** Returns how a value of the shape is written, as far as one line says it. */
    private String written(Shape shape) {
        if (shape instanceof Shape.Scalar scalar) {
            return scalar.expected();
        }
        if (shape instanceof Shape.Anything anything) {
            return anything.expected();
        }
        if (shape instanceof Shape.Ref ref) {
            describe(ref);
            return "<" + ref.name() + ">";
        }
        if (shape instanceof Shape.ListOf list) {
            String item = written(list.item());
            return item.isEmpty() ? "a list" : "a list of: " + item;
        }
        if (shape instanceof Shape.AnyOf any) {
            return String.join(
                    "; or ",
                    any.options().stream()
                            .map(this::written)
                            .filter(text -> !text.isEmpty())
                            .distinct()
                            .toList());
        }
        return "";
    }

    private void describe(Shape.Ref ref) {
        if (!named.containsKey(ref.name())) {
            List<Row> rows = new ArrayList<>();
            named.put(ref.name(), rows);
            below(ref.shape().get(), "", rows);
        }
    }

    /** Adds the keys that a value of the shape at {@code path} has. */
    private void below(Shape shape, String path, List<Row> rows) {
        String prefix = path.isEmpty() ? "" : path + ".";
        if (shape instanceof Shape.Keys keys) {
            keys.keys().forEach(key -> add(key, prefix, rows));
        } else if (shape instanceof Shape.OneOf oneOf) {
            oneOf.alternatives()
                    .forEach(key -> add(new Shape.Key(key.name(), key.doc(), key::shape, false, ""), prefix, rows));
        } else if (shape instanceof Shape.Tagged tagged) {
            tagged(tagged, path, rows);
        } else if (shape instanceof Shape.MapOf map) {
            entries(map, prefix + "NAME", rows);
        } else if (shape instanceof Shape.ListOf list) {
            below(list.item(), path + "[]", rows);
        } else if (shape instanceof Shape.AnyOf any) {
            any.options().forEach(option -> below(option, path, rows));
        }
    }

    private void entries(Shape.MapOf map, String path, List<Row> rows) {
        String written = written(map.value());
        if (!written.isEmpty()) {
            rows.add(new Row(path, written, ""));
        }
        below(map.value(), path, rows);
    }

    private void tagged(Shape.Tagged tagged, String path, List<Row> rows) {
        for (Shape.Tagged.Alternative alternative : tagged.alternatives()) {
            String value = path.isEmpty() ? tagged.tag() : path;
            rows.add(new Row(value + ": " + alternative.name(), alternative.doc(), ""));
            alternative.keys().forEach(key -> add(key, value + "(" + alternative.name() + ").", rows));
        }
    }
}
