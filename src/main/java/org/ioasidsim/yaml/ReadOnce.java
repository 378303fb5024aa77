package org.ioasidsim.yaml;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was read of those nodes that many trees share, so that each is read once. A value with a problem is read again in each tree, which
 * reports it.
 */
public final class ReadOnce<T> {
    private final Set<Node> shared;
    private final Map<Key, Read<T>> known = new ConcurrentHashMap<>();

    /**
     * Makes an empty memory.
     *
     * @param shared the nodes of which something is remembered, by identity: those of one tree alone would fill it
     */
    public ReadOnce(Set<Node> shared) {
        this.shared = shared;
    }

    /** Returns an empty set of nodes that are the same only if they are one. */
    public static Set<Node> noNodes() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** A node, and what else its reading depends on. */
    private record Key(Node node, Object context) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.node == node && key.context.equals(context);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(node) + context.hashCode();
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
            if (!shared.contains(cursor.node())) {
                return form.read(cursor);
            }
            var key = new Key(cursor.node(), context);
            Read<T> read = known.get(key);
            if (read == null) {
                var alone = new Cursor(cursor.node(), cursor.path(), new Problems());
                read = new Read<>(form.read(alone), alone.resolved(), alone.comment());
                if (alone.problems().isEmpty()) {
                    known.put(key, read);
                }
                cursor.problems().addAll(alone.problems().inLineOrder());
            }
            cursor.resolve(read.resolved());
            cursor.comment(read.comment());
            return read.value();
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
