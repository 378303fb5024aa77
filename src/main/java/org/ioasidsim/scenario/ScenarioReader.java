package org.ioasidsim.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.workload.CgroupFile;
import org.ioasidsim.workload.TenantSpec;
import org.ioasidsim.yaml.Cursor;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.JsonSchema;
import org.ioasidsim.yaml.JsonTree;
import org.ioasidsim.yaml.KeyReference;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Overlay;
import org.ioasidsim.yaml.Place;
import org.ioasidsim.yaml.Problem;
import org.ioasidsim.yaml.Problems;
import org.ioasidsim.yaml.ReadOnce;
import org.ioasidsim.yaml.Shape;
import org.ioasidsim.yaml.Spelling;
import org.ioasidsim.yaml.YamlParser;
import org.ioasidsim.yaml.YamlWriter;
import org.jspecify.annotations.Nullable;

/** Reads scenario files with their includes, variants, values of the command line and defaults, checks them, and reports all problems at once. */
public final class ScenarioReader {
    /** How a problem with a value begins, before what may stand there. */
    private static final String EXPECTED = "expected ";

    private final Policies policies;
    private final MetricNames metrics;
    private final Shape shape;
    private final Form<FileParts> fileForm;
    private final Form<ScenarioParts> wholeForm;

    public ScenarioReader(Policies policies, MetricNames metrics) {
        this.policies = policies;
        this.metrics = metrics;
        this.shape = variantForm(SharedParts.none()).shape();
        this.fileForm = Forms.section(section -> FileParts.read(section, shape));
        this.wholeForm = Forms.section(section -> {
            var parts = ScenarioParts.read(section, policies, SharedParts.none());
            var unused = FileParts.read(section, shape);
            var unused2 = section.optional("include", "files laid below this one", Forms.list(Include.FORM), "[]");
            return parts;
        });
    }

    private Form<ScenarioParts> variantForm(SharedParts shared) {
        return Forms.section(section -> ScenarioParts.read(section, policies, shared));
    }

    /** Returns the JSON Schema of scenario files, by which editors offer the names of {@code completions}. */
    public String jsonSchema(Completions completions) {
        return JsonSchema.of("A scenario of ioasid-sim", wholeForm.shape(), completions.hints(metrics));
    }

    /** Returns all keys of scenario files, their meaning and default, as Markdown. */
    public String keyReference() {
        return KeyReference.of(wholeForm.shape());
    }

    /** Returns the scenario in {@code file}, changed by {@code overrides}. */
    public ScenarioFile read(Path file, Overrides overrides) throws InvalidScenarioException {
        var problems = new Problems();
        Include.Loaded loaded = Include.loadWithText(file, shape, problems);
        return read(file, loaded.tree(), loaded.alone(), overrides, problems);
    }

    /** Returns the scenario in {@code text}, which {@link ScenarioFile#resolvedYaml} once gave for {@code file}. */
    public ScenarioFile readResolved(Path file, String text, Overrides overrides) throws InvalidScenarioException {
        var problems = new Problems();
        return read(file, Include.parse(text, file, shape, problems), "", overrides, problems);
    }

    /** Returns what {@link ScenarioFile#resolvedYaml} says as JSON, which is a scenario file too; without its comments. */
    public String resolvedJson(ScenarioFile file) {
        return Include.parse(file.resolvedYaml(), file.path(), shape, new Problems())
                .map(tree -> JsonTree.of(tree, wholeForm.shape()))
                .orElseThrow();
    }

    /** Returns {@code file}, parsed once, to be read at many points of its sweep or of its plan. */
    public ScenarioPoints points(Path file) throws InvalidScenarioException {
        var problems = new Problems();
        Optional<Node.Mapping> root = Include.load(file, shape, problems);
        if (!problems.isEmpty() || root.isEmpty()) {
            throw new InvalidScenarioException(problems.inLineOrder());
        }
        Node.Mapping varied = root.get().without(FileParts.OF_MANY_POINTS);
        FileParts parts = fileForm.read(new Cursor(varied.only(FileParts.KEYS), "", problems));
        if (!problems.isEmpty()) {
            throw new InvalidScenarioException(problems.inLineOrder());
        }
        return new Points(file, varied, parts, Overrides.NONE, SharedParts.none());
    }

    /** A file at many points, over which {@code common} is laid; what no point changes is read once. */
    private final class Points implements ScenarioPoints {
        private final Path file;
        private final Node.Mapping root;
        private final FileParts parts;
        private final Overrides common;
        private final Map<String, Node> trees = new LinkedHashMap<>();
        private final SharedParts shared;
        private final Form<ScenarioParts> form;
        private final Problems problems = new Problems();

        /**
         * Lays what is common over each variant.
         *
         * @param parts what {@code root} says of the file
         * @param others what was read for points that have other values in common
         */
        Points(Path file, Node.Mapping root, FileParts parts, Overrides common, SharedParts others) {
            this.file = file;
            this.root = root;
            this.parts = parts;
            this.common = common;
            Node.Mapping base = root.without(FileParts.KEYS);
            List<Setting> settings = settings(common, file, problems);
            overlays(parts).forEach((name, overlay) -> trees.put(name, set(laid(base, overlay), settings, false)));
            this.shared = others.of(trees.values());
            this.form = variantForm(shared);
        }

