package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.ioasidsim.yaml.Cursor;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Section;
import org.ioasidsim.yaml.Shape;
import org.ioasidsim.yaml.YamlWriter;

/** The keys of a scenario file that apply to all its variants. */
record FileParts(
        Map<String, Node> variants,
        String baseline,
        SweepSpec sweep,
        Optional<PlanSpec> plan,
        Optional<FleetSpec> fleet,
        List<Expectation> expect,
        Optional<VerdictSpec> verdict,
        String caveat) {
    static final Set<String> KEYS = FileKeys.ALL;

    /** The keys that concern many points together, and none of them alone. */
    static final Set<String> OF_MANY_POINTS =
            Set.of("sweep", "plan", "fleet", "expect", "verdict", "caveat", "baseline");

    /** The name of the variant in a file without variants. */
    static final String ONLY_VARIANT = FileKeys.ONLY_VARIANT;

    private static final String CAVEAT = "caveat";
    private static final String ZIP = "zip";
    private static final String WHERE = "where";
    private static final String METRICS = "metrics";
    private static final String QUESTION = "question";
    private static final Pattern COMMAS = Pattern.compile(" *, *");

    static FileParts read(Section section, Shape shape) {
        section.known("include");
        Map<String, Node> variants =
                section.optional("variants", "what compare sets side by side", variantsForm(), "{}");
        String first =
                variants.isEmpty() ? ONLY_VARIANT : variants.keySet().iterator().next();
        String baseline = section.optional(
                "baseline",
                "the variant that others are compared with",
                FileKeys.VARIANT,
                YamlWriter.text(first),
                "the first");
        return new FileParts(
                variants,
                baseline,
                section.optional("sweep", "each axis a path with its values", sweep(shape), "{}"),
                section.optional("plan", "the value to look for", plan(baseline, shape), "none"),
                section.optional("fleet", "which hosts carry how many of which guests", fleet(baseline), "none"),
                section.optional("expect", "what must come out", Forms.list(Expectation.form()), "[]"),
                section.optional(
                        "verdict", "whom the question is about, and what counts as good", verdictForm(), "none"),
                caveat(section));
    }

    /** Reads what every answer must say; a file without it is shown without it. */
    private static String caveat(Section section) {
        return section.isProbing() || section.has(CAVEAT)
                ? section.optional(
                        CAVEAT,
                        "what answers must say beside their figures, such as why they are not those of the machine",
                        Forms.text("a sentence", ".+", "?"),
                        "none")
                : "";
    }

    /** Returns these parts with the variants of these names alone; a file without variants has nothing to choose from. */
    FileParts only(List<String> names) {
        Map<String, Node> kept = new LinkedHashMap<>(variants);
        kept.keySet().retainAll(names);
        return new FileParts(kept, baseline, sweep, plan, fleet, expect, verdict, caveat);
    }

    private static Form<Optional<VerdictSpec>> verdictForm() {
        return Forms.or(Map.of("none", Optional.empty()), Forms.map(VerdictSpec.form(), Optional::of));
    }

    private static Form<Map<String, Node>> variantsForm() {
        return Forms.mapOf(
                "a name of at most 100 ASCII letters, digits, '-', '_' and '.', the first of them a letter or digit",
                "[A-Za-z0-9][A-Za-z0-9._-]{0,99}",
                name -> Forms.then(Forms.raw("an overlay of this file"), PLACEHOLDER, FileParts::overlay));
    }

    static final Node PLACEHOLDER = Forms.raw("").placeholder();

    private static Node overlay(Node node, Cursor cursor) {
        if (!(node instanceof Node.Mapping mapping)) {
            cursor.expected("a mapping (`{}` for no change)");
            return PLACEHOLDER;
        }
        for (Node.Field field : mapping.fields().values()) {
            String key = ScenarioPath.keys(field.key()).get(0);
            if (KEYS.contains(key) || key.equals("scenario")) {
                cursor.problems()
                        .add(
                                field.keyPlace(),
                                Cursor.join(cursor.path(), field.key()),
                                "expected a key that can differ between variants, found " + field.key());
            }
        }
        return mapping;
    }

    /** The value of a key of {@code sweep}: the values of an axis, the paths of axes that move in step, or conditions. */
    private record SweepEntry(List<String> texts, List<SweepCondition> where) {}

    private static Form<SweepSpec> sweep(Shape shape) {
        return Forms.map(Forms.<SweepEntry>mapOf("a path", ".+", path -> sweepEntry(path, shape)), FileParts::sweep);
    }

    private static Form<SweepEntry> sweepEntry(String path, Shape shape) {
        return switch (path) {
            case ZIP ->
                Forms.map(
                        Forms.listOfSome(Forms.text("the path of an axis", "\\S+", "path")),
                        paths -> new SweepEntry(paths, List.of()));
            case WHERE ->
                Forms.map(Forms.listOfSome(SweepCondition.form()), conditions -> new SweepEntry(List.of(), conditions));
            case METRICS ->
                Forms.map(
                        Forms.listOfSome(Forms.text(
                                "METRIC or TENANT.METRIC, such as starvation_time", "\\S+", "first_try_success")),
                        names -> new SweepEntry(names, List.of()));
            case QUESTION ->
                Forms.map(Forms.text("a question", ".+", "why?"), text -> new SweepEntry(List.of(text), List.of()));
            default -> Forms.map(axis(paths(path).get(0), shape), values -> new SweepEntry(values, List.of()));
        };
    }

    /** Returns the paths of an axis: several that take the same value are separated by commas. */
    static List<String> paths(String key) {
        return List.of(COMMAS.split(key));
    }

    private static SweepSpec sweep(Map<String, SweepEntry> entries) {
        List<SweepSpec.Axis> axes = new ArrayList<>();
        List<List<String>> zips = new ArrayList<>();
        List<SweepCondition> where = new ArrayList<>();
        entries.forEach((key, entry) -> {
            switch (key) {
                case ZIP -> zips.add(entry.texts());
                case WHERE -> where.addAll(entry.where());
                case METRICS, QUESTION -> {}
                default -> addAxis(paths(key), entry.texts(), axes, zips);
            }
        });
        return tied(
                new SweepSpec(axes, zips, where, texts(entries, METRICS), String.join("", texts(entries, QUESTION))));
    }

    private static List<String> texts(Map<String, SweepEntry> entries, String key) {
        SweepEntry entry = entries.get(key);
        return entry == null ? List.of() : entry.texts();
    }

    /** Several paths with commas between them get each value at the same time. */
    private static void addAxis(
            List<String> paths, List<String> values, List<SweepSpec.Axis> axes, List<List<String>> zips) {
        paths.forEach(path -> axes.add(new SweepSpec.Axis(path, values)));
        if (paths.size() > 1) {
            zips.add(paths);
        }
    }

    /** Axes of the same values that {@code where} sets equal move in step: that is the same grid with one axis less. */
    private static SweepSpec tied(SweepSpec sweep) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        sweep.axes().forEach(axis -> values.put(axis.path(), axis.values()));
        List<List<String>> zips = new ArrayList<>(sweep.zips());
        List<SweepCondition> where = new ArrayList<>();
        for (SweepCondition condition : sweep.where()) {
            boolean isTie = condition.comparison().equals("==")
                    && values.containsKey(condition.left())
                    && values.getOrDefault(condition.left(), List.of()).equals(values.get(condition.right()));
            if (isTie) {
                join(zips, condition.left(), condition.right());
            } else {
                where.add(condition);
            }
        }
        return new SweepSpec(sweep.axes(), zips, where, sweep.metrics(), sweep.question());
    }

    /** Puts two paths, with all that either moves in step with, into one group. */
    private static void join(List<List<String>> zips, String one, String other) {
        Set<String> together = new LinkedHashSet<>(List.of(one, other));
        for (List<String> zip : List.copyOf(zips)) {
            if (zip.contains(one) || zip.contains(other)) {
                together.addAll(zip);
                zips.remove(zip);
            }
        }
        zips.add(List.copyOf(together));
    }

    private static Form<List<String>> axis(String path, Shape shape) {
        Form<List<String>> listed = Forms.listOfSome(Forms.map(Forms.raw("a value"), FileParts::flow));
        return Forms.either(listed, Spread.form(path, shape));
    }

    private static String flow(Node node) {
        return YamlWriter.flow(node);
    }

    private static Form<Optional<PlanSpec>> plan(String baseline, Shape shape) {
        Form<PlanSpec> form = Forms.section(section -> plan(section, baseline, shape));
        return Forms.or(Map.of("none", Optional.empty()), Forms.map(form, Optional::of));
    }

    private static Form<Optional<FleetSpec>> fleet(String baseline) {
        Form<FleetSpec> form = Forms.section(section -> FleetSpec.read(section, baseline));
        return Forms.or(Map.of("none", Optional.empty()), Forms.map(form, Optional::of));
    }

    private static PlanSpec plan(Section section, String baseline, Shape shape) {
        String find = section.required(
                "find",
                "which value",
                Forms.text(
                        "`largest PATH`, `smallest PATH` or `mix`", "(?:largest|smallest) +\\S+|mix", "largest path"));
        Map<String, Long> mix = mix(section, find);
        PlanRange range = PlanRange.of(
                section,
                section.required(
                        "between",
                        "the least and the greatest value tried, with their unit where the value has one",
                        Forms.listOfSome(PlanRange.END)));
        List<Expectation> conditions =
                section.required("such_that", "what must hold", Forms.listOfSome(Expectation.conditionForm()));
        String variant = section.optional("variant", "where", FileKeys.VARIANT, baseline, "the baseline");
        PlanSpec plan = new PlanSpec(
                !find.startsWith("smallest"),
                sought(find),
                range.from(),
                range.to(),
                range.unit(),
                range.units(
                        section,
                        section.optional(
                                "resolution",
                                "how far apart the two values of the answer may lie; auto: as near as all replications tell, or, where"
                                        + " theory is exact, as far as few replications tell",
                                Forms.or(Map.of("auto", PlanRange.ANY), PlanRange.DISTANCE),
                                "auto")),
                section.optional("max_replications", "never more than these at one value", Forms.smallCount(2), "100"),
                conditions.stream().map(condition -> condition.in(variant)).toList(),
                variant,
                section.optional(
                        "across", "a second key, or two, for each of whose values to search", across(shape), "none"),
                mix);
        checkAcross(section, plan);
        return plan;
    }

    /** Returns the path that a plan looks for. */
    private static String sought(String find) {
        return find.substring(find.indexOf(' ') + 1).strip();
    }

    /** A key that is looked for cannot be given at the same time. */
    private static void checkAcross(Section section, PlanSpec plan) {
        List<String> sought = plan.over(Overrides.NONE, plan.from()).settings().stream()
                .map(Overrides.Setting::path)
                .toList();
        plan.across().stream()
                .map(SweepSpec.Axis::path)
                .filter(sought::contains)
                .findFirst()
                .ifPresent(path -> section.problem(
                        "across", "expected another key than the one that find looks for, found " + path));
    }

    private static Map<String, Long> mix(Section section, String find) {
        Map<String, Long> mix = section.optional(
                "of",
                "with find: mix, how many instances of each tenant one mix has",
                Forms.mapOf("the name of a tenant", "[A-Za-z0-9_-]+", name -> Forms.count(1, 1_000_000)),
                "{}");
        if (sought(find).equals(PlanSpec.MIX) == mix.isEmpty()) {
            section.problem(
                    "of",
                    mix.isEmpty()
                            ? "expected how many instances of each tenant one mix has, such as {small: 3, large: 1}, found none"
                            : "expected none without find: mix, found " + mix);
        }
        return mix;
    }

    private static Form<List<SweepSpec.Axis>> across(Shape shape) {
        Form<Map<String, List<String>>> axes = Forms.mapOf("a path", ".+", path -> axis(path, shape));
        return Forms.or(Map.of("none", List.of()), Forms.then(axes, List.of(), (values, cursor) -> {
            if (values.isEmpty() || values.size() > 2) {
                cursor.problem("expected one path or two, each with its values, found "
                        + (values.isEmpty() ? "none" : values.size() + ": " + String.join(", ", values.keySet())));
                return List.of();
            }
            return values.entrySet().stream()
                    .map(axis -> new SweepSpec.Axis(axis.getKey(), axis.getValue()))
                    .toList();
        }));
    }
}
