package org.ioasidsim.experiment;

/** Told as replications finish; calls come one at a time, from any thread. */
public interface Progress {
    /** Called when a replication of a variant is done: {@code finished} of {@code total} in all, as far as known: the total grows. */
    void done(String variant, int replication, int finished, int total);
}