        @Override
        public ScenarioPoints over(Overrides overrides) {
            Overrides all = common.then(overrides);
            return settings(all, file, new Problems()).stream().anyMatch(Setting::isOfFile)
                    ? ScenarioPoints.super.over(overrides)
                    : new Points(file, root, parts, all, shared);
        }

        /** Nothing of a point is shown and no condition judged. */
        @Override
        public ScenarioFile at(Overrides overrides, List<String> variants) throws InvalidScenarioException {
            Map<String, Reading> readings = point(overrides, variants);
            return new ScenarioFile(
                    file,
                    readings.keySet().iterator().next(),
                    variants(readings, file),
                    List.of(),
                    common.then(overrides).texts());
        }

        @Override
        public Scenario forTheory(Overrides overrides, String variant) throws InvalidScenarioException {
            return point(overrides, List.of(variant))
                    .values()
                    .iterator()
                    .next()
                    .parts()
                    .scenario("");
        }

        private Map<String, Reading> point(Overrides overrides, List<String> variants) throws InvalidScenarioException {
            var found = new Problems();
            found.addAll(problems.inLineOrder());
            List<Setting> settings = settings(overrides, file, found);
            Map<String, Reading> readings = settings.stream().anyMatch(Setting::isOfFile)
                    ? changed(variants, settings, found)
                    : unchanged(variants, settings);
            report(readings, found);
            if (!found.isEmpty()) {
                throw new InvalidScenarioException(found.inLineOrder());
            }
            return readings;
        }

        private Map<String, Reading> unchanged(List<String> variants, List<Setting> settings) {
            Map<String, Reading> readings = new LinkedHashMap<>();
            trees.forEach((name, tree) -> {
                if (variants.contains(name) || parts.variants().isEmpty()) {
                    readings.put(name, reading(set(tree, settings, false), form));
                }
            });
            return readings;
        }

        /** Reads a point that changes what concerns the file as a whole, such as a variant. */
        private Map<String, Reading> changed(List<String> variants, List<Setting> settings, Problems found) {
            List<Setting> all = new ArrayList<>(settings(common, file, new Problems()));
            all.addAll(settings);
            Node.Mapping tree = ((Node.Mapping) set(root, all, true)).without(FileParts.OF_MANY_POINTS);
            FileParts read = fileForm.read(new Cursor(tree.only(FileParts.KEYS), "", found));
            return readings(tree.without(FileParts.KEYS), read.only(variants), all, form);
        }
    }

    /**
     * Returns where the value of {@code key} was written, or where it might have been: the place of what is nearest above it.
     *
     * @param variant in which to look first; any other than the file's are ignored
     * @param ofGrid {@code sweep} or {@code plan} if that may give the value; else empty
     */
    public Place place(Path file, Overrides overrides, String variant, String key, String ofGrid) {
        var unused = new Problems();
        var beginning = new Place(file.toString(), Include.directory(file), 1, 1);
        List<Setting> settings = settings(overrides, file, unused);
        return Include.load(file, shape, unused)
                .map(root -> place(set(root, settings, true), settings, variant, key, ofGrid))
                .orElse(beginning);
    }

    /** Returns the same in {@code text}, which {@link #readResolved} reads. */
    public Place place(Path file, String text, String variant, String key) {
        var beginning = new Place(file.toString(), Include.directory(file), 1, 1);
        return Include.parse(text, file, shape, new Problems())
                .map(root -> place(root, List.of(), variant, key, ""))
                .orElse(beginning);
    }

    /**
     * Returns what the file, its variant or {@code overrides} say at {@code key}, or under another name of the same limit: what a value that is
     * laid over it later replaces. Empty where only a default stands there.
     *
     * @param variant in which to look first; any other than the file's are ignored
     */
    public Optional<Node.Field> written(Path file, Overrides overrides, String variant, String key) {
        var unused = new Problems();
        List<Setting> settings = settings(overrides, file, unused);
        return Include.load(file, shape, unused)
                .flatMap(root -> written(inVariant(set(root, settings, true), settings, variant), key));
    }

    private Optional<Node.Field> written(Node tree, String key) {
        List<String> keys = ScenarioPath.keys(key);
        List<String> above = keys.subList(0, keys.size() - 1);
        var place = new Place("", Path.of(""), 1, 1);
        var anyValue = Node.Field.of(key, Node.scalar("1", place));
        Optional<Node.Mapping> left = mapping(Overlay.layAt(tree, keys, anyValue, shape), above);
        return mapping(tree, above)
                .flatMap(before -> before.fields().values().stream()
                        .filter(field -> field.key().equals(keys.get(keys.size() - 1))
                                || left.filter(after -> after.fields().containsKey(field.key()))
                                        .isEmpty())
                        .findFirst());
    }

    private static Optional<Node.Mapping> mapping(Node tree, List<String> keys) {
        return tree.find(keys).filter(Node.Mapping.class::isInstance).map(Node.Mapping.class::cast);
    }

    /** Returns the file with {@code variant} laid over it, and {@code settings} over both. */
    private Node inVariant(Node tree, List<Setting> settings, String variant) {
        Node laid = tree.find(List.of("variants", variant))
                .filter(Node.Mapping.class::isInstance)
                .map(overlay -> laid(tree, overlay))
                .orElse(tree);
        return set(laid, settings, false);
    }

