package org.ioasidsim.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.ScenarioDirectory;
import org.ioasidsim.archive.StoredReplications;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.ReplicationWork;
import org.ioasidsim.experiment.compare.ScaledLoad;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;

/**
 * Finds which stored replications of a scenario its manifests need, by running what each lists on a store that simulates nothing and takes
 * note of what it is asked for. Those of another version of the program than this one are needed as long as a manifest of that version is
 * there.
 */
public final class NeededReplications {
    private final Options options;
    private final Path store;
    private final Set<Path> needed = ConcurrentHashMap.newKeySet();
    private final Set<Path> kept = ConcurrentHashMap.newKeySet();

    private NeededReplications(Options options, Path store) {
        this.options = options;
        this.store = store;
    }

    /** Returns the files below {@code scenario}'s store that no manifest needs, in the order of their names. */
    public static List<Path> superfluous(ScenarioDirectory scenario, Options options) throws IOException {
        Path store = scenario.path().resolve(NewDirectory.STORE);
        var found = new NeededReplications(options, store);
        for (ScenarioDirectory.Written written : scenario.written()) {
            found.mark(written);
        }
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !found.isNeeded(file))
                    .sorted()
                    .toList();
        }
    }

    private boolean isNeeded(Path file) {
        return needed.contains(file) || kept.stream().anyMatch(file::startsWith);
    }

    private void mark(ScenarioDirectory.Written written) {
        String program = written.manifest().info().program();
        if (!program.equals(options.program())) {
            kept.add(store.resolve(program));
            return;
        }
        try {
            RunDirectory run = RunDirectory.in(written.directory(), options);
            byPoint(written.manifest()).values().forEach(together -> mark(run, together));
        } catch (CommandFailure e) { // a scenario that does not read any more, such as one whose data file is gone
            kept.add(store.resolve(program));
        }
    }

    private static Map<String, List<Manifest.Variant>> byPoint(Manifest manifest) {
        Map<String, List<Manifest.Variant>> byPoint = new LinkedHashMap<>();
        manifest.variants()
                .forEach(variant -> byPoint.computeIfAbsent(variant.point(), point -> new ArrayList<>())
                        .add(variant));
        return byPoint;
    }

    private void mark(RunDirectory run, List<Manifest.Variant> together) {
        List<ScenarioFile.Variant> variants = new ArrayList<>();
        for (Manifest.Variant variant : together) {
            Scenario scenario =
                    run.resolved(variant.resolvedScenario()).variants().get(0).scenario();
            Manifest.Load load = variant.load();
            variants.add(new ScenarioFile.Variant(
                    variant.name(), load == null ? scenario : ScaledLoad.of(scenario, load.tenant(), load.factor())));
        }
        var file = new ScenarioFile(
                Path.of(run.manifest().scenarioFile()), variants.get(0).name(), variants, List.of(), List.of());
        StoredReplications stored = run.store();
        var unused = Experiment.of(file)
                .store((work, simulation) -> {
                    needed.add(path(stored, work));
                    return stored.find(work).orElseThrow(() -> new CancellationException("not kept"));
                })
                .run();
    }

    private static Path path(StoredReplications stored, ReplicationWork work) {
        try {
            return stored.path(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
