package org.ioasidsim.report.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.scenario.ScenarioFile;

/**
 * The charts of a running experiment. Those of a variant are drawn as soon as it is simulated, while the next is running, unless there are
 * so many tenants that their colours are known only at the end. Nothing shows before the results are written; {@link #close} without that
 * leaves nothing behind.
 */
public final class ExperimentCharts implements AutoCloseable {
    private final Optional<TenantGroups> groups;
    private final NewDirectory results;
    private final ChartFiles files;
    private final Set<String> begun = new HashSet<>();

    private ExperimentCharts(Optional<TenantGroups> groups, NewDirectory results, ChartFiles files) {
        this.groups = groups;
        this.results = results;
        this.files = files;
    }

    /**
     * Returns the charts of {@code file}, none begun yet.
     *
     * @param directory of the results of that scenario
     * @param threads how many are drawn at a time
     */
    public static ExperimentCharts of(ScenarioFile file, Drawing drawing, Path directory, int threads)
            throws IOException {
        NewDirectory results = NewDirectory.of(directory);
        return new ExperimentCharts(TenantGroups.of(file), results, new ChartFiles(results, drawing, threads));
    }

    /** Returns the new results that the charts are drawn into, which wait to be put in place. */
    public NewDirectory results() {
        return results;
    }

    /** Begins the charts of a variant that has been simulated, if it shows anything and its colours are known. */
    public void begin(VariantResult variant) {
        if (!ResultTables.complete(variant).isEmpty()) {
            groups.ifPresent(known -> begin(variant, known));
        }
    }

    private void begin(VariantResult variant, TenantGroups colours) {
        if (begun.add(variant.name())) {
            files.begin(style -> ChartJobs.of(variant, colours, style));
        }
    }

    /** Begins all other charts of {@code result}, first those of {@code supplement}. */
    public void beginRest(
            ExperimentResult result, Optional<Comparison> comparison, Function<ChartStyle, List<ChartJob>> supplement) {
        TenantGroups colours = TenantGroups.of(result);
        result.variants().forEach(variant -> begin(variant, colours));
        files.begin(style -> {
            List<ChartJob> jobs = new ArrayList<>(supplement.apply(style));
            jobs.addAll(ChartJobs.overAll(result, colours, style));
            comparison.ifPresent(made -> jobs.addAll(ChartJobs.of(result, made, style)));
            return jobs;
        });
    }

    /** Leaves out all charts, those in progress as well; {@code why} is the warning. */
    public void leaveOut(String why) {
        files.leaveOut(why);
    }

    /** Waits for all charts, as {@link ChartFiles#finish} does. */
    public List<ChartFiles.Drawn> finish(List<String> warnings) throws IOException {
        return files.finish(warnings);
    }

    @Override
    public void close() throws IOException {
        files.close();
        results.close();
    }
}
