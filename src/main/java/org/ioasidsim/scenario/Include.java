package org.ioasidsim.scenario;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ioasidsim.file.InputFiles;
import org.ioasidsim.workload.CgroupFile;
import org.ioasidsim.yaml.Cursor;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Mending;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Overlay;
import org.ioasidsim.yaml.Place;
import org.ioasidsim.yaml.Problems;
import org.ioasidsim.yaml.Shape;
import org.ioasidsim.yaml.YamlParser;

/** Loads a file and lays it over the files that it includes. */
final class Include {
    static final Form<String> FORM = Forms.text("the path of a file", ".+", "file");
    private static final String KEY = "include";
    private static final int MOST_MIB = 16;

    private final Shape shape;
    private final Problems problems;
    private final List<Path> open = new ArrayList<>();
    private String last = "";
    private boolean includesOthers;

    private Include(Shape shape, Problems problems) {
        this.shape = shape;
        this.problems = problems;
    }

    /**
     * A file as it was read.
     *
     * @param tree empty if it has a problem
     * @param alone the text of the file; empty where it includes others
     */
    record Loaded(Optional<Node.Mapping> tree, String alone) {}

    /** Returns the tree of {@code file}; empty if it has a problem. */
    static Optional<Node.Mapping> load(Path file, Shape shape, Problems problems) {
        return loadWithText(file, shape, problems).tree();
    }

    /** Returns the tree and the text of {@code file}. */
    static Loaded loadWithText(Path file, Shape shape, Problems problems) {
        var include = new Include(shape, problems);
        var tree = include.load(file, new Place(file.toString(), directory(file), 1, 1), "");
        return new Loaded(tree, include.includesOthers ? "" : include.last);
    }

    /** Returns the tree of {@code text}, which replaces that of {@code file} and includes nothing; empty if it has a problem. */
    static Optional<Node.Mapping> parse(String text, Path file, Shape shape, Problems problems) {
        return new Include(shape, problems).mapping(text, file);
    }

    /** Returns the directory against which paths in {@code file} are resolved. */
    static Path directory(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private Optional<Node.Mapping> load(Path file, Place from, String path) {
        Path real = file.toAbsolutePath().normalize();
        if (open.contains(real)) {
            problems.add(from, path, "expected a file that does not include itself, found " + file);
            return Optional.empty();
        }
        open.add(real);
        var tree = text(file, from, path).flatMap(text -> mapping(text, file)).flatMap(this::withIncluded);
        open.remove(real);
        return tree;
    }

    private Optional<String> text(Path file, Place from, String path) {
        try {
            last = InputFiles.text(file, MOST_MIB);
            return Optional.of(last);
        } catch (NoSuchFileException e) {
            problems.add(from, path, "expected a scenario file, found no file " + file);
        } catch (CharacterCodingException e) {
            problems.add(from, path, "expected UTF-8, found other bytes in " + file);
        } catch (FileSystemException e) {
            problems.add(from, path, e.getReason() == null ? unreadable(file, e) : e.getReason() + " in " + file);
        } catch (IOException e) {
            problems.add(from, path, unreadable(file, e));
        }
        return Optional.empty();
    }

    private static String unreadable(Path file, IOException e) {
        return "expected a scenario file, found that " + file + " cannot be read: " + e.getMessage();
    }

    private Optional<Node.Mapping> mapping(String text, Path file) {
        var before = problems.inLineOrder().size();
        Optional<Node> node = YamlParser.parseFile(text, file.toString(), directory(file), problems);
        if (node.isPresent() && node.get() instanceof Node.Mapping mapping) {
            return Optional.of(withLimitsOnce(withKnownKeys(mapping)));
        }
        if (problems.inLineOrder().size() == before) {
            Place place = node.map(Node::place).orElse(new Place(file.toString(), directory(file), 1, 1));
            problems.add(
                    place,
                    "",
                    "expected a scenario, found " + node.map(Node::found).orElse("nothing"));
        }
        return Optional.empty();
    }

    private static Node.Mapping withLimitsOnce(Node.Mapping file) {
        Node.Field field = file.fields().get("cgroups");
        if (field == null || !(field.value() instanceof Node.Mapping groups)) {
            return file;
        }
        Map<String, Node.Field> once = new LinkedHashMap<>(groups.fields());
        for (Node.Field group : groups.fields().values()) {
            if (group.value() instanceof Node.Mapping files) {
                once.put(
                        group.key(),
                        new Node.Field(group.key(), group.keyPlace(), CgroupFile.once(files), group.comment()));
            }
        }
        var limits = new Node.Mapping(once, groups.place());
        return file.with(new Node.Field(field.key(), field.keyPlace(), limits, field.comment()));
    }

    /** Reports the unknown keys of a file, and returns it with those that were meant. */
    private Node.Mapping withKnownKeys(Node.Mapping file) {
        List<String> known = FileKeys.among(shape);
        List<Node.Field> unknown = file.fields().values().stream()
                .filter(field -> !known.contains(ScenarioPath.keys(field.key()).get(0)))
                .toList();
        Node.Mapping mended = new Cursor(file, "", problems).mended(file, unknown, known);
        Node ofVariants = new Mending(problems).mended(mended.without(FileKeys.ALL), shape, "");
        for (Node.Field field : ((Node.Mapping) ofVariants).fields().values()) {
            mended = mended.with(field);
        }
        return mended;
    }

    /** Returns a file laid over those that it includes; empty if one of these cannot be read: what it lacks then is no mistake of its own. */
    private Optional<Node.Mapping> withIncluded(Node.Mapping own) {
        Optional<Node> include = own.value(KEY);
        if (include.isEmpty()) {
            return Optional.of(own);
        }
        includesOthers = true;
        Node below = new Node.Mapping(java.util.Map.of(), own.place());
        var cursor = new Cursor(include.get(), KEY, problems);
        List<String> names = Forms.list(FORM).read(cursor);
        boolean isWhole = true;
        for (int i = 0; i < names.size(); i++) {
            Place place =
                    include.get().find(List.of(Integer.toString(i))).orElse(own).place();
            var tree = load(place.directory().resolve(names.get(i)).normalize(), place, KEY + "." + i);
            isWhole &= tree.isPresent();
            if (tree.isPresent()) {
                below = Overlay.lay(below, tree.get(), shape);
            }
        }
        return isWhole
                ? Optional.of((Node.Mapping) Overlay.lay(below, own.without(List.of(KEY)), shape))
                : Optional.empty();
    }
}
