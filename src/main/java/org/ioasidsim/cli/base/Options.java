package org.ioasidsim.cli.base;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ioasidsim.archive.ProgramFingerprint;
import org.ioasidsim.experiment.Engine;
import org.ioasidsim.experiment.EngineFailure;
import org.ioasidsim.experiment.Shard;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.yaml.Units;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
@Command(
        name = "ioasid-sim",
        description = "Simulates what happens when a Linux host runs out of IOASIDs (PASIDs, Arm ASIDs).",
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions, before or after the command:%n",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Results go to standard output, everything else to standard error. Exit status:",
            "  0 done               1 internal failure        2 usage",
            "  3 input invalid      4 some replications failed",
            "  5 an 'expect:' or a check not met               6 precision not reached",
            "  7 the cluster of --on gave up",
            "  130 interrupted, 143 terminated (finished replications are kept), 141 nobody reads the output",
            "",
            "Start with:  ioasid-sim run scenarios/noisy-neighbour-arm64.yaml"
        })
public final class Options {
    /** How results are printed. */
    public enum Format {
        TEXT,
        JSON,
        CSV,
        MARKDOWN,
        LKML
    }

    /** When colours are used. */
    enum Colour {
        AUTO,
        ALWAYS,
        NEVER
    }

    /** The words of {@link Format}, by which shells complete them. */
    static final class Formats extends Candidates {
        @Override
        protected List<String> words() {
            return of(Format.values());
        }
    }

    /** The words of {@link Colour}. */
    static final class Colours extends Candidates {
        @Override
        protected List<String> words() {
            return of(Colour.values());
        }
    }

