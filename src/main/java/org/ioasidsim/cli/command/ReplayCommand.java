package org.ioasidsim.cli.command;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.ioasidsim.archive.ScenarioDirectory;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.InputFile;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.OutputDirectory;
import org.ioasidsim.cli.run.ImportFile;
import org.ioasidsim.cli.run.Interruption;
import org.ioasidsim.cli.run.RecordedComparison;
import org.ioasidsim.cli.run.Reproduction;
import org.ioasidsim.cli.run.ResultPrinter;
import org.ioasidsim.cli.run.ResultsInProgress;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.cli.run.ScenarioRun;
import org.ioasidsim.cli.run.Variants;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.TraceTable;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.TenantSpec;
import org.ioasidsim.workload.trace.TraceReader;
import org.ioasidsim.workload.trace.TraceSpec;
import org.ioasidsim.yaml.Spelling;
import org.ioasidsim.yaml.Units;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replays recorded processes on the host and under the limits of a scenario. */
@Command(
        name = ReplayCommand.NAME,
        description = {
            "Drive the modelled kernel with a recorded trace: on the scenario's host and limits, in the place of one tenant's"
                    + " processes, while all other tenants are off.",
            "TRACE is a table with start_s and duration_s, or any file that 'import' reads, plain or .gz. It runs until the last"
                    + " row arrives, unless --duration says otherwise; open ends live on."
        })
public final class ReplayCommand implements Callable<Integer> {
    public static final String NAME = "replay";

    private static final String START = "start_s";
    private static final int DIGITS = 3;

    private final Console console;
    private final Options options;

    @Parameters(paramLabel = "TRACE", description = "The recorded trace.")
    private Path trace = Path.of("");

