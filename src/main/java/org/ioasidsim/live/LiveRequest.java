package org.ioasidsim.live;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Place;
import org.ioasidsim.yaml.Problems;
import org.ioasidsim.yaml.YamlParser;

/** A request in JSON, which is YAML as well and read by the parser of scenarios. */
final class LiveRequest {
    private static final Node NOTHING = Node.scalar("", new Place("request", Path.of(""), 1, 1));

    private final Node.Mapping root;

    LiveRequest(String text) {
        var problems = new Problems();
        Optional<Node> read = YamlParser.parseFile(text, "request", Path.of(""), problems);
        if (read.isEmpty() || !(read.get() instanceof Node.Mapping mapping)) {
            throw new IllegalArgumentException("expected a request in JSON, found " + problems.inLineOrder());
        }
        this.root = mapping;
    }

    boolean has(String key) {
        return root.value(key).isPresent();
    }

    String text(String key) {
        return root.value(key)
                .map(LiveRequest::text)
                .orElseThrow(() -> new IllegalArgumentException("expected a request with " + key));
    }

    /** Returns the texts of a mapping; of none where there is no such key. */
    Map<String, String> mapping(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (root.value(key).orElse(NOTHING) instanceof Node.Mapping mapping) {
            mapping.fields().forEach((name, field) -> texts.put(name, text(field.value())));
        }
        return texts;
    }

    List<String> list(String key) {
        return root.value(key).orElse(NOTHING) instanceof Node.Sequence sequence
                ? sequence.items().stream().map(LiveRequest::text).toList()
                : List.of();
    }

    private static String text(Node node) {
        return node instanceof Node.Scalar scalar ? scalar.text() : node.found();
    }
}
