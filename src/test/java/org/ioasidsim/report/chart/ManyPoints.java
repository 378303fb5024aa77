package org.ioasidsim.report.chart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Isolation;
import org.ioasidsim.experiment.compare.IsolationCurve;
import org.ioasidsim.experiment.search.FleetCell;
import org.ioasidsim.experiment.search.PlanResult;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.experiment.summary.WarmUpResult;
import org.ioasidsim.report.Fixture;
import org.ioasidsim.report.table.FleetAnswer;
import org.ioasidsim.report.table.PlanAnswer;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.FleetSpec;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.SweepSpec;
import org.ioasidsim.stats.interval.Interval;

/** Made-up sweeps, plans, isolations and warm-ups over the variants and tenants of a {@link Fixture}. */
final class ManyPoints {
    private static final double HALF = 0.02;

    private ManyPoints() {}

    /** Returns a sweep of all variants of {@code result} over all points of the grid of {@code axes}. */
    static SweepResult sweep(ExperimentResult result, SweepSpec.Axis... axes) {
        var sweep = new SweepSpec(List.of(axes), List.of(), List.of());
        List<SweepResult.Cell> cells = new ArrayList<>();
        List<SweepSpec.Point> points = sweep.points();
        for (int point = 0; point < points.size(); point++) {
            for (VariantResult variant : result.variants()) {
                double part = (double) point / points.size();
                List<SummaryRow> rows = variant.scenario().tenantNames().stream()
                        .map(tenant -> row(variant.name(), tenant, (1 - part) * (tenant.hashCode() & 15) / 15.0))
                        .toList();
                cells.add(
                        new SweepResult.Cell(points.get(point), variant.name(), variant::scenario, rows, 0, List.of()));
            }
        }
        List<String> names = result.variants().stream().map(VariantResult::name).toList();
        return new SweepResult(
                file(result, sweep, Optional.empty(), List.of()), names, cells, List.of(), List.of(), false);
    }

    private static SummaryRow row(String variant, String tenant, double mean) {
        return new SummaryRow(
                variant, tenant, Metric.FIRST_TRY_SUCCESS, mean, HALF, mean - HALF, mean + HALF, 0.95, 10);
    }

    private static ScenarioFile file(
            ExperimentResult result, SweepSpec sweep, Optional<PlanSpec> plan, List<Expectation> expected) {
        ScenarioFile file = result.file();
        return new ScenarioFile(
                Path.of("many.yaml"),
                file.baseline(),
                file.variants(),
                expected,
                List.of(),
                sweep,
                plan,
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                "");
    }

    /** Returns a plan for the first tenant with a line for each of {@code across}, each with {@code probes} values up to a million. */
    static PlanAnswer plan(ExperimentResult result, String path, SweepSpec.Axis across, int probes) {
        return plan(result, path, "", across, probes);
    }

    /** Returns the same of values that are written with {@code unit}. */
    static PlanAnswer plan(ExperimentResult result, String path, String unit, SweepSpec.Axis across, int probes) {
        String tenant = result.variants().get(0).scenario().tenantNames().get(0);
        var wanted = new Expectation(
                "",
                tenant,
                "first_try_success",
                Expectation.Relation.AT_LEAST,
                0.999,
                tenant + ".first_try_success >= 99.9%");
        var plan = new PlanSpec(
                true,
                path,
                1,
                1_000_000,
                unit,
                1,
                100,
                List.of(wanted),
                result.file().baseline(),
                List.of(across));
        List<PlanAnswer.Line> lines = new ArrayList<>();
        for (int line = 0; line < across.values().size(); line++) {
            lines.add(new PlanAnswer.Line(across.values().get(line), search(plan, wanted, probes, line)));
        }
        return new PlanAnswer(file(result, SweepSpec.NONE, Optional.of(plan), List.of()), lines, Fixture.INFO);
    }

    /** Returns a plan over two further keys: one line for each pair of their values. */
    static PlanAnswer plan(ExperimentResult result, String path, List<SweepSpec.Axis> across, int probes) {
        PlanAnswer one = plan(result, path, across.get(0), probes);
        PlanSpec first = one.file().plan().orElseThrow();
        var plan = new PlanSpec(
                first.isLargest(),
                first.path(),
                first.from(),
                first.to(),
                first.unit(),
                first.resolution(),
                first.maxReplications(),
                first.conditions(),
                first.variant(),
                across);
        List<PlanAnswer.Line> lines = plan.acrossPoints().stream()
                .map(point -> new PlanAnswer.Line(
                        PlanSpec.across(point), search(plan, plan.conditions().get(0), probes, 0)))
                .toList();
        return new PlanAnswer(file(result, SweepSpec.NONE, Optional.of(plan), List.of()), lines, Fixture.INFO);
    }

