package org.ioasidsim.yaml;

import java.nio.file.Path;
import java.util.Map;

/** The form of a node that is read elsewhere: every node is right. */
record RawForm(String expected) implements Form<Node> {
    @Override
    public Node read(Cursor cursor) {
        return cursor.node();
    }

    @Override
    public boolean takes(Node node) {
        return true;
    }

    @Override
    public Shape shape() {
        return new Shape.Anything(expected);
    }

    @Override
    public Node placeholder() {
        return new Node.Mapping(Map.of(), new Place("", Path.of(""), 0, 0));
    }
}
