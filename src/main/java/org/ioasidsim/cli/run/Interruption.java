package org.ioasidsim.cli.run;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.cli.base.ExitStatus;
import org.jline.utils.Signals;

/**
 * The end of a run by SIGINT or SIGTERM: the first signal stops the run, which keeps what is finished; a second one ends the process at
 * once.
 */
public final class Interruption implements AutoCloseable {
    private final List<Runnable> restores = new ArrayList<>();
    private volatile ExitStatus status = ExitStatus.DONE;
    private volatile Runnable stop = () -> {};

    /** Handles SIGINT and SIGTERM from now on; closing the returned object restores the previous handlers. */
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

    /** Handles a signal: the first stops the run and sets the status, a second halts the process. */
    public void arrive(ExitStatus meaning) {
        if (status != ExitStatus.DONE) {
            Runtime.getRuntime().halt(meaning.code());
        }
        status = meaning;
        stop.run();
    }

    /** Sets what stops the run when a signal comes; calls it at once if one came already. */
    public void onArrival(Runnable newStop) {
        stop = newStop;
        if (hasArrived()) {
            newStop.run();
        }
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