    /** Returns what fits of each flavour on each type of host, by theory. */
    static FleetAnswer fleet(ExperimentResult result, int hosts, int flavours) {
        var axis = new SweepSpec.Axis("tenants.tenant.instances", List.of("1"));
        PlanAnswer any = plan(result, "tenants.tenant.instances", axis, 1);
        var fleet = new FleetSpec(
                any.file().plan().orElseThrow(),
                choices("host-type-", hosts),
                choices("flavour-", flavours),
                List.of(new FleetSpec.Choice("", Overrides.NONE)),
                Map.of(),
                Map.of(),
                0);
        List<FleetCell> cells = new ArrayList<>();
        for (FleetSpec.Cell cell : fleet.cells()) {
            OptionalLong fits = OptionalLong.of(1L << cells.size() % 16);
            cells.add(new FleetCell(cell, fits, true, "Erlang B", "ids", Optional.empty()));
        }
        return new FleetAnswer(any.file(), fleet, cells, Fixture.INFO);
    }

    private static List<FleetSpec.Choice> choices(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new FleetSpec.Choice(prefix + i, Overrides.NONE))
                .toList();
    }

    private static PlanResult search(PlanSpec plan, Expectation wanted, int probes, int line) {
        List<PlanResult.Probe> tried = IntStream.range(0, probes)
                .mapToObj(i -> {
                    ConditionVerdict verdict = i < probes / 2 ? ConditionVerdict.MET : ConditionVerdict.NOT_MET;
                    SummaryRow row = row(plan.variant(), wanted.tenant(), 1 - 0.9 * i / probes);
                    long value = Math.round(Math.pow(1_000_000, (double) i / Math.max(1, probes - 1)));
                    return new PlanResult.Probe(
                            value, 10, verdict, List.of(new PlanResult.Condition(wanted, row, verdict)));
                })
                .toList();
        return new PlanResult(
                plan,
                0.95,
                0.999,
                tried,
                OptionalLong.of(100L << line % 8),
                OptionalLong.of(160L << line % 8),
                List.of(),
                Optional.empty(),
                false);
    }

    /** Returns how the last tenant of {@code result} harms all others at loads over {@code decades} powers of ten. */
    static Isolation isolation(ExperimentResult result, int decades) {
        List<String> tenants = result.variants().get(0).scenario().tenantNames();
        String aggressor = tenants.get(tenants.size() - 1);
        List<IsolationCurve> curves = new ArrayList<>();
        for (VariantResult variant : result.variants()) {
            for (String victim : tenants.subList(0, tenants.size() - 1)) {
                List<IsolationCurve.Point> points = new ArrayList<>(List.of(point(0, 1)));
                for (int step = 0; step <= decades; step++) {
                    points.add(point(Math.pow(10, step - decades / 2), 1 - 0.9 * step / (decades + 1)));
                }
                Interval loss = new Interval(0.3, 0.1, 0.2, 0.4, 10);
                curves.add(new IsolationCurve(variant.name(), victim, 12.5, false, points, 1, 10, loss, loss));
            }
        }
        return new Isolation(result, aggressor, 0.99, 0.95, List.of(), curves);
    }

    private static IsolationCurve.Point point(double factor, double mean) {
        return new IsolationCurve.Point(factor, mean, mean - HALF, mean + HALF);
    }

    /** Returns the first variant of {@code result} with a warm-up that pilot runs found. */
    static VariantResult warmUp(ExperimentResult result) {
        VariantResult variant = result.variants().get(0);
        double[] times = IntStream.range(0, 500).mapToDouble(i -> i * 1000.0).toArray();
        double[] held = IntStream.range(0, 500)
                .mapToDouble(i -> 1e6 * (1 - Math.exp(-i / 40.0)))
                .toArray();
        var found = new WarmUpResult(120_000, List.of(100_000.0, 120_000.0), 0, true, times, held);
        return new VariantResult(variant.name(), variant.scenario(), variant.replications(), variant.summary(), found);
    }
}
