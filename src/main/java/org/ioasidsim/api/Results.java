package org.ioasidsim.api;

import java.util.List;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.report.chart.Picture;

/** What a run of a scenario file gave. */
public final class Results {
    private final ExperimentResult result;
    private final List<Variant> variants;

    Results(ExperimentResult result) {
        this.result = result;
        this.variants = result.variants().stream().map(Variant::of).toList();
    }

    /** Returns the scenario's name. */
    public String scenario() {
        return result.scenarioName();
    }

    /** Returns the question that the scenario asks; empty where it asks none. */
    public String question() {
        return result.variants().get(0).scenario().question();
    }

    /** Returns the variants in the order of the file, at least one. */
    public List<Variant> variants() {
        return variants;
    }

    /**
     * Returns the variant of that name; a file without variants has one, {@code base}.
     *
     * @throws IllegalArgumentException naming those that exist, if there is none
     */
    public Variant variant(String name) {
        return Names.only(variants, Variant::name, "variant", name).get(0);
    }

    /** Returns every metric of all variants. */
    public Summary summary() {
        return Summary.of(result.variants().stream()
                .flatMap(variant -> variant.summary().stream())
                .toList());
    }

    /** Returns what became of each line of the scenario's {@code expect:}. */
    public List<Expected> expectations() {
        return result.expectations().stream()
                .map(each -> new Expected(each.expectation().text(), each.met()))
                .toList();
    }

    /**
     * A line of {@code expect:}.
     *
     * @param isMet whether the whole interval of the metric clears the bound
     */
    public record Expected(String text, boolean isMet) {}

    /** Returns one line for each replication that failed; the others count all the same. */
    public List<String> failures() {
        return result.failures();
    }

    /** Returns whether the run was ended early: what was finished by then is here. */
    public boolean isInterrupted() {
        return result.interrupted();
    }

    /** Returns the charts that {@code run} draws: those over all variants, then those of each variant. */
    public List<ResultChart> charts() {
        return Picture.of(result).stream().map(ResultChart::new).toList();
    }

    /**
     * Returns the chart of that name, such as {@code occupancy-base}.
     *
     * @throws IllegalArgumentException naming those that exist, if there is none
     */
    public ResultChart chart(String name) {
        return new ResultChart(Picture.of(result, name));
    }
}
