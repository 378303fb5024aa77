package org.ioasidsim.archive;

import java.time.Instant;

/**
 * The circumstances of a run: what results record besides its numbers.
 *
 * @param commandLine as typed, from the program's name on
 * @param version of the program
 * @param commit of the program; {@code unknown} where it was not built from a repository
 * @param javaVersion of the virtual machine
 * @param program the fingerprint of all that decides what a scenario gives, under which its replications are kept
 * @param startedAt when the run began; written to the manifest only
 * @param finishedAt when its last replication ended; written to the manifest only
 * @param jobs threads that draw charts at the same time, at least 1
 */
public record RunInfo(
        String commandLine,
        String version,
        String commit,
        String javaVersion,
        String program,
        Instant startedAt,
        Instant finishedAt,
        int jobs) {
    public RunInfo {
        if (jobs < 1) {
            throw new IllegalArgumentException("A run needs at least 1 job, not " + jobs + ".");
        }
    }
}
