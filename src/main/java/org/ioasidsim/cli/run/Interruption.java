package org.ioasidsim.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * The end of a command by SIGINT or SIGTERM. While it simulates, the first signal stops that, and the command writes what is finished;
 * at any other time, and where stopping or writing takes too long, it ends the process: what was simulated is kept, and older results
 * are as they were. A second signal ends the process at once.
 */
public final class Interruption implements AutoCloseable {
    /** What is printed when results are not written, or not those of everything. */
    static final String HOW_TO_GO_ON =
            "ioasid-sim: interrupted: what was finished is kept, the same command line goes on from there";

    private static final long STOPPING_MILLIS = 700;
    private static final long WRITING_MILLIS = 10_000;

    private final Console console;
    private final List<Runnable> restores = new ArrayList<>();
    private volatile ExitStatus status = ExitStatus.DONE;
    private @Nullable Runnable stop;

    private Interruption(Console console) {
        this.console = console;
    }

    /** Handles SIGINT and SIGTERM from now on; closing the returned object restores the previous handlers. */
    public static Interruption bySignals(Console console) {
        var interruption = new Interruption(console);
        interruption.listen("INT", ExitStatus.INTERRUPTED);
        interruption.listen("TERM", ExitStatus.TERMINATED);
        return interruption;
    }

    private void listen(String signal, ExitStatus meaning) {
        Object previous = Signals.register(signal, () -> arrive(meaning));
        restores.add(() -> Signals.unregister(signal, previous));
    }

    private void arrive(ExitStatus meaning) {
        if (status != ExitStatus.DONE) {
            Runtime.getRuntime().halt(meaning.code());
        }
        Runnable stopping = arrived(meaning);
        if (stopping == null) {
            end();
            return;
        }
        var watch = new Thread(this::watch, "interruption");
        watch.setDaemon(true);
        watch.start();
        stopping.run();
    }

    private synchronized @Nullable Runnable arrived(ExitStatus meaning) {
        status = meaning;
        return stop;
    }

    private void watch() {
        pause(STOPPING_MILLIS);
        if (isSimulating()) {
            end();
        } else {
            console.err()
                    .println(
                            "ioasid-sim: interrupted: what is finished is being written, a second signal ends at once");
            pause(WRITING_MILLIS);
            end();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        console.err().println(HOW_TO_GO_ON);
        Runtime.getRuntime().exit(status.code());
    }

    /** Returns the result of {@code work}, which {@code newStop} ends early when a signal comes, or at once if one came already. */
    <T> T during(Runnable newStop, Supplier<T> work) {
        Runnable before = set(newStop);
        try {
            if (hasArrived()) {
                newStop.run();
            }
            return work.get();
        } finally {
            var unused = set(before);
        }
    }

    /** Returns the result of {@code work}, which asks by itself whether a signal has come. */
    public <T> T during(Supplier<T> work) {
        return during(() -> {}, work);
    }

    private synchronized @Nullable Runnable set(@Nullable Runnable newStop) {
        Runnable before = stop;
        stop = newStop;
        return before;
    }

    private synchronized boolean isSimulating() {
        return stop != null;
    }

    public boolean hasArrived() {
        return status != ExitStatus.DONE;
    }

    /** Returns the exit status of the signal; done if none came. */
    public ExitStatus status() {
        return status;
    }

    @Override
    public void close() {
        restores.forEach(Runnable::run);
    }
}
