package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ioasidsim.yaml.JsonSchema;

/**
 * The names that an editor offers where a scenario names a metric, a tenant or a variant. JSON Schema cannot look a name up elsewhere in the
 * file, so that those of a file come with a schema made for it.
 *
 * @param tenants as a condition names them
 * @param variants at least one
 * @param bounds for a metric a relation and a bound that make sense, such as {@code >= 99%}
 */
public record Completions(List<String> tenants, List<String> variants, UnaryOperator<String> bounds) {
    /** More are no help to whoever chooses. */
    private static final int MOST = 1_000;

    private static final String CONDITION = " *(?:<=|>=|<|>) *\\S+";

    public Completions {
        tenants = List.copyOf(tenants);
        variants = List.copyOf(variants);
    }

    /** Returns those of any file, in which a word in capitals stands for a tenant. */
    public static Completions ofAnyFile(UnaryOperator<String> bounds) {
        return new Completions(List.of("TENANT"), List.of(FileKeys.ONLY_VARIANT), bounds);
    }

    /** Returns those of {@code file}. */
    public static Completions of(ScenarioFile file, UnaryOperator<String> bounds) {
        List<String> tenants = file.variants().stream()
                .flatMap(variant -> variant.scenario().tenantNames().stream())
                .distinct()
                .toList();
        return new Completions(
                tenants,
                file.variants().stream().map(ScenarioFile.Variant::name).toList(),
                bounds);
    }

    /** Returns what the schema says at the paths where a name of {@code metrics} may stand. */
    Map<String, JsonSchema.Hint> hints(MetricNames metrics) {
        var all = new TreeSet<>(metrics.ofTenant());
        all.addAll(metrics.ofHost());
        List<String> conditions = conditions(metrics);
        var condition = hint("[^\\s:]+[.](?:" + String.join("|", all) + ")" + CONDITION, conditions.stream());
        var expected = hint(
                "[^\\s:]+ *: *" + condition.pattern(),
                variants.stream().flatMap(variant -> conditions.stream().map(one -> variant + ": " + one)));
        var metric = hint(String.join("|", all), all.stream());
        var subject = hint("", Stream.concat(tenants.stream(), Stream.of("*")));
        var variant = hint("", variants.stream());
        Map<String, JsonSchema.Hint> hints = new LinkedHashMap<>();
        at(hints, expected, "expect.[]");
        at(hints, condition, "plan.such_that.[]", "fleet.such_that.[]");
        at(hints, metric, "verdict.metric", "run.precision.metric", "run.precision.[].metric");
        at(hints, subject, "verdict.tenant", "verdict.tenant.[]", "run.precision.tenant", "run.precision.[].tenant");
        at(hints, variant, "baseline", "plan.variant", "fleet.variant");
        return hints;
    }

    private List<String> conditions(MetricNames metrics) {
        List<String> conditions = new ArrayList<>();
        tenants.forEach(tenant -> add(conditions, tenant, metrics.ofTenant()));
        add(conditions, "*", metrics.ofHost());
        return conditions;
    }

    private void add(List<String> conditions, String tenant, Collection<String> metrics) {
        new TreeSet<>(metrics).forEach(metric -> conditions.add(tenant + "." + metric + " " + bounds.apply(metric)));
    }

    private static JsonSchema.Hint hint(String pattern, Stream<String> examples) {
        return new JsonSchema.Hint(pattern, examples.limit(MOST).toList());
    }

    private static void at(Map<String, JsonSchema.Hint> hints, JsonSchema.Hint hint, String... paths) {
        for (String path : paths) {
            hints.put(path, hint);
        }
    }
}
