package org.ioasidsim.experiment;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;

/**
 * A cluster that runs tasks, each bytes that give bytes; found by {@link java.util.ServiceLoader}. It starts a task again whose worker is
 * lost, since a task gives the same bytes wherever it runs.
 */
public interface Engine extends AutoCloseable {
    /** The option of the command line that names a cluster. */
    String OPTION = "--on";

    /** Returns the engine on the class path; empty if this process is not started in a cluster. */
    static Optional<Engine> found() {
        return ServiceLoader.load(Engine.class).findFirst();
    }

    /**
     * Connects to the cluster.
     *
     * @throws EngineFailure if it cannot be reached
     */
    void start();

    /** Returns how many tasks to submit at a time, at least 1. */
    int width();

    /** Runs {@code task}; the future fails with an {@link EngineFailure} when the engine gives up. */
    CompletableFuture<byte[]> submit(byte[] task);

    /** Leaves the cluster; what still runs there is of no use to anybody. */
    @Override
    void close();
}
