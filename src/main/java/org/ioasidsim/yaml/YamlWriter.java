package org.ioasidsim.yaml;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.ioasidsim.file.SafeText;

/** Writes a tree as YAML for people: deep or wide mappings as blocks, small ones in braces, comments behind their values. */
public final class YamlWriter {
    private static final int WIDTH = 100;
    private static final Pattern PLAIN =
            Pattern.compile("(?![-?]( |$))[A-Za-z0-9_./+<(-][^\\n\\r\\t\"'#:,\\[\\]{}&*!|>%@`\\\\]*(?<! )");
    private static final Pattern OTHERWISE_MEANT = Pattern.compile("null|Null|NULL|~|---.*|\\.\\.\\..*");

    private static final int MOST_SHARED_INDENT = 2;

    private final StringBuilder out = new StringBuilder();
    private final Map<Written, String> known;

    private YamlWriter(Map<Written, String> known) {
        this.known = known;
    }

    /** A mapping that was written, by identity, and what else its lines depend on. */
    private record Written(Node mapping, String key, String comment, int indent) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Written written
                    && written.mapping == mapping
                    && written.indent == indent
                    && written.key.equals(key)
                    && written.comment.equals(comment);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(mapping) + key.hashCode();
        }
    }

    /** Documents of trees that have nodes in common: what lies at most two levels deep in several of them is written once. */
    public static final class Documents {
        private final Map<Written, String> known = new HashMap<>();

        /** Returns {@code mapping} as a document, as {@link YamlWriter#document} does. */
        public String document(Node.Mapping mapping) {
            return YamlWriter.document(mapping, new YamlWriter(known));
        }
    }

    /** Returns {@code mapping} as a document, an empty line before each top-level mapping. */
    public static String document(Node.Mapping mapping) {
        return new Documents().document(mapping);
    }

    private static String document(Node.Mapping mapping, YamlWriter writer) {
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
        var line = new StringBuilder();
        flow(node, line);
        return line.toString();
    }

    private static void flow(Node node, StringBuilder line) {
        if (node instanceof Node.Scalar scalar) {
            line.append(text(scalar.text()));
        } else if (node instanceof Node.Sequence sequence) {
            String before = "[";
            for (Node item : sequence.items()) {
                flow(item, line.append(before));
                before = ", ";
            }
            line.append(sequence.items().isEmpty() ? "[]" : "]");
        } else if (node instanceof Node.Mapping mapping) {
            String before = "{";
            for (Node.Field field : mapping.fields().values()) {
                flow(
                        field.value(),
                        line.append(before).append(text(field.key())).append(": "));
                before = ", ";
            }
            line.append(mapping.fields().isEmpty() ? "{}" : "}");
        }
    }

    private void field(Node.Field field, int indent, boolean isTop) {
        if (isTop || indent > MOST_SHARED_INDENT || !(field.value() instanceof Node.Mapping mapping)) {
            lines(field, indent, isTop);
            return;
        }
        var key = new Written(mapping, field.key(), field.comment(), indent);
        String before = known.get(key);
        if (before != null) {
            out.append(before);
            return;
        }
        int start = out.length();
        lines(field, indent, false);
        known.put(key, out.substring(start));
    }

    private void lines(Node.Field field, int indent, boolean isTop) {
        out.append(" ".repeat(indent)).append(text(field.key())).append(':');
        if (isBlock(field.value(), 0, isTop)) { // whatever its width, which then need not be written to be known
            block(field, indent);
            return;
        }
        String flow = flow(field.value());
        if (isBlock(field.value(), indent + field.key().length() + 2 + flow.length(), isTop)) {
            block(field, indent);
        } else {
            out.append(' ').append(flow);
            comment(field.comment());
            out.append('\n');
        }
    }

    private void block(Node.Field field, int indent) {
        comment(field.comment());
        out.append('\n');
        block(field.value(), indent + 2);
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
        return isWord(text) || isPlain(text) ? text : quoted(text);
    }

    /** Returns whether a text is what most texts are, which costs less to ask than whether it is plain: a word or a number. */
    private static boolean isWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!isLetter && (i == 0 || (c != '_' && c != '-' && c != '.'))) {
                return false;
            }
        }
        return !text.isEmpty() && !(text.length() == 4 && text.equalsIgnoreCase("null"));
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