    private Place place(Node tree, List<Setting> settings, String variant, String key, String ofGrid) {
        Optional<Place> axis = tree.find(List.of(ofGrid)).flatMap(grid -> axis(grid, key));
        if (axis.isPresent()) {
            return axis.get();
        }
        Node nearest = inVariant(tree, settings, variant);
        for (String part : ScenarioPath.keys(key)) {
            Optional<Node> below = nearest.find(List.of(part));
            if (below.isEmpty()) {
                break;
            }
            nearest = below.get();
        }
        return nearest.place();
    }

    /** Returns the place of the axis of a sweep, or of the range of a plan, that gives {@code key}, part of it, or what it is part of. */
    private static Optional<Place> axis(Node grid, String key) {
        Node axes = grid.find(List.of("across")).orElse(grid);
        if (axes instanceof Node.Mapping mapping) {
            for (Node.Field field : mapping.fields().values()) {
                if (isWithin(field.key(), key) || isWithin(key, field.key())) {
                    return Optional.of(field.value().place());
                }
            }
        }
        return grid.find(List.of("find"))
                .map(find -> find.found().substring(find.found().lastIndexOf(' ') + 1))
                .filter(path -> isWithin(path, key) || isWithin(key, path))
                .flatMap(path -> grid.find(List.of("between")))
                .map(Node::place);
    }

    private static boolean isWithin(String path, String outer) {
        return path.equals(outer) || path.startsWith(outer + ".");
    }

    private ScenarioFile read(
            Path file, Optional<Node.Mapping> root, String written, Overrides overrides, Problems problems)
            throws InvalidScenarioException {
        var result = root.map(tree -> read(file, tree, written, overrides, problems));
        if (!problems.isEmpty() || result.isEmpty()) {
            throw new InvalidScenarioException(problems.inLineOrder());
        }
        return result.get();
    }

    private ScenarioFile read(Path file, Node.Mapping root, String written, Overrides overrides, Problems problems) {
        List<Setting> settings = settings(overrides, file, problems).stream()
                .filter(setting ->
                        isKnown(root, setting.keys(), setting.field().value().place(), problems))
                .toList();
        Node.Mapping tree = (Node.Mapping) set(root, settings, true);
        var cursor = new Cursor(tree.only(FileParts.KEYS), "", problems);
        FileParts parts = fileForm.read(cursor);
        Node.Mapping base = tree.without(FileParts.KEYS);
        Node plainTree = set(base, settings, false);
        Form<ScenarioParts> form = variantForm(SharedParts.none().of(List.of(base, plainTree)));
        Map<String, Reading> readings = readings(base, parts, settings, form);
        boolean areWhole = problems.areMended() && readings.values().stream().allMatch(Reading::isWhole);
        report(readings, problems);
        if (areWhole) {
            checkFile(parts, readings, (Node.Mapping) cursor.resolved(), problems);
        }
        checkPaths(base, parts, settings, (Node.Mapping) cursor.resolved(), form, problems);
        Reading plain = reading(plainTree, form);
        Node.Mapping shown = (Node.Mapping) cursor.resolved();
        if (parts.fleet().isPresent() && problems.isEmpty()) {
            shown = shown.with(Node.Field.of("fleet", shownFleet(parts, base, settings, shown, form)));
        }
        String text = ShowText.of(plain.resolved(), trees(readings), shown, shape, file);
        return new ScenarioFile(
                file,
                parts.baseline(),
                variants(readings, file),
                parts.expect(),
                overrides.texts(),
                parts.sweep(),
                parts.plan(),
                parts.verdict(),
                parts.fleet(),
                parts.caveat(),
                text,
                written);
    }

    /** A value of the command line, parsed. */
    private record Setting(List<String> keys, Node.Field field) {
        boolean isOfFile() {
            return FileParts.KEYS.contains(keys.get(0));
        }

        boolean emptiesKey() {
            return isOfFile()
                    && keys.size() == 1
                    && field.value() instanceof Node.Mapping mapping
                    && mapping.fields().isEmpty();
        }
    }

    private static List<Setting> settings(Overrides overrides, Path file, Problems problems) {
        List<Setting> settings = new ArrayList<>();
        for (Overrides.Setting setting : overrides.settings()) {
            settings.add(setting(setting, Place.onCommandLine(setting.option(), Include.directory(file)), problems));
        }
        return settings;
    }

    /**
     * Reports a path to a tenant or a cgroup that the file does not have: alone it makes no tenant, and a cgroup that nobody lies in would limit
     * nobody.
     */
    private static boolean isKnown(Node.Mapping root, List<String> keys, Place place, Problems problems) {
        return isOfTenant(root, keys, place, problems) && isOfCgroup(root, keys, place, problems);
    }

    private static boolean isOfCgroup(Node.Mapping root, List<String> keys, Place place, Problems problems) {
        Optional<Node> groups = root.find(List.of("cgroups"));
        if (keys.size() < 2
                || !keys.get(0).equals("cgroups")
                || !(groups.orElse(root) instanceof Node.Mapping known)
                || groups.isEmpty()
                || known.fields().containsKey(keys.get(1))) {
            return true;
        }
        Set<String> names = known.fields().keySet();
        boolean isMisspelt = Spelling.nearest(keys.get(1), names).isPresent();
        if (isMisspelt) {
            problems.add(
                    place,
                    keys.get(1),
                    "expected a cgroup that is listed under cgroups, " + String.join(" or ", names) + ", found "
                            + keys.get(1) + Spelling.didYouMean(keys.get(1), names));
        }
        return !isMisspelt;
    }

