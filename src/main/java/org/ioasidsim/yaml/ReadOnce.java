package org.ioasidsim.yaml;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was read of those nodes that many trees share, so that each is read once, and of the last nodes that they do not share, of which equal ones are
 * read once. A value with a problem is read again in each tree, which reports it.
 */
public final class ReadOnce<T> {
    private static final int MOST_LAST = 256;

    private final Set<Node> shared;
    private final Map<Key, Read<T>> known = new ConcurrentHashMap<>();
    private final Map<Equal, Read<T>> last;

    /**
     * Makes an empty memory.
     *
     * @param shared the nodes of which everything is remembered, by identity: those of one tree alone would fill it
     */
    public ReadOnce(Set<Node> shared) {
        this(shared, Collections.synchronizedMap(new Last<>()));
    }

    private ReadOnce(Set<Node> shared, Map<Equal, Read<T>> last) {
        this.shared = shared;
        this.last = last;
    }

    /** Returns a memory for trees that share other nodes, which has the last nodes in common with this one. */
    public ReadOnce<T> sharing(Set<Node> otherNodes) {
        return new ReadOnce<>(otherNodes, last);
    }

    /** Returns an empty set of nodes that are the same only if they are one. */
    public static Set<Node> noNodes() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** A node, and what else its reading depends on. */
    private record Key(Node node, Object context) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.node == node && key.context.equals(context);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(node) + context.hashCode();
        }
    }

    /** A node that is known by what it says and where, and what else its reading depends on. */
    private record Equal(Node node, Object context) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Equal equal && equal.node.equals(node) && equal.context.equals(context);
        }

        @Override
        public int hashCode() {
            return 31 * node.hashCode() + context.hashCode();
        }
    }

    /** Keeps what was used last. */
    private static final class Last<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        Last() {
            super(MOST_LAST, 0.75F, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST_LAST;
        }
    }

    private record Read<T>(T value, Node resolved, String comment) {}

    /**
     * Returns {@code form}, which reads a shared node once.
     *
     * @param context all that the form depends on beside the node
     */
    public Form<T> of(Form<T> form, Object context) {
        return new Remembering(form, context);
    }

    /** The form that looks into the memory first. */
    private final class Remembering implements Form<T> {
        private final Form<T> form;
        private final Object context;

        Remembering(Form<T> form, Object context) {
            this.form = form;
            this.context = context;
        }

        @Override
        public T read(Cursor cursor) {
            Read<T> read = shared.contains(cursor.node())
                    ? read(cursor, new Key(cursor.node(), context), known)
                    : read(cursor, new Equal(cursor.node(), context), last);
            cursor.resolve(read.resolved());
            cursor.comment(read.comment());
            return read.value();
        }

        private <K> Read<T> read(Cursor cursor, K key, Map<K, Read<T>> memory) {
            Read<T> before = memory.get(key);
            if (before != null) {
                return before;
            }
            var alone = new Cursor(cursor.node(), cursor.path(), new Problems());
            var read = new Read<>(form.read(alone), alone.resolved(), alone.comment());
            if (alone.problems().isEmpty()) {
                memory.put(key, read);
            }
            cursor.problems().addAll(alone.problems().inLineOrder());
            return read;
        }

        @Override
        public boolean takes(Node node) {
            return form.takes(node);
        }

        @Override
        public Shape shape() {
            return form.shape();
        }

        @Override
        public T placeholder() {
            return form.placeholder();
        }

        @Override
        public String expected() {
            return form.expected();
        }
    }
}
