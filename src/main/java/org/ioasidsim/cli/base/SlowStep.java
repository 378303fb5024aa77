package org.ioasidsim.cli.base;

import java.util.function.Consumer;

/** Says what is being done, once it has taken longer than whoever waits takes for granted. */
public final class SlowStep {
    private static final long PATIENCE_MILLIS = 2_000;

    private final Consumer<String> lines;
    private final long millis;

    /**
     * Makes steps that tell of themselves.
     *
     * @param lines take what is told, once for each slow step
     * @param millis how long a step may take in silence
     */
    SlowStep(Consumer<String> lines, long millis) {
        this.lines = lines;
        this.millis = millis;
    }

    /** Returns steps of which {@code lines} hear after two seconds. */
    static SlowStep toldTo(Consumer<String> lines) {
        return new SlowStep(lines, PATIENCE_MILLIS);
    }

    /** What is done. */
    public interface Work<T, E extends Exception> {
        T done() throws E;
    }

    /** Returns what {@code work} returns, after telling that {@code what} is being done where it takes long. */
    public <T, E extends Exception> T during(String what, Work<T, E> work) throws E {
        var clock = new Thread(() -> tellLater(what), "slow-step");
        clock.setDaemon(true);
        clock.start();
        try {
            return work.done();
        } finally {
            clock.interrupt();
        }
    }

    private void tellLater(String what) {
        try {
            Thread.sleep(millis);
            lines.accept(what);
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }
}
