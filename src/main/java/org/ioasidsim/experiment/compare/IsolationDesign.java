package org.ioasidsim.experiment.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.ioasidsim.experiment.Expectations;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.workload.TenantSpec;

/**
 * How the isolation of the other tenants from one, the aggressor, is measured: each variant of a file is run with the aggressor's load times
 * each of several factors, 0 and 1 among them, on the same random numbers. Random streams are keyed by tenant, so that the others'
 * demand does not depend on the aggressor.
 */
public final class IsolationDesign {
    /** The default factors: from a hundredth to ten times the load, evenly spaced on a logarithmic scale. */
    public static final List<Double> STANDARD_FACTORS = List.of(0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0);

    /** The factors possible for any load: off, and as the file gives it. */
    public static final List<Double> WITH_AND_WITHOUT = List.of(0.0, 1.0);

    private final ScenarioFile file;
    private final String aggressor;
    private final List<List<Double>> factors = new ArrayList<>();

    private IsolationDesign(ScenarioFile file, String aggressor) {
        this.file = file;
        this.aggressor = aggressor;
    }

    /**
     * Returns the design for a file in which each variant has the tenant {@code aggressor}.
     *
     * @param factors at least 0; 0 and 1 are added; factors impossible for a variant's aggressor are replaced by the nearest possible one
     */
    public static IsolationDesign of(ScenarioFile file, String aggressor, List<Double> factors) {
        var design = new IsolationDesign(file, aggressor);
        for (ScenarioFile.Variant variant : file.variants()) {
            TenantSpec tenant = tenant(variant.scenario(), aggressor);
            var feasible = new TreeSet<>(WITH_AND_WITHOUT);
            factors.forEach(factor -> feasible.add(ScaledLoad.feasible(tenant, factor)));
            design.factors.add(List.copyOf(feasible));
        }
        return design;
    }

    /** Returns why the load of {@code aggressor} can only be on or off, as the rest of a sentence; empty when it can be scaled. */
    public static Optional<String> obstacle(ScenarioFile file, String aggressor) {
        return file.variants().stream()
                .map(variant -> ScaledLoad.obstacle(tenant(variant.scenario(), aggressor)))
                .filter(obstacle -> !obstacle.isEmpty())
                .findFirst();
    }

    private static TenantSpec tenant(Scenario scenario, String name) {
        return scenario.tenants().stream()
                .filter(tenant -> tenant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no tenant " + name + "."));
    }

    /** Returns the file to run: one variant for each variant and factor, factors ascending. */
    public ScenarioFile file() {
        List<ScenarioFile.Variant> variants = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
            ScenarioFile.Variant variant = file.variants().get(i);
            for (double factor : factors.get(i)) {
                variants.add(new ScenarioFile.Variant(
                        name(variant.name(), factor), ScaledLoad.of(variant.scenario(), aggressor, factor)));
            }
        }
        return new ScenarioFile(file.path(), variants.get(0).name(), variants, List.of(), file.overrides());
    }

    /**
     * A variant of the file with the aggressor's load times a factor.
     *
     * @param variant as the file has it
     */
    public record Load(ScenarioFile.Variant variant, String aggressor, double factor) {}

    /** Returns what the variants of {@link #file} are, in their order. */
    public List<Load> loads() {
        List<Load> loads = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
            for (double factor : factors.get(i)) {
                loads.add(new Load(file.variants().get(i), aggressor, factor));
            }
        }
        return loads;
    }

    private String name(String variant, double factor) {
        String load = factor == 0 ? " off" : " x " + factor;
        return factor == 1 ? variant : variant + ", " + aggressor + load;
    }

    /**
     * Evaluates the runs of {@link #file}.
     *
     * @param slo the first-try success that is promised to the others, in (0, 1]
     */
    public Isolation evaluate(ExperimentResult result, double slo) {
        List<VariantResult> asWritten = new ArrayList<>();
        List<LoadSeries> series = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < factors.size(); i++) {
            List<Double> own = factors.get(i);
            List<VariantResult> runs = result.variants().subList(at, at + own.size());
            ScenarioFile.Variant variant = file.variants().get(i);
            series.add(new LoadSeries(variant.name(), aggressor, own, runs));
            asWritten.add(runs.get(own.indexOf(1.0)));
            at += own.size();
        }
        var plain = new ExperimentResult(file, asWritten, Expectations.check(file, asWritten), result.interrupted());
        return Isolation.of(plain, aggressor, slo, series);
    }
}
