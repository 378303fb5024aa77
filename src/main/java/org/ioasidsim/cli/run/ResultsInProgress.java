package org.ioasidsim.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.Failures;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.chart.ExperimentCharts;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.scenario.ScenarioFile;
import org.jspecify.annotations.Nullable;

/** Writes the results of one scenario while the next is simulated; never those of two at a time. */
public final class ResultsInProgress implements AutoCloseable {
    private final Console console;
    private final Options options;
    private final Drawing drawing;
    private @Nullable ExperimentCharts charts;
    private @Nullable FutureTask<WrittenFiles> task;

    public ResultsInProgress(Console console, Options options, Drawing drawing) {
        this.console = console;
        this.options = options;
        this.drawing = drawing;
    }

    /**
     * Returns the charts of the scenario to be simulated next. Charts of the last one that were not given to {@link #begin} are dropped.
     */
    ExperimentCharts charts(ScenarioFile file, Path directory) throws IOException {
        drop();
        ExperimentCharts next = ExperimentCharts.of(file, drawing, directory, options.jobs);
        charts = next;
        return next;
    }

    /** Starts writing the results of the scenario simulated last, with its charts, once those before are written. */
    void begin(Callable<WrittenFiles> results) {
        await();
        ExperimentCharts drawn = charts;
        charts = null;
        var next = new FutureTask<>(() -> {
            try (drawn) {
                return results.call();
            }
        });
        task = next;
        new Thread(next, "results").start();
    }

    /** Waits until everything is written, and prints where it is and what is missing. */
    void await() {
        FutureTask<WrittenFiles> last = task;
        task = null;
        if (last == null) {
            return;
        }
        WrittenFiles written = written(last);
        written.warnings().forEach(warning -> console.err().println("ioasid-sim: " + warning));
        if (!options.quiet) {
            console.err().println("results are in " + written.directory());
        }
    }

    private static WrittenFiles written(FutureTask<WrittenFiles> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.unwritable(new IOException("writing was interrupted", e));
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /** Returns the failure to write as the user sees it; throws it on if it is a mistake of the program. */
    private static RuntimeException failure(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException ours) {
            throw ours;
        }
        return Failures.unwritable(cause instanceof IOException known ? known : new IOException(failed));
    }

    private void drop() throws IOException {
        if (charts != null) {
            charts.close();
            charts = null;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            await();
        } finally {
            drop();
        }
    }
}
