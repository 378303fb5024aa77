package org.ioasidsim.cli.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.Future;
import org.ioasidsim.experiment.Engine;
import org.ioasidsim.experiment.ReplicationWork;
import org.ioasidsim.experiment.Replicator;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.scenario.Scenario;

/**
 * Has an engine simulate the replications of a file. Pilots of a warm-up, splitting, and scenarios that the program changed after it read
 * them, such as scaled loads, have no text of their own and stay here.
 */
final class RemoteReplicator implements Replicator {
    private final Engine engine;
    private final Path file;
    private final String program;
    private final Map<Scenario, Boolean> readAsTheyAre = new WeakHashMap<>();

    RemoteReplicator(Engine engine, Path file, String program) {
        this.engine = engine;
        this.file = file;
        this.program = program;
    }

    @Override
    public int width() {
        return engine.width();
    }

    @Override
    public Optional<Future<ReplicationResult>> submit(ReplicationWork work) {
        if (work.scenario().run().estimate().isSplitting() || !isReadAsItIs(work.scenario())) {
            return Optional.empty();
        }
        return Optional.of(engine.submit(RemoteTask.of(work, file, program))
                .thenApplyAsync(answer -> RemoteTask.result(work, program, answer)));
    }

    private synchronized boolean isReadAsItIs(Scenario scenario) {
        return readAsTheyAre.computeIfAbsent(scenario, some -> RemoteTask.isReadAsItIs(some, file));
    }
}
