package org.ioasidsim.yaml;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.ioasidsim.file.SafeText;

/** Writes a tree as YAML for people: deep or wide mappings as blocks, small ones in braces, comments behind their values. */
public final class YamlWriter {
    private static final int WIDTH = 100;
    private static final Pattern PLAIN =
            Pattern.compile("(?![-?]( |$))[A-Za-z0-9_./+<(-][^\\n\\r\\t\"'#:,\\[\\]{}&*!|>%@`\\\\]*(?<! )");
    private static final Pattern OTHERWISE_MEANT = Pattern.compile("null|Null|NULL|~|---.*|\\.\\.\\..*");

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /** Returns {@code mapping} as a document, an empty line before each top-level mapping. */
    public static String document(Node.Mapping mapping) {
        var writer = new YamlWriter();
        for (Node.Field field : mapping.fields().values()) {
            if (writer.out.length() > 0 && !(field.value() instanceof Node.Scalar)) {
                writer.out.append('\n');
            }
            writer.field(field, 0, true);
        }
        return writer.out.toString();
    }

    /** Returns a node on one line. */
    public static String flow(Node node) {
        if (node instanceof Node.Scalar scalar) {
            return text(scalar.text());
        }
        if (node instanceof Node.Sequence sequence) {
            return "["
                    + String.join(
                            ", ",
                            sequence.items().stream().map(YamlWriter::flow).toList()) + "]";
        }
        List<String> fields = ((Node.Mapping) node)
                .fields().values().stream()
                        .map(field -> text(field.key()) + ": " + flow(field.value()))
                        .toList();
        return "{" + String.join(", ", fields) + "}";
    }

    private void field(Node.Field field, int indent, boolean isTop) {
        out.append(" ".repeat(indent)).append(text(field.key())).append(':');
        String flow = flow(field.value());
        if (isBlock(field.value(), indent + field.key().length() + 2 + flow.length(), isTop)) {
            comment(field.comment());
            out.append('\n');
            block(field.value(), indent + 2);
        } else {
            out.append(' ').append(flow);
            comment(field.comment());
            out.append('\n');
        }
    }

    private void comment(String comment) {
        if (!comment.isEmpty()) {
            out.append("  # ").append(comment);
        }
    }

    private static boolean isBlock(Node node, int width, boolean isTop) {
        if (node instanceof Node.Mapping mapping) {
            return !mapping.fields().isEmpty() && (isTop || width > WIDTH || hasComment(mapping) || depth(mapping) > 2);
        }
        if (node instanceof Node.Sequence sequence) {
            boolean areMappings = sequence.items().stream().anyMatch(Node.Mapping.class::isInstance);
            return !sequence.items().isEmpty() && areMappings && (isTop || width > WIDTH);
        }
        return false;
    }

    private static int depth(Node node) {
        if (!(node instanceof Node.Mapping mapping)) {
            return 0;
        }
        return 1
                + mapping.fields().values().stream()
                        .mapToInt(field -> depth(field.value()))
                        .max()
                        .orElse(0);
    }

    private static boolean hasComment(Node node) {
        return node instanceof Node.Mapping mapping
                && mapping.fields().values().stream()
                        .anyMatch(field -> !field.comment().isEmpty() || hasComment(field.value()));
    }

    private void block(Node node, int indent) {
        if (node instanceof Node.Mapping mapping) {
            mapping.fields().values().forEach(field -> field(field, indent, false));
        } else if (node instanceof Node.Sequence sequence) {
            for (Node item : sequence.items()) {
                out.append(" ".repeat(indent)).append("- ").append(flow(item)).append('\n');
            }
        }
    }

    /** Returns a text as a key or a value, quoted where it must be. */
    public static String text(String text) {
        return isPlain(text) ? text : quoted(text);
    }

    private static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches()
                && !OTHERWISE_MEANT.matcher(text).matches()
                && text.chars().allMatch(YamlWriter::isSafe);
    }

    /** Returns whether a UTF-16 unit may stand as it is; of pairs, each half. */
    private static boolean isSafe(int unit) {
        return Character.isSurrogate((char) unit) || SafeText.isSafe(unit);
    }

    /** Returns a text as JSON and YAML both quote it. */
    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(isSafe(c) ? c : String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return quoted.append('"').toString();
    }
}
