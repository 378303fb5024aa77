package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.archive.Verification;
import org.ioasidsim.cli.base.CommandFailure;
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
import org.ioasidsim.experiment.compare.ScaledLoad;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.jspecify.annotations.Nullable;
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

    @Parameters(
            paramLabel = "DIR",
            description =
                    "Results of a command, such as results/my-question/run, or of a scenario, of all its commands.")
    private Path directory = Path.of("");

    public VerifyCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        List<RunDirectory> runs = RunDirectory.allIn(directory, options);
        if (options.format == Options.Format.CSV && runs.size() > 1) {
            throw CommandFailure.usage("--format csv prints one table: name a directory of one command, such as "
                    + runs.get(0).directory());
        }
        try (var interruption = Interruption.bySignals(console)) {
            List<Verification> done = new ArrayList<>();
            for (RunDirectory run : runs) {
                List<Verification.Check> checks = checks(run, interruption);
                if (interruption.hasArrived()) {
                    console.err().println("ioasid-sim: interrupted: nothing was compared");
                    return interruption.status().code();
                }
                done.add(verification(run, checks));
            }
            console.out().print(printed(done));
            boolean isPassed = done.stream().allMatch(verification -> verification.failed() == 0);
            return (isPassed ? ExitStatus.DONE : ExitStatus.CHECK_NOT_MET).code();
        }
    }

    private static Verification verification(RunDirectory run, List<Verification.Check> checks) throws IOException {
        Manifest manifest = run.manifest();
        List<Verification.Check> all = new ArrayList<>(checks);
        all.addAll(Verification.ofFiles(manifest, run.directory()));
        RunInfo info = manifest.info();
        return new Verification(
                run.directory(),
                new Version(info.version(), info.commit(), info.javaVersion()).toString(),
                Version.current().toString(),
                all);
    }

    private String printed(List<Verification> done) {
        return switch (options.format) {
            case TEXT, LKML -> done.stream().map(VerifyCommand::text).collect(Collectors.joining("\n"));
            case JSON ->
                done.size() == 1
                        ? done.get(0).json()
                        : done.stream().map(Verification::json).collect(Collectors.joining(",", "[", "]\n"));
            case CSV -> done.get(0).csv();
            case MARKDOWN -> done.stream().map(Verification::markdown).collect(Collectors.joining("\n"));
        };
    }

    /** Returns the text for a terminal; the lines with check sums, which nobody reads for long, stay whole. */
    private static String text(Verification verification) {
        return verification
                .text()
                .lines()
                .map(line -> line.startsWith("FAILED") ? line + "\n" : WrappedText.of(line, "", ScreenText.WIDTH))
                .collect(Collectors.joining());
    }

    /** What was run together, the variants of a point of a sweep or all variants, is run together again: they may share a warm-up. */
    private List<Verification.Check> checks(RunDirectory run, Interruption interruption) {
        Map<String, List<Manifest.Variant>> byPoint = new LinkedHashMap<>();
        run.manifest()
                .variants()
                .forEach(variant -> byPoint.computeIfAbsent(variant.point(), point -> new ArrayList<>())
                        .add(variant));
        List<Verification.Check> checks = new ArrayList<>();
        for (List<Manifest.Variant> together : byPoint.values()) {
            if (!interruption.hasArrived()) {
                checks.addAll(checks(run, together, interruption));
            }
        }
        return checks;
    }

    private List<Verification.Check> checks(
            RunDirectory run, List<Manifest.Variant> together, Interruption interruption) {
        List<Verification.Check> checks = new ArrayList<>();
        List<ScenarioFile.Variant> variants = new ArrayList<>();
        var written = new Written();
        for (Manifest.Variant variant : together) {
            Scenario scenario =
                    run.resolved(variant.resolvedScenario()).variants().get(0).scenario();
            boolean isSame = scenario.resolvedYaml().equals(variant.resolvedScenario()) && variant.hasItsDigest();
            checks.add(new Verification.Check(
                    name(variant) + ", scenario", "as written", isSame ? "as written" : "other keys or data files"));
            Scenario scaled = scaled(scenario, variant.load());
            variants.add(new ScenarioFile.Variant(variant.name(), scaled));
            written.add(scaled, variant);
        }
        var file = new ScenarioFile(
                Path.of(run.manifest().scenarioFile()), variants.get(0).name(), variants, List.of(), List.of());
        ExperimentResult again = new Simulator(console, options, interruption)
                .run(file, run.manifest().scenario(), written, () -> 0);
        for (int i = 0; i < variants.size(); i++) {
            checks.addAll(hashes(together.get(i), again.variants().get(i)));
        }
        return checks;
    }

    private static Scenario scaled(Scenario scenario, Manifest.@Nullable Load load) {
        return load == null ? scenario : ScaledLoad.of(scenario, load.tenant(), load.factor());
    }

    private static String name(Manifest.Variant variant) {
        return variant.point().isEmpty() ? variant.name() : variant.point() + ", " + variant.name();
    }

    private static List<Verification.Check> hashes(Manifest.Variant written, VariantResult again) {
        Map<Integer, String> found = again.replications().stream()
                .collect(Collectors.toMap(ReplicationResult::replication, VerifyCommand::hash));
        return written.replications().stream()
                .filter(Manifest.Replication::isComplete)
                .map(replication -> new Verification.Check(
                        name(written) + ", replication " + replication.replication(),
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
