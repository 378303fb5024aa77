package org.ioasidsim.scenario;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Overlay;
import org.ioasidsim.yaml.ReadOnce;
import org.ioasidsim.yaml.Shape;
import org.ioasidsim.yaml.YamlWriter;

/** The text that {@code show} prints: a file with all its variants and every default filled in. */
final class ShowText {
    private ShowText() {}

    /**
     * Returns the text of a file.
     *
     * @param base the resolved tree without any variant
     * @param variants the resolved tree of each variant
     * @param fileKeys those that concern all variants together
     */
    static String of(Node.Mapping base, Map<String, Node> variants, Node.Mapping fileKeys, Shape shape, Path file) {
        Node.Mapping shown = base;
        for (Node.Field field : fileKeys.fields().values()) {
            shown = shown.with(field);
        }
        boolean hasVariants = fileKeys.value("variants").orElse(fileKeys) instanceof Node.Mapping given
                && !given.fields().isEmpty();
        if (hasVariants) {
            shown = shown.with(Node.Field.of("variants", differences(base, variants, shape)));
        }
        return YamlWriter.document(relocated(shown, file));
    }

    private static Node differences(Node.Mapping base, Map<String, Node> variants, Shape shape) {
        Node none = new Node.Mapping(Map.of(), base.place());
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        variants.forEach((name, tree) -> fields.put(
                name, Node.Field.of(name, Overlay.difference(base, tree, shape).orElse(none))));
        return new Node.Mapping(fields, base.place());
    }

    /** Returns {@code tree} with the paths of data files, which an include wrote relative to itself, made relative to {@code file}. */
    private static Node.Mapping relocated(Node.Mapping tree, Path file) {
        return relocated(tree, file, ReadOnce.noNodes());
    }

    /**
     * Returns the same of a tree that shares nodes with others.
     *
     * @param withoutFile nodes known to name no data file, to which those of {@code tree} are added
     */
    static Node.Mapping relocated(Node.Mapping tree, Path file, Set<Node> withoutFile) {
        return namesFile(tree, withoutFile) ? moved(tree, file) : tree;
    }

    private static boolean namesFile(Node.Mapping tree, Set<Node> withoutFile) {
        if (withoutFile.contains(tree)) {
            return false;
        }
        for (Node.Field field : tree.fields().values()) {
            boolean names = field.value() instanceof Node.Mapping mapping
                    ? namesFile(mapping, withoutFile)
                    : field.key().equals("file");
            if (names) {
                return true;
            }
        }
        withoutFile.add(tree);
        return false;
    }

    private static Node.Mapping moved(Node.Mapping tree, Path file) {
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        for (Node.Field field : tree.fields().values()) {
            Node value = field.value();
            if (value instanceof Node.Mapping mapping) {
                value = moved(mapping, file);
            } else if (value instanceof Node.Scalar scalar && field.key().equals("file")) {
                value = relocated(scalar, Include.directory(file));
            }
            fields.put(field.key(), new Node.Field(field.key(), field.keyPlace(), value, field.comment()));
        }
        return new Node.Mapping(fields, tree.place());
    }

    private static Node relocated(Node.Scalar scalar, Path directory) {
        Path written = scalar.place().directory();
        if (written.equals(directory)) {
            return scalar;
        }
        Path target = written.resolve(scalar.text()).toAbsolutePath().normalize();
        Path relative = directory.toAbsolutePath().normalize().relativize(target);
        return new Node.Scalar(relative.toString().replace('\\', '/'), true, scalar.place());
    }
}