    /** Reports a path to one value of a tenant that is in no variant: alone it makes no tenant, and every key that lacks would be told. */
    private static boolean isOfTenant(Node.Mapping root, List<String> keys, Place place, Problems problems) {
        Optional<Node> tenants = root.find(List.of("tenants"));
        if (keys.size() < 3
                || !keys.get(0).equals("tenants")
                || !(tenants.orElse(root) instanceof Node.Mapping known)) {
            return true;
        }
        boolean isKnown =
                tenants.isEmpty() || known.fields().containsKey(keys.get(1)) || isInVariant(root, keys.get(1));
        if (!isKnown) {
            Set<String> names = known.fields().keySet();
            problems.add(
                    place,
                    "tenants." + keys.get(1),
                    "expected a tenant, " + String.join(" or ", names) + ", found " + keys.get(1)
                            + Spelling.didYouMean(keys.get(1), names));
        }
        return isKnown;
    }

    private static boolean isInVariant(Node.Mapping root, String tenant) {
        return root.value("variants").filter(Node.Mapping.class::isInstance).map(Node.Mapping.class::cast).stream()
                .flatMap(variants -> variants.fields().values().stream())
                .map(Node.Field::value)
                .anyMatch(overlay -> overlay.find(List.of("tenants", tenant)).isPresent()
                        || overlay.find(List.of("tenants." + tenant)).isPresent());
    }

    private static Setting setting(Overrides.Setting setting, Place place, Problems problems) {
        Node value = YamlParser.parseValue(setting.value(), place, problems).orElse(Node.scalar("", place));
        return new Setting(ScenarioPath.keys(setting.path()), Node.Field.of(setting.path(), value));
    }

    private Node set(Node tree, List<Setting> settings, boolean ofFile) {
        Node changed = tree;
        for (Setting setting : settings) {
            if (ofFile && setting.emptiesKey()) { // laid over a mapping, `{}` would change nothing
                changed = ((Node.Mapping) changed).without(setting.keys());
            } else if (setting.isOfFile() == ofFile) {
                changed = Overlay.layAt(changed, setting.keys(), setting.field(), shape);
            }
        }
        return changed;
    }

    /**
     * One variant as it was read.
     *
     * @param isWhole whether every value is what the file says, or what it plainly means
     */
    private record Reading(ScenarioParts parts, Node.Mapping resolved, boolean isWhole, Problems problems) {}

    private Map<String, Reading> readings(
            Node.Mapping base, FileParts parts, List<Setting> settings, Form<ScenarioParts> form) {
        Map<String, Reading> readings = new LinkedHashMap<>();
        overlays(parts).forEach((name, overlay) -> {
            var problems = new Problems();
            Node laid = new Strangers(base, shape, problems).without((Node.Mapping) laid(base, overlay));
            readings.put(name, reading(set(laid, settings, false), form, problems));
        });
        return readings;
    }

    /** Returns what each variant lays over the file; nothing for the only one of a file without variants. */
    private static Map<String, Node> overlays(FileParts parts) {
        return parts.variants().isEmpty() ? Map.of(FileParts.ONLY_VARIANT, FileParts.PLACEHOLDER) : parts.variants();
    }

    private Node laid(Node base, Node overlay) {
        Node laid = base;
        for (Node.Field field : ((Node.Mapping) overlay).fields().values()) {
            if (!FileParts.KEYS.contains(field.key())) {
                laid = Overlay.layAt(laid, ScenarioPath.keys(field.key()), field, shape);
            }
        }
        return laid;
    }

    private Reading reading(Node tree, Form<ScenarioParts> form) {
        return reading(tree, form, new Problems());
    }

    private Reading reading(Node tree, Form<ScenarioParts> form, Problems problems) {
        var cursor = new Cursor(tree, "", problems);
        ScenarioParts parts = form.read(cursor);
        var resolved = (Node.Mapping) cursor.resolved();
        boolean isWhole = problems.areMended();
        if (isWhole) {
            ScenarioChecks.check(parts, resolved, metrics, problems);
        }
        return new Reading(parts, resolved, isWhole, problems);
    }

    /** Adds each problem of the variants once; one that some variants do not have names those that have it. */
    private static void report(Map<String, Reading> readings, Problems problems) {
        Map<Problem, List<String>> variants = new LinkedHashMap<>();
        readings.forEach((name, reading) -> reading.problems()
                .inLineOrder()
                .forEach(problem -> variants.computeIfAbsent(problem, key -> new ArrayList<>())
                        .add(name)));
        variants.forEach((problem, names) -> {
            String where = names.size() == readings.size() ? "" : " (in variant " + String.join(", ", names) + ")";
            problems.addAll(List.of(problem.and(where)));
        });
    }

