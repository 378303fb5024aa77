package org.ioasidsim.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ioasidsim.yaml.Cursor;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Section;
import org.ioasidsim.yaml.Shape;

/** The keys of a scenario file that speak of its variants as a whole. */
record FileParts(
        Map<String, Node> variants,
        String baseline,
        SweepSpec sweep,
        Optional<PlanSpec> plan,
        List<Expectation> expect) {
    static final Set<String> KEYS = Set.of("include", "variants", "baseline", "sweep", "plan", "expect");

    /** The variant of a file that names none. */
    static final String ONLY_VARIANT = "base";

    private static final Form<String> NAME = Forms.text("the name of a variant", "\\S+", ONLY_VARIANT);
    private static final String ZIP = "zip";

    static FileParts read(Section section, Shape shape) {
        section.known("include");
        Map<String, Node> variants =
                section.optional("variants", "what compare sets side by side", variantsForm(), "{}");
        String first =
                variants.isEmpty() ? ONLY_VARIANT : variants.keySet().iterator().next();
        String baseline =
                section.optional("baseline", "the variant that others are compared with", NAME, first, "the first");
        return new FileParts(
                variants,
                baseline,
                section.optional("sweep", "each axis a path with its values", sweep(shape), "{}"),
                section.optional("plan", "the value to look for", plan(baseline), "none"),
                section.optional("expect", "what must come out", Forms.list(Expectation.form()), "[]"));
    }

    private static Form<Map<String, Node>> variantsForm() {
        return Forms.mapOf(
                "a name of letters, digits, '-', '_' and '.'",
                "[A-Za-z0-9][A-Za-z0-9._-]*",
                name -> Forms.then(Forms.raw("an overlay of this file"), PLACEHOLDER, FileParts::overlay));
    }

    private static final Node PLACEHOLDER = Forms.raw("").placeholder();

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

    private static Form<SweepSpec> sweep(Shape shape) {
        return Forms.map(
                Forms.<List<List<String>>>mapOf("a path", ".+", path -> path.equals(ZIP) ? zip() : axis(path, shape)),
                FileParts::sweep);
    }

    private static SweepSpec sweep(Map<String, List<List<String>>> lists) {
        Map<String, List<List<String>>> axes = new LinkedHashMap<>(lists);
        List<List<String>> zips = axes.containsKey(ZIP) ? lists.getOrDefault(ZIP, List.of()) : List.of();
        axes.remove(ZIP);
        return new SweepSpec(
                axes.entrySet().stream()
                        .map(axis -> new SweepSpec.Axis(
                                axis.getKey(), axis.getValue().get(0)))
                        .toList(),
                zips);
    }

    private static Form<List<List<String>>> zip() {
        Form<List<String>> group = Forms.listOfSome(Forms.text("the path of an axis", "\\S+", "path"));
        return Forms.map(group, List::of);
    }

    private static Form<List<List<String>>> axis(String path, Shape shape) {
        Form<List<String>> listed = Forms.listOfSome(Forms.map(Forms.raw("a value"), FileParts::flow));
        return Forms.map(Forms.either(listed, Spread.form(path, shape)), List::of);
    }

    private static String flow(Node node) {
        return org.ioasidsim.yaml.YamlWriter.flow(node);
    }

    private static Form<Optional<PlanSpec>> plan(String baseline) {
        Form<PlanSpec> form = Forms.section(section -> plan(section, baseline));
        return Forms.or(Map.of("none", Optional.empty()), Forms.map(form, Optional::of));
    }

    private static PlanSpec plan(Section section, String baseline) {
        String find = section.required(
                "find",
                "which value",
                Forms.text("`largest PATH` or `smallest PATH`", "(?:largest|smallest) +\\S+", "largest path"));
        List<Long> between = section.required(
                "between", "the least and the greatest value tried", Forms.listOfSome(Forms.count(0, Long.MAX_VALUE)));
        boolean isRange = between.size() == 2 && between.get(0) < between.get(1);
        if (!isRange) {
            section.problem("between", "expected two whole numbers, the smaller first, found others");
        }
        List<Expectation> conditions =
                section.required("such_that", "what must hold", Forms.listOfSome(Expectation.conditionForm()));
        String variant = section.optional("variant", "where", NAME, baseline, "the baseline");
        return new PlanSpec(
                find.startsWith("largest"),
                find.substring(find.indexOf(' ')).strip(),
                between.get(0),
                isRange ? between.get(1) : between.get(0),
                conditions.stream().map(condition -> condition.in(variant)).toList(),
                variant);
    }
}
