package org.ioasidsim.cli.run;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.experiment.Progress;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.text.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a run: a bar with the time left on a terminal, one line per replication on request, else, as in the log of a job, a line after 10
 * seconds and whenever twice the time has passed.
 */
final class ProgressDisplay implements Progress, AutoCloseable {
    private static final int WIDTH = 79;
    private static final int NAME_WIDTH = 24;
    private static final int UPDATE_MILLIS = 200;
    private static final long LOG_MILLIS = 10_000;

    private final Console console;
    private final boolean tellsEach;
    private final @Nullable ProgressBar bar;
    private final IntSupplier reused;
    private final Log log;

    private ProgressDisplay(
            Console console, boolean tellsEach, @Nullable ProgressBar bar, IntSupplier reused, Log log) {
        this.console = console;
        this.tellsEach = tellsEach;
        this.bar = bar;
        this.reused = reused;
        this.log = log;
    }

    /** The lines of a log, each after twice the time of the one before. */
    static final class Log {
        private final Consumer<String> lines;
        private final String name;
        private final AtomicInteger finished = new AtomicInteger();
        private final AtomicInteger total;
        private @Nullable ScheduledExecutorService clock;

        Log(Consumer<String> lines, String name, int replications) {
            this.lines = lines;
            this.name = name;
            this.total = new AtomicInteger(replications);
        }

        /** Tells how far the run is after so long, and again after twice that, until it is closed. */
        Log tellingAfter(long millis) {
            clock = Executors.newSingleThreadScheduledExecutor(task -> {
                var thread = new Thread(task, "progress");
                thread.setDaemon(true);
                return thread;
            });
            tell(clock, millis, millis);
            return this;
        }

        private void tell(ScheduledExecutorService on, long in, long after) {
            var unused = on.schedule(
                    () -> {
                        lines.accept(line(after));
                        tell(on, after, 2 * after);
                    },
                    in,
                    TimeUnit.MILLISECONDS);
        }

        private String line(long millis) {
            return name + ": " + Phrases.count(finished.get()) + " of " + Phrases.counted(total.get(), "replication")
                    + " after " + Wording.seconds(millis / 1000.0);
        }

        void done(int newFinished, int newTotal) {
            finished.set(newFinished);
            total.set(newTotal);
        }

        void close() {
            if (clock != null) {
                clock.shutdownNow();
            }
        }
    }

    /**
     * Returns the display for a run called {@code name} of {@code replications} in all.
     *
     * @param reused returns how many were so far taken from earlier runs
     */
    static ProgressDisplay of(Console console, Options options, String name, int replications, IntSupplier reused) {
        boolean hasBar = console.errIsTerminal() && console.isCapable() && !options.quiet && !options.verbose;
        var log = new Log(console.err()::println, name, replications);
        return new ProgressDisplay(
                console,
                options.verbose,
                hasBar ? bar(console, name, replications) : null,
                reused,
                hasBar || options.quiet || options.verbose ? log : log.tellingAfter(LOG_MILLIS));
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
        log.done(finished, total);
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
        log.close();
        if (bar != null) {
            bar.close();
        }
    }
}
