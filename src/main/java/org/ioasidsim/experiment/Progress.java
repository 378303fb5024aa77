package org.ioasidsim.experiment;

/** Listens to the progress of an experiment. Calls come one at a time, from any thread. */
public interface Progress {
    /** Called when a replication of a variant is done: {@code finished} of {@code total} in all. The total may grow later. */
    void done(String variant, int replication, int finished, int total);
}