    @Option(
            names = "--seed",
            paramLabel = "N|random",
            scope = ScopeType.INHERIT,
            description = "Seed of all random numbers; 'random' chooses one and says which.")
    @Nullable
    public String seed;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "Replications that run at a time (default: one for each core). No result depends on it.")
    public int jobs = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--replications",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "Replications of each variant.")
    @Nullable
    public Integer replications;

    @Option(
            names = "--duration",
            paramLabel = "T",
            scope = ScopeType.INHERIT,
            description = "Measured time of each replication, such as 30s or 2h30m.")
    @Nullable
    public String duration;

    @Option(
            names = "--budget",
            paramLabel = "T",
            scope = ScopeType.INHERIT,
            description =
                    "How long simulating may take by a low estimate, such as 3d (default: ${DEFAULT-VALUE}); what takes longer is"
                            + " refused before it runs.")
    public String budget = "1d";

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            scope = ScopeType.INHERIT,
            description = "Change one value of the scenario, such as tenants.web.weight=2 or /ci/pids.max=512.")
    public List<String> set = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where results are written (default: results).")
    public Path out = Path.of("results");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Formats.class,
            scope = ScopeType.INHERIT,
            description = "How results are printed: text, json, csv, markdown or lkml.")
    public Format format = Format.TEXT;

    @Option(
            names = "--live",
            scope = ScopeType.INHERIT,
            description =
                    "The report holds the engine, so that its reader can simulate again with other values, offline, even where some"
                            + " charts then have no room on it; gallery: a page for each scenario, and one engine for all.")
    public boolean live;

    @Option(
            names = "--no-live",
            scope = ScopeType.INHERIT,
            description =
                    "The report holds no engine (default: it does where its charts then fit on 2 MB; else engine.js is beside it).")
    public boolean noLive;

    @Option(
            names = "--policy-source",
            paramLabel = "FILE.java",
            scope = ScopeType.INHERIT,
            description = "Compile a policy of your own, which scenarios may then name; see scenarios/policies.")
    List<Path> policySources = new ArrayList<>();

    @Option(
            names = "--plugin",
            paramLabel = "JAR",
            scope = ScopeType.INHERIT,
            description = "Load the policies of a jar.")
    List<Path> plugins = new ArrayList<>();

    @Option(
            names = "--record",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "run: write the kernel operations of the first replication as an op script, and its answers to NAME.expected"
                            + " beside it; the policy must be first-come, nobody may wait, costs must be 0s.")
    @Nullable
    public Path record;

    @Option(
            names = "--full",
            scope = ScopeType.INHERIT,
            description =
                    "Print everything: every variant in sentences, all tables, theory beside simulation. bench: measure large"
                            + " numbers of pending events and live processes too, in more rounds.")
    public boolean full;

    @Option(names = "--no-charts", scope = ScopeType.INHERIT, description = "Draw no charts.")
    public boolean noCharts;

    @Option(
            names = "--fresh",
            scope = ScopeType.INHERIT,
            description = "Simulate everything again, also the replications that earlier runs have kept.")
    public boolean fresh;

    @Option(
            names = "--shard",
            paramLabel = "I/N|auto",
            scope = ScopeType.INHERIT,
            description =
                    "run, compare, isolation, sweep, fleet: only simulate and keep the I-th of N parts; 'auto' takes I and N from a Slurm"
                            + " array or an indexed Job of Kubernetes. The same command without it writes the results.")
    @Nullable
    String shard;

    @Option(
            names = Engine.OPTION,
            paramLabel = "MASTER",
            scope = ScopeType.INHERIT,
            description =
                    "run, compare, isolation, sweep, plan, fleet: simulate on a Spark cluster, such as spark://HOST:7077, yarn or"
                            + " local-cluster[2,1,1024].")
    @Nullable
    public String on;

    @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "Say nothing but results and errors.")
    public boolean quiet;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Say more; show stack traces.")
    public boolean verbose;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            completionCandidates = Colours.class,
            scope = ScopeType.INHERIT,
            description = "Colours: auto (on a terminal, unless NO_COLOR is set), always or never.")
    Colour colour = Colour.AUTO;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show version, commit and Java.")
    boolean version;

    /** The fingerprint of the program whose stored replications alone are used, so that nothing is simulated; null for any other command. */
    public @Nullable String keptBy;

    /** The variant that {@code compare} takes as baseline in place of the file's; null for that of the file. */
    public @Nullable String baseline;

    private @Nullable Shard settledShard;
    private @Nullable Engine engine;
    private @Nullable Policies policies;
    private @Nullable Drawing expected;
    private SlowStep steps = SlowStep.toldTo(line -> {});

    /** Checks what picocli cannot check, and draws the number that {@code --seed random} stands for. */
    public void settle(Console console) {
        requirePositive("--jobs", jobs);
        if (live && noLive) {
            throw CommandFailure.usage("--live with --no-live: leave one out");
        }
        if (replications != null) {
            requirePositive("--replications", replications);
        }
        for (String change : set) {
            if (change.indexOf('=') < 1) {
                throw CommandFailure.usage("--set '" + change + "' is not PATH=VALUE, such as tenants.web.weight=2");
            }
        }
        if (!(Units.seconds(budget).orElse(0) > 0)) {
            throw CommandFailure.usage("--budget '" + budget + "' is not a time above 0 with its unit, such as 3d"
                    + Units.guess(budget)
                            .map(guess -> " (did you mean " + guess + "?)")
                            .orElse(""));
        }
        if (!quiet) {
            steps = SlowStep.toldTo(console.err()::println);
        }
        settleShard(console);
        settleSeed(console);
    }

    /** Returns what does steps that may take seconds, and then says on standard error what is being done, unless nothing is to be said. */
    public SlowStep steps() {
        return steps;
    }

    private void settleShard(Console console) {
        if (shard == null) {
            return;
        }
        ShardOption.Found found = new ShardOption(console.environment()).read(shard);
        settledShard = found.shard();
        if (shard.equals("auto") && !quiet) {
            console.err().println("shard " + found.shard() + ", by " + found.source());
        }
        if ("random".equals(seed)) {
            throw CommandFailure.usage("--seed random with --shard: each shard would have a seed of its own, name one");
        }
        if (fresh) {
            throw CommandFailure.usage(
                    "--fresh with --shard: the command that writes the results would simulate everything again, as would a"
                            + " shard that is started again: leave it out, and name another --out");
        }
    }

    /** Returns whether the command line asks for a part of the work. */
    public boolean asksForShard() {
        return shard != null;
    }

    /** Returns the part of the work that is this process's; empty if all of it is. */
    public Optional<Shard> shard() {
        return Optional.ofNullable(settledShard);
    }

    /** Returns the cluster in which this process runs, connected; empty if it does not run in one. */
    public Optional<Engine> engine() {
        if (engine == null) {
            engine = Engine.found().orElse(null);
            if (engine != null) {
                start(engine);
            }
        }
        return Optional.ofNullable(engine);
    }

    private void start(Engine found) {
        if (!policySources.isEmpty() || !plugins.isEmpty()) {
            throw CommandFailure.usage(
                    "--policy-source and --plugin are not sent to the workers of a cluster: use --shard");
        }
        try {
            found.start();
        } catch (EngineFailure unreachable) {
            throw new CommandFailure(
                    ExitStatus.INPUT_INVALID,
                    SafeText.line("the cluster cannot be reached: " + unreachable.getMessage()),
                    unreachable);
        }
    }

    /** Returns how long simulating may take: a shard as long as the whole elsewhere. */
    public double budgetSeconds() {
        return Units.seconds(budget).orElseThrow() * shard().map(Shard::count).orElse(1);
    }

    /**
     * Starts warming up the chart code while the command line is parsed, unless it has {@code --no-charts}. Wasted, but harmless, if parsing
     * fails or the user only asked for help.
     */
    public void expectDrawing(String... words) {
        if (!List.of(words).contains("--no-charts")) {
            expected = Drawing.ahead();
        }
    }

    /**
     * Returns the chart code for a command that certainly draws. Its warm-up begins now unless {@link #expectDrawing} began it before; with
     * {@code --no-charts} nothing is drawn.
     */
    public Drawing drawing() {
        if (noCharts) {
            return Drawing.NONE;
        }
        return expected == null ? Drawing.ahead() : expected;
    }

    /** Returns the fingerprint of everything that can change a result: the program, and the policies loaded into it. */
    public String program() {
        String stored = keptBy;
        if (stored != null) {
            return stored;
        }
        List<Path> loaded = new ArrayList<>(policySources);
        loaded.addAll(plugins);
        try {
            return ProgramFingerprint.with(loaded);
        } catch (IOException e) {
            throw CommandFailure.invalid("a policy cannot be read any more: " + Failures.reason(e));
        }
    }

    /** Returns the catalogue: built-in policies, then those of {@code --policy-source} and {@code --plugin}. */
    public Policies policies() {
        Policies known = policies;
        if (known == null) {
            known = PolicyCatalogue.of(policySources, plugins);
            policies = known;
        }
        return known;
    }

    private void settleSeed(Console console) {
        if (seed == null) {
            return;
        }
        if (seed.equals("random")) {
            seed = Long.toString(new SecureRandom().nextLong() >>> 1);
            console.err().println("seed " + seed);
        }
        try {
            var unused = Long.parseLong(seed);
        } catch (NumberFormatException e) {
            throw new CommandFailure(
                    ExitStatus.USAGE, "--seed '" + seed + "' is neither a whole number of 64 bits nor 'random'", e);
        }
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw CommandFailure.usage(option + " must be at least 1, but is " + value);
        }
    }

    /** Returns the values that the command line changes in a scenario. */
    public Overrides overrides() {
        Overrides overrides = Overrides.NONE;
        for (String change : set) {
            overrides = overrides.set(change);
        }
        overrides = baseline == null ? overrides : overrides.option("--baseline", "baseline", baseline);
        overrides = seed == null ? overrides : overrides.seed(Long.parseLong(seed));
        overrides = replications == null ? overrides : overrides.replications(replications);
        return duration == null ? overrides : overrides.duration(duration);
    }

    /** Returns command-line words that make the same changes, so that a run can be repeated. */
    public List<String> overridingWords() {
        List<String> words = new ArrayList<>();
        set.forEach(change -> words.addAll(List.of("--set", change)));
        policySources.forEach(source -> addOption(words, "--policy-source", source));
        plugins.forEach(jar -> addOption(words, "--plugin", jar));
        addOption(words, "--baseline", baseline);
        addOption(words, "--seed", seed);
        addOption(words, "--replications", replications);
        addOption(words, "--duration", duration);
        return words;
    }

    private static void addOption(List<String> words, String name, @Nullable Object value) {
        if (value != null) {
            words.addAll(List.of(name, value.toString()));
        }
    }

    /** Returns whether to colour text on a stream that is a terminal, or is not. */
    public boolean isColoured(Console console, boolean onTerminal) {
        return switch (colour) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> onTerminal && console.isCapable() && !console.wantsNoColour();
        };
    }
}
