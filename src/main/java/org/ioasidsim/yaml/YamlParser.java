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
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.ioasidsim.file.SafeText;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
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
    /** How deep mappings and lists may lie in each other: no scenario needs a tenth of it, and no stack ends before it. */
    private static final int MOST_LEVELS = 100;

    /** How many values a file may have once its anchors are followed; ten thousand tenants have a fifth of it. */
    private static final int MOST_VALUES = 1_000_000;

    /** YAML reads no longer key back, unless it begins with a question mark (YAML 1.2.2, section 7.4). */
    private static final int MOST_KEY_CHARACTERS = 1000;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_./%+][A-Za-z0-9_./%+-]*");

    private final String source;
    private final Path directory;
    private final boolean hasLines;
    private final Problems problems;
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int values;

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
        if (text.equals("{}")) { // as most defaults are written; a parser would be made for each
            return Optional.of(new Node.Mapping(Map.of(), place));
        }
        if (text.equals("[]")) {
            return Optional.of(new Node.Sequence(List.of(), place));
        }
        var parsed = new YamlParser(place.source(), place.directory(), false, problems).parse(text);
        return parsed.map(node -> moved(node, place));
    }

    private Optional<Node> parse(String text) {
        OptionalInt forbidden = first(text, c -> !StreamReader.isPrintable(c));
        if (forbidden.isPresent()) {
            int at = forbidden.getAsInt();
            String character = SafeText.name(text.codePointAt(at));
            problems.add(place(text, at), "", "expected YAML, found the character " + character);
            return Optional.empty();
        }
        var settings = LoadSettings.builder()
                .setAllowDuplicateKeys(true)
                .setMaxAliasesForCollections(Integer.MAX_VALUE) // values are counted below
                .setCodePointLimit(Integer.MAX_VALUE) // whoever reads the text limits its size
                .setLabel(source)
                .build();
        try {
            return composer(text, settings).getSingleNode().map(this::node);
        } catch (Overgrown e) {
            problems.add(e.place, "", "expected YAML, " + e.getMessage());
        } catch (MarkedYamlEngineException e) {
            problems.add(
                    place(e.getProblemMark().or(e::getContextMark)),
                    "",
                    "expected YAML, " + new YamlAdvice(text, hasLines).of(e));
        } catch (YamlEngineException e) {
            problems.add(place(Optional.empty()), "", "expected YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Returns what the library's own {@code Compose} makes, which its module does not export. */
    private static Composer composer(String text, LoadSettings settings) {
        var parser = new ParserImpl(settings, new StreamReader(settings, new StringReader(text)));
        return new Composer(settings, new ShallowParser(parser, MOST_LEVELS));
    }

    /** Ends the reading of a file that is too deep or too large. */
    private static final class Overgrown extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Place place;

        Overgrown(Place place, String message) {
            super(message, null, false, false);
            this.place = place;
        }
    }

    private Place place(Optional<Mark> mark) {
        int line = hasLines ? 1 + mark.map(Mark::getLine).orElse(0) : 0;
        return new Place(source, directory, line, 1 + mark.map(Mark::getColumn).orElse(0));
    }

    private Place place(String text, int index) {
        String before = text.substring(0, index);
        int lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
        int line = hasLines ? (int) before.chars().filter(c -> c == '\n').count() + 1 : 0;
        return new Place(source, directory, line, before.codePointCount(lineStart, index) + 1);
    }

    private Node node(org.snakeyaml.engine.v2.nodes.Node raw) {
        Place place = place(raw.getStartMark());
        if (++values > MOST_VALUES) {
            throw new Overgrown(place, "found more than " + MOST_VALUES + " values, anchors followed");
        }
        if (open.size() > MOST_LEVELS) {
            throw new Overgrown(place, ShallowParser.message(MOST_LEVELS));
        }
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
            requireText(scalar, place);
            return new Node.Scalar(scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN, place);
        }
        if (raw instanceof SequenceNode sequence) {
            return new Node.Sequence(
                    sequence.getValue().stream().map(this::node).toList(), place);
        }
        return mapping((MappingNode) raw, place);
    }

    /** Refuses what an escape in quotes can write and a file, a terminal or a page cannot bear. */
    private void requireText(ScalarNode scalar, Place place) {
        String text = scalar.getValue();
        OptionalInt control = first(text, YamlParser::isControl);
        if (control.isPresent()) {
            String character = SafeText.name(text.codePointAt(control.getAsInt()));
            problems.add(place, "", "expected text without control characters, found " + character);
        }
    }

    private static boolean isControl(int codePoint) {
        boolean isLayout = codePoint == '\n' || codePoint == '\t';
        return !isLayout && (Character.isISOControl(codePoint) || !StreamReader.isPrintable(codePoint));
    }

    /** Returns where the first character is of which {@code claim} holds. */
    private static OptionalInt first(String text, IntPredicate claim) {
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            if (claim.test(text.codePointAt(i))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
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
        requireText(keyNode, keyPlace);
        if (YamlWriter.text(key).length() > MOST_KEY_CHARACTERS) {
            problems.add(
                    keyPlace,
                    "",
                    "expected a key of at most " + MOST_KEY_CHARACTERS + " characters, found "
                            + YamlWriter.text(key).length());
            return;
        }
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