    private void checkFile(FileParts parts, Map<String, Reading> readings, Node.Mapping tree, Problems problems) {
        variant(parts.baseline(), readings, List.of("baseline"), tree, problems);
        for (int i = 0; i < parts.expect().size(); i++) {
            condition(parts.expect().get(i), readings, List.of("expect", Integer.toString(i)), tree, problems);
        }
        parts.plan().ifPresent(plan -> planned("plan", plan, parts.baseline(), readings, tree, problems));
        parts.verdict()
                .ifPresent(verdict -> readings.keySet().stream()
                        .flatMap(variant -> verdict.tenants().stream().map(tenant -> verdict.of(variant, tenant)))
                        .forEach(wanted -> condition(wanted, readings, List.of("verdict"), tree, problems)));
        parts.fleet().ifPresent(fleet -> checkFleet(fleet, parts.baseline(), readings, tree, problems));
        for (List<String> zip : parts.sweep().zips()) {
            checkZip(zip, parts.sweep(), tree, problems);
        }
        checkRepeats(parts.sweep(), path -> List.of("sweep", sweepKey(tree, path)), tree, problems);
        parts.plan()
                .ifPresent(plan -> checkRepeats(
                        new SweepSpec(plan.across(), List.of(), List.of()),
                        path -> List.of("plan", "across", path),
                        tree,
                        problems));
        checkWhere(parts.sweep(), tree, problems);
        for (int i = 0; i < parts.sweep().metrics().size(); i++) {
            String name = parts.sweep().metrics().get(i);
            String message = ScenarioChecks.sweptProblem(
                    name, readings.values().iterator().next().parts().tenants(), metrics);
            if (!message.isEmpty()) {
                add(List.of("sweep", "metrics", Integer.toString(i)), tree, problems, message);
            }
        }
    }

    /** Checks what {@code key}, {@code plan} or {@code fleet}, asks of one variant. */
    private void planned(
            String key,
            PlanSpec plan,
            String baseline,
            Map<String, Reading> readings,
            Node.Mapping tree,
            Problems problems) {
        if (!plan.variant()
                .equals(baseline)) { // else it is the baseline, by default or by name, of which that is told already
            variant(plan.variant(), readings, List.of(key, "variant"), tree, problems);
        }
        for (int i = 0; i < plan.conditions().size() && readings.containsKey(plan.variant()); i++) {
            List<String> keys = List.of(key, "such_that", Integer.toString(i));
            condition(plan.conditions().get(i), readings, keys, tree, problems);
        }
    }

    private void checkFleet(
            FleetSpec fleet, String baseline, Map<String, Reading> readings, Node.Mapping tree, Problems problems) {
        planned("fleet", fleet.plan(), baseline, readings, tree, problems);
        checkNames(fleet.demands().keySet(), fleet.flavours(), List.of("fleet", "demands"), tree, problems);
        checkNames(fleet.costs().keySet(), fleet.hosts(), List.of("fleet", "costs"), tree, problems);
    }

    private static void checkNames(
            Set<String> names,
            List<FleetSpec.Choice> choices,
            List<String> keys,
            Node.Mapping tree,
            Problems problems) {
        List<String> known = choices.stream().map(FleetSpec.Choice::name).toList();
        names.stream().filter(name -> !known.contains(name)).forEach(name -> {
            List<String> at = List.of(keys.get(0), keys.get(1), name);
            String hint = Spelling.didYouMean(name, known);
            add(at, tree, problems, "expected one of " + String.join(", ", known) + ", found " + name + hint);
        });
    }

    /** Reports values that an axis takes twice: their points would be simulated once, and stand twice in each table. */
    private static void checkRepeats(
            SweepSpec sweep, Function<String, List<String>> keysOf, Node.Mapping tree, Problems problems) {
        for (SweepSpec.Repeat repeat : sweep.repeats()) {
            List<String> keys = new ArrayList<>(keysOf.apply(repeat.axis().path()));
            keys.add(Integer.toString(repeat.index()));
            add(keys, tree, problems, repeat.toString());
        }
    }

    private static void checkWhere(SweepSpec sweep, Node.Mapping tree, Problems problems) {
        List<SweepSpec.Point> grid = problems.isEmpty() ? sweep.grid() : List.of();
        for (int i = 0; i < sweep.where().size() && !grid.isEmpty(); i++) {
            SweepCondition condition = sweep.where().get(i);
            boolean namesAxis = grid.get(0).values().containsKey(condition.left())
                    || grid.get(0).values().containsKey(condition.right());
            if (!namesAxis || !grid.stream().allMatch(point -> condition.isDefined(point.values()))) {
                List<String> axes = List.copyOf(grid.get(0).values().keySet());
                String wanted = namesAxis
                        ? SweepCondition.EXPECTED
                        : "a condition on an axis of the sweep, " + String.join(" or ", axes);
                add(
                        List.of("sweep", "where", Integer.toString(i)),
                        tree,
                        problems,
                        "expected " + wanted + ", found " + condition + (namesAxis ? "" : condition.guess(axes)));
                return;
            }
        }
        if (!grid.isEmpty() && sweep.points().isEmpty()) {
            add(
                    List.of("sweep", "where"),
                    tree,
                    problems,
                    "expected conditions that some point meets, found none that does");
        }
    }

