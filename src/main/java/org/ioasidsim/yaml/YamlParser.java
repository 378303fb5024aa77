package org.ioasidsim.yaml;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Turns YAML 1.2 text into nodes with places: anchors followed, merge keys merged, {@code x_} keys left out. */
public final class YamlParser {
    private static final String MERGE = "<<";
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_./%+][A-Za-z0-9_./%+-]*");

    private final String source;
    private final Path directory;
    private final boolean hasLines;
    private final Problems problems;
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlParser(String source, Path directory, boolean hasLines, Problems problems) {
        this.source = source;
        this.directory = directory;
        this.hasLines = hasLines;
        this.problems = problems;
    }

    /** Returns the one document of a file's {@code text}; nothing when it is empty or a problem. */
    public static Optional<Node> parseFile(String text, String source, Path directory, Problems problems) {
        return new YamlParser(source, directory, true, problems).parse(text);
    }

    /** Returns the value written at {@code place}, which has no lines of its own. */
    public static Optional<Node> parseValue(String text, Place place, Problems problems) {
        if (WORD.matcher(text).matches()) {
            return Optional.of(Node.scalar(text, place));
        }
        var parsed = new YamlParser(place.source(), place.directory(), false, problems).parse(text);
        return parsed.map(node -> moved(node, place));
    }

    private Optional<Node> parse(String text) {
        var settings = LoadSettings.builder()
                .setAllowDuplicateKeys(true)
                .setLabel(source)
                .build();
        try {
            return composer(text, settings).getSingleNode().map(this::node);
        } catch (MarkedYamlEngineException e) {
            problems.add(place(e.getProblemMark().or(e::getContextMark)), "", "expected YAML, " + told(e));
        } catch (ReaderException e) {
            problems.add(place(Optional.empty()), "", "expected YAML, found a character that it does not allow: " + e);
        } catch (YamlEngineException e) {
            problems.add(place(Optional.empty()), "", "expected YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Returns what the library's own {@code Compose} makes, which its module does not export. */
    private static Composer composer(String text, LoadSettings settings) {
        return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, new StringReader(text))));
    }

    private static String told(MarkedYamlEngineException e) {
        String context = e.getContext();
        String problem = e.getProblem();
        String both = context == null || context.isBlank() ? problem : problem + " " + context;
        return both.strip().replaceAll("\\s+", " ");
    }

    private Place place(Optional<Mark> mark) {
        int line = hasLines ? 1 + mark.map(Mark::getLine).orElse(0) : 0;
        return new Place(source, directory, line, 1 + mark.map(Mark::getColumn).orElse(0));
    }

    private Node node(org.snakeyaml.engine.v2.nodes.Node raw) {
        Place place = place(raw.getStartMark());
        if (!open.add(raw)) {
            problems.add(place, "", "expected a tree, found an anchor inside itself");
            return Node.scalar("", place);
        }
        Node node = converted(raw, place);
        open.remove(raw);
        return node;
    }

    private Node converted(org.snakeyaml.engine.v2.nodes.Node raw, Place place) {
        if (raw instanceof ScalarNode scalar) {
            return new Node.Scalar(scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN, place);
        }
        if (raw instanceof SequenceNode sequence) {
            return new Node.Sequence(
                    sequence.getValue().stream().map(this::node).toList(), place);
        }
        return mapping((MappingNode) raw, place);
    }

    private Node.Mapping mapping(MappingNode raw, Place place) {
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : raw.getValue()) {
            add(tuple, fields, merged);
        }
        for (Node node : merged) {
            merge(node, fields);
        }
        return new Node.Mapping(fields, place);
    }

    private void add(NodeTuple tuple, Map<String, Node.Field> fields, List<Node> merged) {
        Place keyPlace = place(tuple.getKeyNode().getStartMark());
        Node value = node(tuple.getValueNode());
        if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
            problems.add(
                    keyPlace,
                    "",
                    "expected a key, found " + node(tuple.getKeyNode()).found());
            return;
        }
        String key = keyNode.getValue();
        if (key.equals(MERGE) && keyNode.getScalarStyle() == ScalarStyle.PLAIN) {
            merged.add(value);
        } else if (!key.startsWith("x_")) {
            put(new Node.Field(key, keyPlace, value, ""), fields);
        }
    }

    private void put(Node.Field field, Map<String, Node.Field> fields) {
        Node.Field earlier = fields.putIfAbsent(field.key(), field);
        if (earlier != null) {
            String where = hasLines
                    ? ", found it again (first in line " + earlier.keyPlace().line() + ")"
                    : ", found it twice";
            problems.add(field.keyPlace(), field.key(), "expected each key once" + where);
        }
    }

    private void merge(Node node, Map<String, Node.Field> fields) {
        if (node instanceof Node.Mapping mapping) {
            mapping.fields().forEach(fields::putIfAbsent);
        } else if (node instanceof Node.Sequence sequence) {
            sequence.items().forEach(item -> merge(item, fields));
        } else {
            problems.add(node.place(), MERGE, "expected a mapping or a list of mappings, found " + node.found());
        }
    }

    private static Node moved(Node node, Place place) {
        if (node instanceof Node.Scalar scalar) {
            return new Node.Scalar(scalar.text(), scalar.quoted(), place);
        }
        if (node instanceof Node.Sequence sequence) {
            return new Node.Sequence(
                    sequence.items().stream().map(item -> moved(item, place)).toList(), place);
        }
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        ((Node.Mapping) node)
                .fields()
                .forEach((key, field) -> fields.put(key, new Node.Field(key, place, moved(field.value(), place), "")));
        return new Node.Mapping(fields, place);
    }
}