    @Option(names = "--scenario", required = true, paramLabel = "FILE", description = "Whose host and limits to use.")
    private Path path = Path.of("");

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "The tenant whose processes are recorded (default: the scenario's only one).")
    private @Nullable String tenant;

    @Option(
            names = "--instance",
            paramLabel = "COLUMN",
            description = "Make an instance of the tenant of each value of this column; with {instance} in the tenant's"
                    + " cgroup, each gets a cgroup of its own.")
    private @Nullable String instance;

    @Option(
            names = "--pasids",
            description = "Take the lifetimes of PASIDs, not of address spaces, of a kernel trace that has both.")
    private boolean wantsPasids;

    @Option(names = "--from", paramLabel = "T", description = "Where in the trace to begin; what lives then is there.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "T", description = "Where in the trace to end.")
    private @Nullable String until;

    @Option(names = "--speed", paramLabel = "X", description = "Divides all times of the trace.")
    private @Nullable String speed;

    @Option(names = "--repeat", paramLabel = "N", description = "Go N times from --from to --until.")
    private @Nullable String repeat;

    @Option(names = "--sample", paramLabel = "P", description = "Take each row with this probability.")
    private @Nullable String sample;

    @Option(
            names = "--compare",
            description =
                    "Also set the ids held and the refusals that the recording itself shows beside the simulated ones, with their"
                            + " distance; writes recorded.csv.")
    private boolean compares;

    @Option(names = "--variant", paramLabel = "NAME", description = "Run this variant only; may be given again.")
    private List<String> variants = new ArrayList<>();

    private OptionalLong recordedRefusals = OptionalLong.empty();

    public ReplayCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        OutputDirectory.check(options.out);
        if (compares && (repeat != null || sample != null)) {
            throw CommandFailure.usage(
                    "--compare sets all rows once beside the recording: leave --repeat and --sample out");
        }
        Drawing drawing = options.drawing();
        InputFile.requireReadable(trace);
        InputFile.requireReadable(path);
        ScenarioFile plain = ScenarioFiles.read(ScenarioFiles.reader(options), path, options.overrides());
        String chosen = chosenTenant(plain);
        Overrides replayed = replayed(plain, chosen, table(plain));
        ScenarioFile file = read(replayed);
        if (options.duration == null) {
            file = read(replayed.duration(duration(file, chosen)));
        }
        ScenarioFile selected = Variants.select(file, variants);
        List<VariantResult> compared = new ArrayList<>();
        ExitStatus ended;
        var printer = ResultPrinter.introducedBy(replaces(selected, chosen), console, options);
        try (var interruption = Interruption.bySignals(console);
                var writing = new ResultsInProgress(console, options, drawing)) {
            var run = new ScenarioRun(console, options, RunCommand.NAME, selected, reproduction(), null);
            ExitStatus status = run.run(interruption, printer, writing, result -> {
                compared.addAll(result.variants());
                return Optional.empty();
            });
            printer.finish();
            ended = status.or(interruption.status());
        }
        if (compares && !compared.isEmpty()) {
            compare(
                    compared,
                    chosen,
                    spec(selected, chosen),
                    new ScenarioDirectory(options.out.resolve(name(plain))).of(RunCommand.NAME));
        }
        return ended.code();
    }

    /** Says how far the recording and the simulation lie apart: beside the summary, or beside its document. */
    private void compare(List<VariantResult> variants, String chosen, TraceSpec spec, Path directory)
            throws IOException {
        List<RecordedComparison> comparisons = new ArrayList<>();
        for (VariantResult variant : variants) {
            comparisons.add(RecordedComparison.of(variant, chosen, spec, recordedRefusals));
        }
        boolean isText = options.format == Options.Format.TEXT || options.format == Options.Format.LKML;
        PrintStream out = isText ? console.out() : console.err();
        for (RecordedComparison one : comparisons) {
            out.println();
            one.lines().forEach(out::println);
        }
        RecordedComparison.write(directory, comparisons);
    }

    private ScenarioFile read(Overrides replayed) {
        return ScenarioFiles.read(ScenarioFiles.reader(options), path, replayed.then(options.overrides()));
    }

    private String chosenTenant(ScenarioFile file) {
        List<String> known = file.variants().get(0).scenario().tenants().stream()
                .map(TenantSpec::name)
                .toList();
        if (tenant == null && known.size() > 1) {
            throw CommandFailure.usage("--tenant is needed, as " + path + " has " + String.join(", ", known));
        }
        if (tenant != null && !known.contains(tenant)) {
            throw CommandFailure.usage("--tenant " + tenant + ": " + path + " has " + String.join(", ", known)
                    + Spelling.didYouMean(tenant, known));
        }
        return tenant == null ? known.get(0) : tenant;
    }

    /** Returns the table of the recorded rows: the trace itself, or its import, which is written into the results. */
    private Path table(ScenarioFile plain) throws IOException {
        return ImportFile.reading(trace, lines -> {
            String first = lines.peek();
            return Arrays.asList(first.split(",")).contains(START) ? trace : imported(plain, first, lines);
        });
    }

    private Path imported(ScenarioFile plain, String first, BoundedLines lines) throws IOException {
        Path table = options.out.resolve(name(plain)).resolve("trace.csv");
        try (TraceTable rows = ImportFile.table(first, lines, wantsPasids)) {
            ImportFile.requireRows(rows, trace);
            recordedRefusals = rows.refusals();
            AtomicFiles.write(table, new CsvTable(rows.columns(), to -> rows.forEachByStart(to::add)));
            if (!options.quiet) {
                console.err().println(table + ": " + rows);
                rows.sentences().forEach(sentence -> console.err().println(trace + ": " + sentence));
            }
        }
        return table;
    }

    private static String name(ScenarioFile plain) {
        return ScenarioRun.name(plain) + "-replay";
    }

    /**
     * Returns the overrides that make a replay: the rows take the place of the chosen tenant's processes, all other tenants are off, and the verdict is on
     * the chosen one. The rows begin at 0 and come once: what a warm-up of the scenario left out would be lost.
     */
    private Overrides replayed(ScenarioFile plain, String chosen, Path table) {
        Overrides overrides = Overrides.NONE
                .at("scenario", name(plain))
                .at("expect", "[]")
                .at("verdict.tenant", chosen)
                .at("run.warm_up", "none");
        for (TenantSpec other : plain.variants().get(0).scenario().tenants()) {
            if (!other.name().equals(chosen)) {
                overrides = overrides.at("tenants." + other.name() + ".instances", "0");
            }
        }
        String processes = "tenants." + chosen + ".processes.";
        String rows = processes + "arrivals.trace.";
        overrides = overrides
                .at(processes + "initial", "0")
                .at(processes + "arrivals", "{trace: {file: \"" + relative(table) + "\"}}");
        if (instance != null) {
            overrides = overrides
                    .at("tenants." + chosen + ".instances", "0")
                    .option("--instance", rows + "instance", instance);
        }
        overrides = with(overrides, "--from", rows + "from", from);
        overrides = with(overrides, "--until", rows + "until", until);
        overrides = with(overrides, "--speed", rows + "speed", speed);
        overrides = with(overrides, "--repeat", rows + "repeat", repeat);
        return with(overrides, "--sample", rows + "sample", sample);
    }

    /** Says what of the scenario the recording takes the place of. */
    private String replaces(ScenarioFile file, String chosen) {
        List<String> others = file.variants().get(0).scenario().tenants().stream()
                .map(TenantSpec::name)
                .filter(name -> !name.equals(chosen))
                .toList();
        String off = others.isEmpty()
                ? ""
                : "; " + Phrases.listed(others, name -> name) + (others.size() == 1 ? " is off" : " are off");
        return WrappedText.of(
                "Replayed: " + trace + " in the place of " + chosen + "'s processes" + off + ".", "", ScreenText.WIDTH);
    }

    private static Overrides with(Overrides overrides, String option, String key, @Nullable String value) {
        return value == null ? overrides : overrides.option(option, key, value);
    }

    /** Returns the path of a file as the scenario file would write it. */
    private String relative(Path file) {
        Path directory = path.toAbsolutePath().normalize().getParent();
        Path absolute = file.toAbsolutePath().normalize();
        String text = (directory == null ? absolute : directory.relativize(absolute)).toString();
        return text.replace('\\', '/').replace("\"", "\\\"");
    }

    /** Returns a time within which all rows arrive: up to {@code --until}, or up to the last one, rounded up to three digits. */
    private String duration(ScenarioFile file, String chosen) throws IOException {
        double seconds = TraceReader.lengthSeconds(spec(file, chosen));
        if (Double.isInfinite(seconds) || seconds == 0) {
            throw CommandFailure.usage("--duration is needed, as all rows arrive at once or for ever");
        }
        if (until != null) {
            return Units.plain(seconds) + "s";
        }
        BigDecimal floor = new BigDecimal(seconds).round(new MathContext(DIGITS, RoundingMode.FLOOR));
        int wholeDigits = floor.precision() - floor.scale();
        floor = floor.setScale(DIGITS - wholeDigits, RoundingMode.FLOOR);
        return floor.add(floor.ulp()).toPlainString() + "s";
    }

    private static TraceSpec spec(ScenarioFile file, String chosen) {
        ArrivalsSpec arrivals = file.variants().get(0).scenario().tenants().stream()
                .filter(one -> one.name().equals(chosen))
                .findFirst()
                .orElseThrow()
                .processes()
                .arrivals();
        return ((ArrivalsSpec.Trace) arrivals).spec();
    }

    private String reproduction() {
        List<String> words = new ArrayList<>(List.of("--scenario", path.toString()));
        add(words, "--tenant", tenant);
        add(words, "--instance", instance);
        add(words, "--from", from);
        add(words, "--until", until);
        add(words, "--speed", speed);
        add(words, "--repeat", repeat);
        add(words, "--sample", sample);
        if (wantsPasids) {
            words.add("--pasids");
        }
        if (compares) {
            words.add("--compare");
        }
        words.addAll(Variants.words(variants));
        return Reproduction.of("replay", trace, words, options);
    }

    private static void add(List<String> words, String option, @Nullable String value) {
        if (value != null) {
            words.addAll(List.of(option, value));
        }
    }
}