    private static void checkZip(List<String> zip, SweepSpec sweep, Node.Mapping tree, Problems problems) {
        Map<String, Integer> lengths = new TreeMap<>();
        sweep.axes().forEach(axis -> lengths.put(axis.path(), axis.values().size()));
        int wanted = lengths.getOrDefault(zip.get(0), 0);
        for (int i = 0; i < zip.size(); i++) {
            var keys = List.of("sweep", "zip", Integer.toString(i));
            int length = lengths.getOrDefault(zip.get(i), 0);
            if (length == 0) {
                String hint = Spelling.didYouMean(zip.get(i), lengths.keySet());
                add(keys, tree, problems, "expected an axis of the sweep, found " + zip.get(i) + hint);
            } else if (length != wanted && wanted > 0) {
                add(
                        keys,
                        tree,
                        problems,
                        "expected " + Numbers.counted(wanted, "value") + " as " + zip.get(0) + " has, found " + length);
            }
        }
    }

    private static void variant(
            String name, Map<String, Reading> readings, List<String> keys, Node.Mapping tree, Problems problems) {
        if (!readings.containsKey(name)) {
            add(
                    keys,
                    tree,
                    problems,
                    "expected a variant, " + String.join(" or ", readings.keySet()) + ", found " + name
                            + Spelling.didYouMean(name, readings.keySet()));
        }
    }

    private void condition(
            Expectation condition,
            Map<String, Reading> readings,
            List<String> keys,
            Node.Mapping tree,
            Problems problems) {
        if (condition.text().isEmpty()) {
            return;
        }
        Reading reading = readings.get(condition.variant());
        if (reading == null) {
            add(
                    keys,
                    tree,
                    problems,
                    "expected a variant, " + String.join(" or ", readings.keySet()) + ", found " + condition.variant()
                            + Spelling.didYouMean(condition.variant(), readings.keySet()));
            return;
        }
        Map<String, TenantSpec> tenants = reading.parts().tenants();
        String message = ScenarioChecks.metricProblem(condition, tenants, metrics);
        if (!message.isEmpty()) {
            add(keys, tree, problems, message);
        }
    }

    private static void add(List<String> keys, Node.Mapping tree, Problems problems, String message) {
        Place place = tree.find(keys).orElse(tree).place();
        problems.addUnlessKnown(place, String.join(".", keys), message);
    }

    /** Tries the ends of each axis and of the plan's range on the baseline, so that a wrong path or value is a problem before anything runs. */
    private void checkPaths(
            Node.Mapping base,
            FileParts parts,
            List<Setting> settings,
            Node.Mapping tree,
            Form<ScenarioParts> form,
            Problems problems) {
        if (!problems.isEmpty()) {
            return;
        }
        checkOneAxisOfALimit("sweep", parts.sweep().axes(), tree, problems);
        parts.plan().ifPresent(plan -> {
            List<SweepSpec.Axis> axes = new ArrayList<>(plan.across());
            plan.over(Overrides.NONE, plan.from()).settings().stream()
                    .map(one -> new SweepSpec.Axis(one.path(), List.of(one.value())))
                    .forEach(axes::add);
            checkOneAxisOfALimit("plan", axes, tree, problems);
        });
        Node ofBaseline = parts.variants().get(parts.baseline());
        for (SweepSpec.Axis axis : parts.sweep().axes()) {
            List<String> keys = List.of("sweep", sweepKey(tree, axis.path()));
            tryValues(base, ofBaseline, settings, axis.path(), axis.values(), keys, keys, tree, form, problems);
        }
        parts.fleet()
                .ifPresent(fleet -> checkCells(
                        fleet, parts.variants().get(fleet.plan().variant()), base, settings, tree, form, problems));
        parts.plan().ifPresent(plan -> {
            Node overlay = parts.variants().get(plan.variant());
            Map<String, List<String>> ends = new LinkedHashMap<>();
            for (long value : new long[] {plan.from(), plan.to()}) {
                for (Overrides.Setting one : plan.over(Overrides.NONE, value).settings()) {
                    ends.computeIfAbsent(one.path(), path -> new ArrayList<>()).add(one.value());
                }
            }
            List<String> find = List.of("plan", "find");
            List<String> between = List.of("plan", "between");
            ends.forEach((path, values) ->
                    tryValues(base, overlay, settings, path, values, find, between, tree, form, problems));
            for (SweepSpec.Axis axis : plan.across()) {
                List<String> keys = List.of("plan", "across", axis.path());
                tryValues(base, overlay, settings, axis.path(), axis.values(), keys, keys, tree, form, problems);
            }
        });
    }

    /** Reports axes that give one limit under two names: the later one would win at each point, whatever the other says. */
    private static void checkOneAxisOfALimit(
            String key, List<SweepSpec.Axis> axes, Node.Mapping tree, Problems problems) {
        for (int i = 0; i < axes.size(); i++) {
            Optional<SweepSpec.Axis> same = Optional.empty();
            for (int j = 0; j < i && same.isEmpty(); j++) {
                same = isOfOneLimit(axes.get(j), axes.get(i)) ? Optional.of(axes.get(j)) : same;
            }
            if (same.isPresent()) {
                String path = axes.get(i).path();
                Place place = tree.find(List.of(key, path))
                        .or(() -> tree.find(List.of(key)))
                        .orElse(tree)
                        .place();
                problems.add(
                        place,
                        key + "." + path,
                        "expected one axis for a limit, found that "
                                + same.get().path() + " sets the same one");
            }
        }
    }

