package org.ioasidsim.report.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.VerdictSpec;

/** A metric of a tenant or of the host that a sweep reports. */
public record SweptMetric(String tenant, Metric metric) {
    /** The figure of fairness that is shown unless others are asked for: whether all get the same part of what they ask for. */
    private static final Metric FAIRNESS = Metric.JAIN_SATISFACTION;

    /**
     * Returns the metrics that the sweep asks for, or else those of the conditions, the time that the same tenants starve, and a figure of
     * fairness.
     */
    public static List<SweptMetric> of(SweepResult result) {
        Set<SweptMetric> measures = new LinkedHashSet<>();
        result.file().sweep().metrics().forEach(name -> measures.addAll(named(result, name)));
        if (measures.isEmpty()) {
            List<SweptMetric> judged =
                    conditions(result).stream().map(SweptMetric::of).distinct().toList();
            measures.addAll(judged);
            judged.stream()
                    .filter(measure -> !measure.tenant().equals(ResultTables.HOST))
                    .forEach(measure -> measures.add(new SweptMetric(measure.tenant(), Metric.STARVATION_TIME)));
            measures.add(new SweptMetric(ResultTables.HOST, FAIRNESS));
        }
        return new ArrayList<>(measures);
    }

    /** Returns the metrics of {@code METRIC}, of each tenant that is judged or of the host, or that of {@code TENANT.METRIC}. */
    private static List<SweptMetric> named(SweepResult result, String name) {
        int dot = name.lastIndexOf('.');
        Metric metric = Metric.ofWord(name.substring(dot + 1));
        if (dot >= 0) {
            return List.of(new SweptMetric(name.substring(0, dot), metric));
        }
        return metric.ofTenant()
                ? judged(result).stream()
                        .map(tenant -> new SweptMetric(tenant, metric))
                        .toList()
                : List.of(new SweptMetric(ResultTables.HOST, metric));
    }

    /** Returns the tenants of whom the answer speaks: all that are no aggressors, or all where none is left. */
    private static List<String> judged(SweepResult result) {
        if (result.file().variants().isEmpty()) {
            return List.of();
        }
        Scenario scenario = result.file().variants().get(0).scenario();
        List<String> ordinary = scenario.tenantNames().stream()
                .filter(name -> !scenario.aggressors().contains(name))
                .toList();
        return ordinary.isEmpty() ? scenario.tenantNames() : ordinary;
    }

    /**
     * Returns what counts as good in the variants of {@code result}: what {@code verdict:} says; else what the file expects or plans for, where
     * that is a good thing; else that each tenant that is no aggressor has the first-try success that is good by itself.
     */
    public static List<Expectation> conditions(SweepResult result) {
        Optional<VerdictSpec> verdict = result.file().verdict();
        if (verdict.isPresent()) {
            return result.variants().stream()
                    .flatMap(variant -> verdict.get().tenants().stream()
                            .map(tenant -> verdict.get().of(variant, tenant)))
                    .toList();
        }
        List<Expectation> asked = Stream.concat(
                        result.file().expect().stream(),
                        result.file().plan().stream().flatMap(plan -> plan.conditions().stream()))
                .filter(condition -> result.variants().contains(condition.variant()))
                .filter(condition -> Metric.ofWord(condition.metric()).isGood(condition.relation()))
                .toList();
        return asked.isEmpty() ? standard(result) : asked;
    }

    private static List<Expectation> standard(SweepResult result) {
        return result.variants().stream()
                .flatMap(variant -> judged(result).stream().flatMap(tenant -> standard(result, variant, tenant)))
                .toList();
    }

    /** Returns what is good for a tenant: its ids at once, and its VMs started, which ask for no ids where they do not start. */
    private static Stream<Expectation> standard(SweepResult result, String variant, String tenant) {
        return result.file().variants().get(0).scenario().isConfidential(tenant)
                ? Stream.of(
                        standard(variant, tenant, Metric.FIRST_TRY_SUCCESS),
                        standard(variant, tenant, Metric.VM_SUCCESS))
                : Stream.of(standard(variant, tenant, Metric.FIRST_TRY_SUCCESS));
    }

    private static Expectation standard(String variant, String tenant, Metric metric) {
        return new Expectation(
                variant,
                tenant,
                metric.word(),
                Expectation.Relation.AT_LEAST,
                VerdictSpec.GOOD_SHARE,
                variant + ": " + tenant + "." + metric.word() + " >= " + Wording.percent(VerdictSpec.GOOD_SHARE));
    }

    /** Returns the metric that a condition is about. */
    public static SweptMetric of(Expectation condition) {
        return new SweptMetric(condition.tenant(), Metric.ofWord(condition.metric()));
    }

    /** Returns the name of a column. */
    public String label() {
        return (tenant.equals(ResultTables.HOST) ? "host" : tenant) + " " + Wording.label(metric);
    }

    /** Returns the metric with its unit as an axis names it. */
    public static String axisLabel(Metric metric) {
        return Wording.label(metric)
                + switch (metric.unit()) {
                    case FRACTION -> " (%)";
                    case INDEX, RATIO -> "";
                    default -> " (" + metric.unit().word() + ")";
                };
    }
}
