package org.ioasidsim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Place;
import org.ioasidsim.yaml.Problem;
import org.ioasidsim.yaml.Problems;
import org.ioasidsim.yaml.YamlParser;
import org.ioasidsim.yaml.YamlWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever swaps two letters of one key or one name must be told of that one, where it stands, and which was meant: not of what follows from it. */
@Tag("slow")
class MisspeltScenariosTest {
    private static final Path DIRECTORY = Path.of("scenarios");

    /** The keys below which names stand that the file itself gives. */
    private static final Set<String> NAMING = Set.of(
            "tenants",
            "variants",
            "cgroups",
            "devices",
            "hosts",
            "flavours",
            "policies",
            "sweep",
            "across",
            "of",
            "write",
            "demands",
            "costs");

    private static final Pattern CGROUP_FILE = Pattern.compile("(pids|misc|ioasids|memory)[.].*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_/-]{2,}");

    private final ScenarioReader reader = TestScenarios.reader();

    @Test
    void oneMisspeltKeyGivesOneProblemAndTheKeyThatWasMeant() throws IOException {
        assertThat(toldOtherwise(Text::keys, 150)).isEmpty();
    }

    @Test
    void oneMisspeltNameGivesOneProblemAndTheNameThatWasMeant() throws IOException {
        assertThat(toldOtherwise(Text::names, 24)).isEmpty();
    }

    /** A number in the place of a mapping or a list, or a list in the place of one value, is one mistake too, whatever else would follow. */
    @Test
    void oneValueOfAnotherKindGivesOneProblem() throws IOException {
        Set<String> tried = new HashSet<>();
        List<String> otherwise = new ArrayList<>();
        for (Path file : shortestFirst()) {
            Node tree = YamlParser.parseFile(Files.readString(file), "x", DIRECTORY, new Problems())
                    .orElseThrow();
            each("", tree, tried, (kind, changed) -> {
                List<Problem> problems = problems(YamlWriter.document((Node.Mapping) changed));
                if (problems.size() > 1) {
                    otherwise.add(file + ": " + kind + " -> " + problems);
                }
            });
        }
        assertThat(tried).hasSizeGreaterThan(100);
        assertThat(otherwise).isEmpty();
    }

    /** Hands on {@code node} with each of the nodes below it replaced in turn, one for each path; not those of which variants change a part. */
    private static void each(String path, Node node, Set<String> tried, BiConsumer<String, Node> found) {
        if (node instanceof Node.Mapping mapping) {
            boolean isNaming = NAMING.contains(path.substring(path.lastIndexOf('.') + 1));
            for (Node.Field field : mapping.fields().values()) {
                String below = (path.isEmpty() ? "" : path + ".") + (isNaming ? "#" : field.key());
                BiConsumer<String, Node> put = (kind, value) ->
                        found.accept(kind, mapping.with(new Node.Field(field.key(), field.keyPlace(), value, "")));
                boolean isChangedInPart = below.endsWith("arrivals.closed") || below.endsWith("arrivals.profile");
                if (!isChangedInPart && tried.add(below)) {
                    put.accept(below, ofAnotherKind(field.value()));
                }
                each(below, field.value(), tried, put);
            }
        }
    }

    private static Node ofAnotherKind(Node node) {
        if (node instanceof Node.Sequence list) {
            return list.items().get(0);
        }
        return node instanceof Node.Scalar
                ? new Node.Sequence(List.of(node, node), node.place())
                : Node.scalar("5", node.place());
    }

    /** Misspells each word once, in the shortest scenario that has it at such a place, and returns what is not told as it should be. */
    private List<String> toldOtherwise(Function<Text, List<Word>> words, int least) throws IOException {
        Set<String> tried = new HashSet<>();
        List<String> otherwise = new ArrayList<>();
        for (Path file : shortestFirst()) {
            var text = new Text(file);
            for (Word word : words.apply(text)) {
                if (tried.add(word.kind())) {
                    List<Problem> problems = problems(text.with(word));
                    if (!isTold(word, problems)) {
                        otherwise.add(file + ": " + word + " -> " + problems);
                    }
                }
            }
        }
        assertThat(tried).hasSizeGreaterThan(least);
        return otherwise;
    }