    private static boolean isOfOneLimit(SweepSpec.Axis axis, SweepSpec.Axis other) {
        List<String> keys = ScenarioPath.keys(axis.path());
        List<String> others = ScenarioPath.keys(other.path());
        return keys.size() == 3
                && others.size() == 3
                && keys.subList(0, 2).equals(others.subList(0, 2))
                && keys.get(0).equals("cgroups")
                && CgroupFile.isSame(write(keys.get(2), axis), write(others.get(2), other));
    }

    private static Node.Field write(String file, SweepSpec.Axis axis) {
        var place = new Place("", Path.of(""), 1, 1);
        return Node.Field.of(file, Node.scalar(axis.values().get(0), place));
    }

    /** Returns the key of {@code sweep} under which an axis stands: several that take the same values share one. */
    private static String sweepKey(Node.Mapping tree, String path) {
        return tree.find(List.of("sweep"))
                .filter(Node.Mapping.class::isInstance)
                .flatMap(sweep -> ((Node.Mapping) sweep)
                        .fields().keySet().stream()
                                .filter(key -> FileParts.paths(key).contains(path))
                                .findFirst())
                .orElse(path);
    }

    /** Tries each host with the first flavour, each flavour and policy with the first host, and the key that is looked for. */
    private void checkCells(
            FleetSpec fleet,
            @Nullable Node overlay,
            Node.Mapping base,
            List<Setting> settings,
            Node.Mapping tree,
            Form<ScenarioParts> form,
            Problems problems) {
        Node.Mapping plain = (Node.Mapping) (overlay == null ? base : laid(base, overlay));
        if (!problems.isEmpty()) {
            return;
        }
        Map<Problem, List<FleetSpec.Cell>> found = new LinkedHashMap<>();
        for (FleetSpec.Cell cell : fleet.cells()) {
            int others = (cell.host().equals(fleet.hosts().get(0)) ? 0 : 1)
                    + (cell.flavour().equals(fleet.flavours().get(0)) ? 0 : 1)
                    + (cell.policy().equals(fleet.policies().get(0)) ? 0 : 1);
            if (others <= 1) {
                List<Setting> all = new ArrayList<>(settings);
                List<Setting> ofCell = settings(fleet, cell, tree, problems);
                ofCell.stream()
                        .filter(setting -> isOfTenant(
                                plain, setting.keys(), setting.field().keyPlace(), problems))
                        .forEach(all::add);
                if (all.size() == settings.size() + ofCell.size()) {
                    reading(set(plain, all, false), form)
                            .problems()
                            .inLineOrder()
                            .forEach(problem -> found.computeIfAbsent(
                                            withoutBetween(fleet.plan(), problem, tree), any -> new ArrayList<>())
                                    .add(cell));
                }
            }
        }
        found.forEach((problem, cells) -> problems.addAll(List.of(problem.and(where(fleet, cells)))));
    }

    /** Returns that {@code between} is missing where {@code problem} is about the number from which a fleet without it is tried. */
    private static Problem withoutBetween(PlanSpec plan, Problem problem, Node.Mapping tree) {
        Place ofDefaults = tree.find(List.of("fleet")).orElse(tree).place();
        int end = problem.message().lastIndexOf(", found " + plan.from());
        boolean isOfDefault = problem.place().equals(ofDefaults)
                && problem.path().equals(plan.path())
                && problem.message().startsWith(EXPECTED);
        return isOfDefault && end >= EXPECTED.length()
                ? new Problem(
                        ofDefaults,
                        "fleet.between",
                        "expected two values, each " + problem.message().substring(EXPECTED.length(), end)
                                + ", found nothing (the key is required: the least and the greatest value)")
                : problem;
    }

