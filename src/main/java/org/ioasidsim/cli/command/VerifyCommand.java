package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.Verification;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.Version;
import org.ioasidsim.cli.run.Interruption;
import org.ioasidsim.cli.run.RunDirectory;
import org.ioasidsim.cli.run.Simulator;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.ReplicationStore;
import org.ioasidsim.experiment.ReplicationWork;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Simulates a run again from its manifest, and compares event hashes and files. */
@Command(
        name = VerifyCommand.NAME,
        description =
                "Simulate a run again from its manifest; compare the event hash of each replication and all files.")
public final class VerifyCommand implements Callable<Integer> {
    public static final String NAME = "verify";

    private final Console console;
    private final Options options;

    @Parameters(paramLabel = "DIR", description = "A directory that 'run' wrote, such as results/my-question.")
    private Path directory = Path.of("");

    public VerifyCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        RunDirectory run = RunDirectory.in(directory, options);
        Manifest manifest = run.manifest();
        try (var interruption = Interruption.bySignals(console)) {
            List<Verification.Check> checks = new ArrayList<>(checks(run, interruption));
            if (interruption.hasArrived()) {
                console.err().println("ioasid-sim: interrupted: nothing was compared");
                return interruption.status().code();
            }
            checks.addAll(Verification.ofFiles(manifest, directory));
            var verification = new Verification(
                    directory,
                    new Version(
                                    manifest.info().version(),
                                    manifest.info().commit(),
                                    manifest.info().javaVersion())
                            .toString(),
                    Version.current().toString(),
                    checks);
            print(verification);
            return (verification.failed() == 0 ? ExitStatus.DONE : ExitStatus.CHECK_NOT_MET).code();
        }
    }

    private void print(Verification verification) {
        console.out()
                .print(
                        switch (options.format) {
                            case TEXT, LKML -> verification.text();
                            case JSON -> verification.json();
                            case CSV -> verification.csv();
                            case MARKDOWN -> verification.markdown();
                        });
    }

    private List<Verification.Check> checks(RunDirectory run, Interruption interruption) {
        List<Verification.Check> checks = new ArrayList<>();
        List<ScenarioFile.Variant> variants = new ArrayList<>();
        var written = new Written();
        for (Manifest.Variant variant : run.manifest().variants()) {
            Scenario scenario =
                    run.resolved(variant.resolvedScenario()).variants().get(0).scenario();
            boolean isSame = scenario.resolvedYaml().equals(variant.resolvedScenario());
            checks.add(new Verification.Check(
                    variant.name() + ", scenario", "as written", isSame ? "as written" : "other keys or data files"));
            variants.add(new ScenarioFile.Variant(variant.name(), scenario));
            written.add(scenario, variant);
        }
        var file = new ScenarioFile(
                Path.of(run.manifest().scenarioFile()), variants.get(0).name(), variants, List.of(), List.of());
        ExperimentResult again = new Simulator(console, options, interruption)
                .run(file, run.manifest().scenario(), written, () -> 0);
        for (int i = 0; i < variants.size(); i++) {
            checks.addAll(
                    hashes(run.manifest().variants().get(i), again.variants().get(i)));
        }
        return checks;
    }

    private static List<Verification.Check> hashes(Manifest.Variant written, VariantResult again) {
        Map<Integer, String> found = again.replications().stream()
                .collect(Collectors.toMap(ReplicationResult::replication, VerifyCommand::hash));
        return written.replications().stream()
                .filter(Manifest.Replication::isComplete)
                .map(replication -> new Verification.Check(
                        written.name() + ", replication " + replication.replication(),
                        "event hash " + replication.eventHash(),
                        found.getOrDefault(replication.replication(), "no such replication")))
                .toList();
    }

    private static String hash(ReplicationResult result) {
        return result.failure() == null ? "event hash " + Manifest.hash(result.eventHash()) : result.failure();
    }

    /** Simulates only the replications that the manifest lists as complete, and the pilots of a warm-up. */
    private static final class Written implements ReplicationStore {
        private final IdentityHashMap<Scenario, Set<Integer>> complete = new IdentityHashMap<>();

        void add(Scenario scenario, Manifest.Variant variant) {
            complete.put(
                    scenario,
                    variant.replications().stream()
                            .filter(Manifest.Replication::isComplete)
                            .map(Manifest.Replication::replication)
                            .collect(Collectors.toSet()));
        }

        @Override
        public ReplicationResult get(ReplicationWork work, Supplier<ReplicationResult> simulation) {
            Set<Integer> numbers = complete.get(work.scenario());
            if (numbers != null && !numbers.contains(work.number())) {
                throw new CancellationException("not in the manifest");
            }
            return simulation.get();
        }
    }
}
