package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.report.table.ConditionWords;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.table.SummaryIndex;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.Expectation.Relation;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.VerdictSpec;

/**
 * Whom a question is about, and what counts as good: what {@code verdict:} says, else what {@code plan:} or {@code expect:} ask of tenants that
 * are no aggressors, else a first-try success of 99.9 %. For first-try success a VM that does not start counts as well.
 *
 * @param tenants at least one unless nothing was run; {@code *} for the host
 * @param key the key of the scenario that says it; empty where none does
 */
public record Criterion(List<String> tenants, Metric metric, Relation relation, double bound, String key) {
    private static final int MOST_NAMES = 3;

    public Criterion {
        tenants = List.copyOf(tenants);
    }

    /** Returns the criterion of the scenario of {@code result}. */
    public static Criterion of(ExperimentResult result) {
        return result.file().verdict().map(Criterion::stated).orElseGet(() -> standard(result));
    }

    private static Criterion stated(VerdictSpec verdict) {
        return new Criterion(
                verdict.tenants(), Metric.ofWord(verdict.metric()), verdict.relation(), verdict.bound(), verdict.key());
    }

    /** Returns whom {@code file} is about by what it asks anywhere, also of variants that are left out of a result; empty where it asks nothing. */
    public static Optional<VerdictSpec> wanted(ScenarioFile file) {
        List<Expectation> asked = askedIn(file);
        return file.verdict().isPresent() || asked.isEmpty()
                ? file.verdict()
                : Optional.of(asked(asked, planned(file)))
                        .map(one -> new VerdictSpec(one.tenants, one.metric.word(), one.relation, one.bound, one.key));
    }

    private static List<Expectation> askedIn(ScenarioFile file) {
        Set<String> aggressors = aggressors(file);
        return Stream.concat(planned(file).stream(), file.expect().stream())
                .filter(condition -> Metric.ofWord(condition.metric()).isGood(condition.relation())
                        && !aggressors.contains(condition.tenant()))
                .toList();
    }

    private static List<Expectation> planned(ScenarioFile file) {
        return file.plan().stream().flatMap(plan -> plan.conditions().stream()).toList();
    }

    private static Criterion standard(ExperimentResult result) {
        ScenarioFile file = result.file();
        List<Expectation> asked = askedIn(file);
        if (!asked.isEmpty()) {
            return asked(asked, planned(file));
        }
        Set<String> aggressors = aggressors(file);
        List<String> ordinary = names(result).stream()
                .filter(name -> !aggressors.contains(name))
                .toList();
        return new Criterion(
                ordinary.isEmpty() ? names(result) : ordinary,
                Metric.FIRST_TRY_SUCCESS,
                Relation.AT_LEAST,
                VerdictSpec.GOOD_SHARE,
                "");
    }

    /** Returns the strictest condition on the metric that is asked about first, for all tenants of whom it is asked. */
    private static Criterion asked(List<Expectation> asked, List<Expectation> planned) {
        String metric = asked.get(0).metric();
        List<Expectation> same =
                asked.stream().filter(one -> one.metric().equals(metric)).toList();
        Comparator<Expectation> byBound = Comparator.comparingDouble(Expectation::bound);
        Expectation strictest = same.stream()
                .max(same.get(0).relation().isFloor() ? byBound : byBound.reversed())
                .orElseThrow();
        return new Criterion(
                same.stream().map(Expectation::tenant).distinct().toList(),
                Metric.ofWord(metric),
                strictest.relation(),
                strictest.bound(),
                planned.contains(strictest) ? "plan:" : "expect:");
    }

    /** Returns whether the scenario says it under {@code verdict:}. */
    public boolean isStated() {
        return key.equals(VerdictSpec.KEY);
    }

    private static Set<String> aggressors(ScenarioFile file) {
        return file.variants().stream()
                .flatMap(variant -> variant.scenario().aggressors().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the tenants of all variants in their order. */
    private static List<String> names(ExperimentResult result) {
        List<String> names = new ArrayList<>();
        result.variants().forEach(variant -> names.addAll(ResultTables.tenants(variant)));
        return names.stream().distinct().toList();
    }

    /**
     * Returns the figure that decides what becomes of a tenant. A VM that does not start asks for no id, and so fails no first try: the share of VMs that
     * start decides where the tenant fares worse with these than with its ids.
     */
    public SummaryRow row(SummaryIndex summary, String tenant) {
        SummaryRow asked = summary.row(tenant, metric);
        SummaryRow vms = summary.vms(tenant);
        boolean decides = countsVms() && vms.mean() < 1 && (Double.isNaN(asked.mean()) || isWorse(vms, asked));
        return decides ? vms : asked;
    }

    private boolean isWorse(SummaryRow vms, SummaryRow asked) {
        List<ConditionVerdict> badToGood =
                List.of(ConditionVerdict.NOT_MET, ConditionVerdict.UNDECIDED, ConditionVerdict.MET);
        int difference = badToGood.indexOf(verdict(vms)) - badToGood.indexOf(verdict(asked));
        return difference < 0 || (difference == 0 && vms.mean() < asked.mean());
    }

    /** Returns whether VMs that do not start count like ids that are refused. */
    boolean countsVms() {
        return metric == Metric.FIRST_TRY_SUCCESS;
    }

    /** Returns whether {@code row} of one of the tenants shows what is good. */
    ConditionVerdict verdict(SummaryRow row) {
        return ConditionVerdict.of(
                new Expectation(row.variant(), row.tenant(), metric.word(), relation, bound, ""), row);
    }

    /** Returns whether more of the metric is good. */
    public boolean isFloor() {
        return relation.isFloor();
    }

    /** Returns the condition in words, such as {@code first-try success of at least 99.9 % for web}. */
    public String text() {
        String whose = tenants.equals(List.of(ResultTables.HOST))
                ? "the host"
                : tenants.size() <= MOST_NAMES
                        ? String.join(" and ", tenants)
                        : "each of " + tenants.size() + " tenants";
        return ConditionWords.of(metric, relation, bound) + " for " + whose;
    }
}