    /** Says in which hosts, flavours and policies a problem is that others do not have. */
    private static String where(FleetSpec fleet, List<FleetSpec.Cell> cells) {
        boolean isOfOthers = !cells.contains(fleet.cells().get(0));
        List<String> words = new ArrayList<>();
        words.add(where("host", fleet.hosts(), cells, isOfOthers, FleetSpec.Cell::host));
        words.add(where("flavour", fleet.flavours(), cells, isOfOthers, FleetSpec.Cell::flavour));
        words.add(where("policy", fleet.policies(), cells, isOfOthers, FleetSpec.Cell::policy));
        String named = words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(", "));
        return named.isEmpty() ? "" : " (in " + named + ")";
    }

    /** The first of each kind stands for all where others of another kind are tried. */
    private static String where(
            String kind,
            List<FleetSpec.Choice> all,
            List<FleetSpec.Cell> cells,
            boolean isOfOthers,
            Function<FleetSpec.Cell, FleetSpec.Choice> choice) {
        List<FleetSpec.Choice> found = cells.stream().map(choice).distinct().toList();
        boolean isOfAll = found.size() == all.size();
        return isOfAll || (isOfOthers && found.equals(all.subList(0, 1)))
                ? ""
                : kind + " " + found.stream().map(FleetSpec.Choice::name).collect(Collectors.joining(", "));
    }

    /**
     * Returns a fleet whose hosts, flavours and policies change what the file shows: a preset laid over what another preset filled in would
     * leave all of that.
     */
    private Node shownFleet(
            FileParts parts, Node.Mapping base, List<Setting> settings, Node.Mapping tree, Form<ScenarioParts> form) {
        FleetSpec fleet = parts.fleet().orElseThrow();
        Node overlay = parts.variants().get(fleet.plan().variant());
        Node plain = overlay == null ? base : laid(base, overlay);
        Node.Mapping shown = (Node.Mapping) tree.find(List.of("fleet")).orElseThrow();
        Node without = reading(set(plain, settings, false), form).resolved();
        Map<String, List<FleetSpec.Choice>> kinds =
                Map.of("hosts", fleet.hosts(), "flavours", fleet.flavours(), "policies", fleet.policies());
        for (var kind : kinds.entrySet()) {
            Map<String, Node.Field> fields = new LinkedHashMap<>();
            for (FleetSpec.Choice choice : kind.getValue()) {
                List<Setting> all = new ArrayList<>(settings);
                all.addAll(settings(choice, kind.getKey(), tree, new Problems()));
                Node with = reading(set(plain, all, false), form).resolved();
                Node change = Overlay.difference(without, with, shape).orElse(new Node.Mapping(Map.of(), tree.place()));
                if (!choice.name().isEmpty()) {
                    fields.put(choice.name(), Node.Field.of(choice.name(), change));
                }
            }
            shown = shown.with(Node.Field.of(kind.getKey(), new Node.Mapping(fields, tree.place())));
        }
        return shown;
    }

    /** Returns what a cell changes, each value at its own place, and the smallest number that is looked for. */
    private static List<Setting> settings(FleetSpec fleet, FleetSpec.Cell cell, Node.Mapping tree, Problems problems) {
        List<Setting> all = new ArrayList<>();
        all.addAll(settings(cell.host(), "hosts", tree, problems));
        all.addAll(settings(cell.flavour(), "flavours", tree, problems));
        all.addAll(settings(cell.policy(), "policies", tree, problems));
        PlanSpec plan = fleet.plan();
        Place key = tree.find(List.of("fleet", "find")).orElse(tree).place();
        Place value = place(tree, List.of("fleet", "between"), 0);
        for (Overrides.Setting one : plan.over(Overrides.NONE, plan.from()).settings()) {
            Setting setting = setting(one, value, problems);
            all.add(new Setting(
                    setting.keys(),
                    new Node.Field(one.path(), key, setting.field().value(), "")));
        }
        return all;
    }

    private static List<Setting> settings(FleetSpec.Choice choice, String kind, Node.Mapping tree, Problems problems) {
        return choice.changes().settings().stream()
                .map(change -> setting(
                        change,
                        tree.find(List.of("fleet", kind, choice.name(), change.path()))
                                .orElse(tree)
                                .place(),
                        problems))
                .toList();
    }

    /**
     * Tries values of a path one after the other; the first that is wrong is the only one told: what is wrong with it is wrong with those behind.
     *
     * @param keys where the path stands
     * @param valueKeys where its values stand, each in a list or all in one text
     */
    private void tryValues(
            Node.Mapping base,
            @Nullable Node overlay,
            List<Setting> settings,
            String path,
            List<String> values,
            List<String> keys,
            List<String> valueKeys,
            Node.Mapping tree,
            Form<ScenarioParts> form,
            Problems problems) {
        Place place = tree.find(keys).orElse(tree).place();
        Node.Mapping tenants = (Node.Mapping) (overlay == null ? base : laid(base, overlay));
        if (!isKnown(tenants, ScenarioPath.keys(path), place, problems)) {
            return;
        }
        Node.Mapping changed = (Node.Mapping) set(tenants, settings, false);
        for (int i = 0; i < values.size(); i++) {
            var found = new Problems();
            Place at = place(tree, valueKeys, i);
            Node node = YamlParser.parseValue(values.get(i), at, found).orElse(Node.scalar("", at));
            Node.Field field = new Node.Field(path, place, node, "");
            Node swept = Overlay.layAt(changed, ScenarioPath.keys(path), field, shape);
            found.addAll(reading(swept, form).problems().inLineOrder());
            if (!found.isEmpty()) {
                problems.addAll(found);
                return;
            }
        }
    }

    /** Returns the place of the item of a list at {@code keys}; that of the whole where it is none. */
    private static Place place(Node.Mapping tree, List<String> keys, int item) {
        List<String> below = new ArrayList<>(keys);
        below.add(Integer.toString(item));
        return tree.find(below).or(() -> tree.find(keys)).orElse(tree).place();
    }

    private static Map<String, Node> trees(Map<String, Reading> readings) {
        Map<String, Node> trees = new LinkedHashMap<>();
        readings.forEach((name, reading) -> trees.put(name, reading.resolved()));
        return trees;
    }

    private static List<ScenarioFile.Variant> variants(Map<String, Reading> readings, Path file) {
        List<ScenarioFile.Variant> variants = new ArrayList<>();
        var documents = new YamlWriter.Documents();
        Set<Node> withoutFile = ReadOnce.noNodes();
        readings.forEach((name, reading) -> {
            String text = documents.document(ShowText.relocated(reading.resolved(), file, withoutFile));
            variants.add(new ScenarioFile.Variant(name, reading.parts().scenario(text)));
        });
        return variants;
    }
}
