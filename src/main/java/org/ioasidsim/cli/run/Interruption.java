package org.ioasidsim.cli.run;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.cli.base.ExitStatus;
import org.jline.utils.Signals;

/**
 * The wish of the user, or of the system, that a run ends now: the first signal asks it to keep what is finished, a second one ends
 * the process.
 */
public final class Interruption implements AutoCloseable {
    private final List<Runnable> restores = new ArrayList<>();
    private volatile ExitStatus status = ExitStatus.DONE;
    private volatile Runnable stop = () -> {};

    /** Returns the wish that SIGINT and SIGTERM express from now until it is closed. */
    public static Interruption bySignals() {
        var interruption = new Interruption();
        interruption.listen("INT", ExitStatus.INTERRUPTED);
        interruption.listen("TERM", ExitStatus.TERMINATED);
        return interruption;
    }

    private void listen(String signal, ExitStatus meaning) {
        Object previous = Signals.register(signal, () -> arrive(meaning));
        restores.add(() -> Signals.unregister(signal, previous));
    }

    /** Takes note of a signal. */
    public void arrive(ExitStatus meaning) {
        if (status != ExitStatus.DONE) {
            Runtime.getRuntime().halt(meaning.code());
        }
        status = meaning;
        stop.run();
    }

    /** Has {@code stop} called when a signal comes, or at once if one came already. */
    public void onArrival(Runnable newStop) {
        stop = newStop;
        if (hasArrived()) {
            newStop.run();
        }
    }

    public boolean hasArrived() {
        return status != ExitStatus.DONE;
    }

    /** Returns the exit status that follows; done when nothing came. */
    public ExitStatus status() {
        return status;
    }

    @Override
    public void close() {
        restores.forEach(Runnable::run);
    }
}
