package org.ioasidsim.yaml;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A node that is being read: its place, the path of keys that leads to it, and the node to which it was resolved. */
public final class Cursor {
    private final Node node;
    private final String path;
    private final Problems problems;
    private Node resolved;
    private String comment = "";

    public Cursor(Node node, String path, Problems problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        this.resolved = node;
    }

    public Node node() {
        return node;
    }

    public String path() {
        return path;
    }

    public Problems problems() {
        return problems;
    }

    /** Returns a cursor at a child. */
    public Cursor at(String key, Node child) {
        return new Cursor(child, join(path, key), problems);
    }

    /** Joins {@code path} and {@code key}: with a slash if the path is that of a cgroup, else with a dot. A key that starts with a slash stands alone. */
    public static String join(String path, String key) {
        if (path.isEmpty() || key.startsWith("/")) {
            return key;
        }
        return path + (path.equals("/") ? "" : path.startsWith("/") ? "/" : ".") + key;
    }

    /** Reports that {@code what} was expected. */
    public void expected(String what) {
        problem("expected " + what + ", found " + node.found());
    }

    /** Reports that one of {@code words} was expected, and returns the one that was meant. */
    public Optional<String> expectedOneOf(Collection<String> words) {
        String text = node instanceof Node.Scalar scalar ? scalar.text() : "";
        Optional<String> meant = Spelling.nearest(text, words);
        String message = "expected " + String.join(" | ", words) + ", found " + node.found();
        if (meant.isEmpty()) {
            problem(message);
        } else {
            mended(message + Spelling.didYouMean(text, words));
        }
        return meant;
    }

    /**
     * Returns {@code mapping} with the keys that were meant, after reporting of each of {@code unknown} that it is not {@code known}. Where none
     * was meant, or it is there too, the key is left out.
     */
    public Node.Mapping mended(Node.Mapping mapping, List<Node.Field> unknown, Collection<String> known) {
        Node.Mapping mended = mapping;
        for (Node.Field field : unknown) {
            Optional<String> meant = Spelling.nearest(field.key(), known);
            String message = "expected one of " + String.join(", ", known) + ", found the unknown key " + field.key()
                    + Spelling.didYouMean(field.key(), known);
            problems.addMended(field.keyPlace(), join(path, field.key()), message);
            mended = mended.without(List.of(field.key()));
            if (meant.isPresent() && mended.value(meant.get()).isEmpty()) {
                mended = mended.with(new Node.Field(meant.get(), field.keyPlace(), field.value(), ""));
            }
        }
        return mended;
    }

    /** Reports a problem after which reading goes on with what was meant. */
    public void mended(String message) {
        problems.addMended(node.place(), path, message);
    }

    public void problem(String message) {
        problems.add(node.place(), path, message);
    }

    /** Returns the node with every default filled in. */
    public Node resolved() {
        return resolved;
    }

    public void resolve(Node newResolved) {
        resolved = newResolved;
    }

    public String comment() {
        return comment;
    }

    /** Puts a comment behind the value in the resolved file. */
    public void comment(String text) {
        comment = text;
    }
}
