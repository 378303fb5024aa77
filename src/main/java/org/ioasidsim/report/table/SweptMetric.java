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
     * fairness where there is one: a tenant alone has none.
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
            var fairness = new SweptMetric(ResultTables.HOST, FAIRNESS);
            if (fairness.isDefined(result)) {
                measures.add(fairness);
            }
        }
        return new ArrayList<>(measures);
    }

    private boolean isDefined(SweepResult result) {
        return result.cells().stream()
                .flatMap(cell -> cell.summary().stream())
                .anyMatch(row -> row.metric() == metric && row.tenant().equals(tenant) && !Double.isNaN(row.mean()));
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
        List<Expectation> asked = asked(result);
        List<Expectation> all = new ArrayList<>(asked);
        asked.stream()
                .filter(condition -> condition.metric().equals(Metric.FIRST_TRY_SUCCESS.word()))
                .filter(condition -> condition.relation().isFloor() && losesVms(result, condition.tenant()))
                .map(SweptMetric::starts)
                .filter(starts -> all.stream().noneMatch(known -> isSame(known, starts)))
                .forEach(all::add);
        return all;
    }

    /** Returns the condition that as many of the VMs start, which ask for no ids where they do not. */
    private static Expectation starts(Expectation condition) {
        return new Expectation(
                condition.variant(),
                condition.tenant(),
                Metric.VM_SUCCESS.word(),
                condition.relation(),
                condition.bound(),
                condition.text().replace(condition.metric(), Metric.VM_SUCCESS.word()));
    }

    private static boolean isSame(Expectation one, Expectation other) {
        return one.variant().equals(other.variant()) && of(one).equals(of(other));
    }

    private static boolean losesVms(SweepResult result, String tenant) {
        return result.cells().stream()
                .flatMap(cell -> cell.summary().stream())
                .anyMatch(
                        row -> row.metric() == Metric.VM_SUCCESS && row.tenant().equals(tenant) && row.mean() < 1);
    }

    private static List<Expectation> asked(SweepResult result) {
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
                .flatMap(variant -> judged(result).stream().map(tenant -> standard(variant, tenant)))
                .toList();
    }

    private static Expectation standard(String variant, String tenant) {
        Metric metric = Metric.FIRST_TRY_SUCCESS;
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
