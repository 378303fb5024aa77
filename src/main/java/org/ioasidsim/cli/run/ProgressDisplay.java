package org.ioasidsim.cli.run;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.experiment.Progress;
import org.jspecify.annotations.Nullable;

/** Shows the progress of a run: a bar with the time left, on a terminal only, or one line per replication on request. */
final class ProgressDisplay implements Progress, AutoCloseable {
    private static final int WIDTH = 79;
    private static final int NAME_WIDTH = 24;
    private static final int UPDATE_MILLIS = 200;

    private final Console console;
    private final boolean tellsEach;
    private final @Nullable ProgressBar bar;
    private final IntSupplier reused;

    private ProgressDisplay(Console console, boolean tellsEach, @Nullable ProgressBar bar, IntSupplier reused) {
        this.console = console;
        this.tellsEach = tellsEach;
        this.bar = bar;
        this.reused = reused;
    }

    /**
     * Returns the display for a run called {@code name} of {@code replications} in all.
     *
     * @param reused returns how many were so far taken from earlier runs
     */
    static ProgressDisplay of(Console console, Options options, String name, int replications, IntSupplier reused) {
        boolean hasBar = console.errIsTerminal() && console.isCapable() && !options.quiet && !options.verbose;
        return new ProgressDisplay(console, options.verbose, hasBar ? bar(console, name, replications) : null, reused);
    }

    private static ProgressBar bar(Console console, String name, int replications) {
        return new ProgressBarBuilder()
                .setTaskName(name.length() <= NAME_WIDTH ? name : name.substring(0, NAME_WIDTH))
                .setInitialMax(replications)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(
                        new PrintStream(console.err(), true, StandardCharsets.UTF_8), WIDTH))
                .build();
    }

    @Override
    public void done(String variant, int replication, int finished, int total) {
        if (bar != null) {
            bar.maxHint(total); // grows while a precision is not reached
            bar.stepTo(finished);
            bar.setExtraMessage(reused.getAsInt() == 0 ? "" : reused.getAsInt() + " reused");
        }
        if (tellsEach) {
            console.err()
                    .println(String.format(
                            Locale.ROOT, "%s, replication %d: done (%d of %d)", variant, replication, finished, total));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