    /** Returns the scenarios but those that replay a recording, which takes long to read. */
    private static List<Path> shortestFirst() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path file : ShippedScenariosTest.scenarios().toList()) {
            if (!Files.readString(file).contains("traces/")) {
                files.add(file);
            }
        }
        files.sort(Comparator.comparing(file -> file.toFile().length()));
        return files;
    }

    private static boolean isTold(Word word, List<Problem> problems) {
        if (problems.size() != 1) {
            return false;
        }
        Place place = problems.get(0).place();
        return place.line() == word.line()
                && place.column() > 0
                && Pattern.compile("did you mean \\S*" + Pattern.quote(word.text()))
                        .matcher(problems.get(0).message())
                        .find();
    }

    private List<Problem> problems(String text) {
        try {
            var unused = reader.readResolved(DIRECTORY.resolve("x.yaml"), text, Overrides.NONE);
            return List.of();
        } catch (InvalidScenarioException e) {
            return e.problems();
        }
    }

    /**
     * A word of a file.
     *
     * @param line counted from 1, as the column
     * @param kind the same for words that mean the same in all scenarios
     */
    private record Word(int line, int column, String text, String kind) {
        /** Returns it with two neighbours swapped, in the middle if there are two that differ, else before. */
        String misspelt() {
            int middle = Math.max(0, text.length() / 2 - 1);
            for (int i = middle; i + 1 < text.length(); i++) {
                if (isSwap(i)) {
                    return swapped(i);
                }
            }
            for (int i = 0; i < middle; i++) {
                if (isSwap(i)) {
                    return swapped(i);
                }
            }
            return text;
        }

        boolean canBeMisspelt() {
            return !misspelt().equals(text);
        }

        private boolean isSwap(int i) {
            char one = text.charAt(i);
            char next = text.charAt(i + 1);
            return one != next && Character.isLetterOrDigit(one) && Character.isLetterOrDigit(next);
        }

        private String swapped(int i) {
            return text.substring(0, i) + text.charAt(i + 1) + text.charAt(i) + text.substring(i + 2);
        }
    }

    /** A scenario's text, with what stands where. */
    private static final class Text {
        private final List<String> lines;
        private final Map<Place, Word> keys = new LinkedHashMap<>();
        private final Map<Place, Word> scalars = new LinkedHashMap<>();
        private final Set<String> names = new TreeSet<>();

        Text(Path file) throws IOException {
            String text = Files.readString(file);
            lines = text.lines().toList();
            walk("", YamlParser.parseFile(text, "x", DIRECTORY, new Problems()).orElseThrow());
        }

        /** Walks down, with the path of keys in which {@code #} stands for each name that the file gives. */
        private void walk(String path, Node node) {
            if (node instanceof Node.Mapping mapping) {
                boolean isNaming = NAMING.contains(path.substring(path.lastIndexOf('.') + 1));
                for (Node.Field field : mapping.fields().values()) {
                    if (isNaming) {
                        names.add(field.key());
                    }
                    key(field, path, isNaming);
                    walk((path.isEmpty() ? "" : path + ".") + (isNaming ? "#" : field.key()), field.value());
                }
            } else if (node instanceof Node.Sequence sequence) {
                sequence.items().forEach(item -> walk(path, item));
            } else if (node instanceof Node.Scalar scalar) {
                Place place = scalar.place();
                int column = place.column() + (scalar.quoted() ? 1 : 0);
                scalars.put(place, new Word(place.line(), column, scalar.text(), path));
            }
        }

        /** Notes the last part of a key, which may be a path; a name that a file gives is no key. */
        private void key(Node.Field field, String path, boolean isNaming) {
            Place place = field.keyPlace();
            boolean isQuoted = lines.get(place.line() - 1).charAt(place.column() - 1) == '"';
            String key = field.key();
            boolean isFile = CGROUP_FILE.matcher(key).matches();
            boolean isWhole = isFile || key.startsWith("/") || (isNaming && !path.endsWith("sweep"));
            int begin = Math.max(key.lastIndexOf('/'), isWhole ? -1 : key.lastIndexOf('.')) + 1;
            boolean isCgroup = key.startsWith("/")
                    && !CGROUP_FILE.matcher(key.substring(begin)).matches();
            boolean isTied = path.equals("sweep")
                    && lines.stream().anyMatch(line -> line.strip().startsWith("zip:")); // told at zip
            if ((!isNaming || begin > 0) && !isCgroup && !isTied) {
                String word = key.substring(begin);
                keys.put(place, new Word(place.line(), place.column() + (isQuoted ? 1 : 0) + begin, word, path + word));
            }
        }

        List<Word> keys() {
            return keys.values().stream().filter(Word::canBeMisspelt).toList();
        }

        /** Returns where values name what the file names elsewhere. */
        List<Word> names() {
            List<Word> found = new ArrayList<>();
            for (Word scalar : scalars.values()) {
                Matcher words = NAME.matcher(scalar.text());
                for (int number = 0; words.find(); number++) {
                    String kind = scalar.kind() + number;
                    var word = new Word(scalar.line(), scalar.column() + words.start(), words.group(), kind);
                    if (isReference(word, scalar.kind())) {
                        found.add(word);
                    }
                }
            }
            return found;
        }

        private boolean isReference(Word word, String path) {
            return names.contains(word.text())
                    && word.canBeMisspelt()
                    && !names.contains(word.misspelt())
                    && !path.equals("scenario")
                    && !path.equals("question")
                    && !path.endsWith("file");
        }

        String with(Word word) {
            List<String> changed = new ArrayList<>(lines);
            String line = lines.get(word.line() - 1);
            int at = word.column() - 1;
            assertThat(line.substring(at)).startsWith(word.text());
            changed.set(
                    word.line() - 1,
                    line.substring(0, at)
                            + word.misspelt()
                            + line.substring(at + word.text().length()));
            return String.join("\n", changed) + "\n";
        }
    }
}
