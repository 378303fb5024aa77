package org.ioasidsim.bench;

import org.ioasidsim.policy.rule.BuiltInPolicies;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.SingleRun;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioReader;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Whole models, one replication at a time; the secondary result {@code events} is their events in a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 3, jvmArgs = {"-XX:+UseSerialGC", "-Xmx3g", "-XX:+UseTransparentHugePages"})
public class ModelBenchmark {
    /** What is run. */
    public enum Model {
        BARE_LOSS,
        LOSS,
        NOISY_NEIGHBOUR,
        TENANTS_1000,
        OVERLOAD_10,
        OVERLOAD_100,
        OVERLOAD_1000,
        OVERLOAD_1000_RETRY,
        IDLE_990_OF_1000,
        RETRIES,
        WAITING,
        LIVE_1000,
        LIVE_100K,
        LIVE_4M,
        TRACE
    }

    /** The events of the runs of an iteration. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Events {
        public long events;

        @Setup(Level.Iteration)
        public void clear() {
            events = 0;
        }
    }

    /** The ids that a group may have, by its depth, a tenth to a half more than its tenants want on average. */
    private static final int[] LIMITS = {14_000, 2_750, 600, 310, 75};

    private static final String RETRY = "{retry: {first: 100ms, factor: 2, max: 2s, attempts: 6, jitter: 0.1}}";

    /** Rows of the recorded arrivals. */
    @Param("10000000")
    public int rows;

    @Param
    public Model model;

    private Path directory;
    private ScenarioFile file;
    private SingleRun run;

    @Setup
    public void read() throws IOException, InvalidScenarioException {
        directory = Files.createTempDirectory("ioasid-sim-bench");
        file = switch (model) {
            case BARE_LOSS, LOSS -> parse(Models.LOSS);
            case NOISY_NEIGHBOUR -> reader().read(Path.of("scenarios/noisy-neighbour-arm64.yaml"), Overrides.NONE);
            case TENANTS_1000 -> parse(tenants());
            case OVERLOAD_10 -> parse(Models.crowd(10, 10, "give-up"));
            case OVERLOAD_100 -> parse(Models.crowd(100, 100, "give-up"));
            case OVERLOAD_1000 -> parse(Models.crowd(1000, 1000, "give-up"));
            case OVERLOAD_1000_RETRY -> parse(Models.crowd(1000, 1000, RETRY));
            case IDLE_990_OF_1000 -> parse(Models.crowd(1000, 10, "give-up"));
            case RETRIES -> parse(overloaded(RETRY));
            case WAITING -> parse(overloaded("wait"));
            case LIVE_1000 -> parse(Models.live(1_000, 1_000));
            case LIVE_100K -> parse(Models.live(100_000, 10));
            case LIVE_4M -> parse(Models.live(4_000_000, 0.5));
            case TRACE -> parse(trace());
        };
        run = new SingleRun(file);
    }

    @TearDown
    public void delete() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path path : files.toList()) {
                Files.delete(path);
            }
        }
        Files.delete(directory);
    }

    @Benchmark
    public void run(Events counted) {
        counted.events += model == Model.BARE_LOSS ? new BareLoss(file).run() : run.events();
    }

    private ScenarioFile parse(String text) throws InvalidScenarioException {
        return reader().readResolved(directory.resolve("scenario.yaml"), text, Overrides.NONE);
    }

    private static ScenarioReader reader() {
        return new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names());
    }

    /** A thousand tenants, each in a group of its own in the fifth level of a tree with limits on each. */
    private static String tenants() {
        String groups = IntStream.range(0, 1000)
                .boxed()
                .flatMap(i -> Stream.of(group(i, 1), group(i, 2), group(i, 3), group(i, 4), group(i, 5)))
                .distinct()
                .map(path -> "  " + path + ": {ioasids.max: " + LIMITS[path.split("/").length - 2] + "}\n")
                .collect(Collectors.joining());
        String tenants = IntStream.range(0, 1000)
                .mapToObj(i -> "  t" + i + ": {cgroup: " + group(i, 5)
                        + ", kind: container, instances: 1, processes: {arrivals: {poisson: 50/s}, "
                        + "lifetime: {exponential: {mean: 1s}}, devices: [dsa]}}\n")
                .collect(Collectors.joining());
        return "scenario: tree\nquestion: What do many tenants cost?\n"
                + "host: {preset: x86-vtd-20bit, max_pasids: 65537, devices: {dsa: {}}}\n"
                + "controls: {ioasids: limit}\ncgroups:\n" + groups + "tenants:\n" + tenants
                + "run: {duration: 20s, warm_up: 2s, replications: 1}\nmeasure: {window: 1s}\n";
    }

    private static String group(int tenant, int depth) {
        int[] widths = {250, 50, 10, 5, 1};
        return IntStream.range(0, depth).mapToObj(i -> "/g" + tenant / widths[i]).collect(Collectors.joining());
    }

    private static String overloaded(String onRefusal) {
        return """
                scenario: overloaded
                question: What do refusals cost?
                host: {preset: x86-vtd-20bit, max_pasids: 4097, devices: {dsa: {}}}
                cgroups: {/web: {}}
                tenants:
                  web:
                    cgroup: /web
                    kind: container
                    instances: 1
                    processes:
                      arrivals: {poisson: 4200/s}
                      lifetime: {exponential: {mean: 1s}}
                      devices: [dsa]
                      on_refusal: %s
                run: {duration: 100s, warm_up: 5s, replications: 1}
                """.formatted(onRefusal);
    }

    /** Writes recorded processes of a second each on average, 50,000 a second. */
    private String trace() throws IOException {
        var random = new SplittableRandom(1);
        double at = 0;
        try (BufferedWriter out = Files.newBufferedWriter(directory.resolve("trace.csv"))) {
            out.write("start_s,duration_s\n");
            for (int i = 0; i < rows; i++) {
                at -= StrictMath.log1p(-random.nextDouble()) / 50_000;
                double micros = Math.rint(-StrictMath.log1p(-random.nextDouble()) * 1e6);
                out.write(Math.rint(at * 1e6) / 1e6 + "," + micros / 1e6 + "\n");
            }
        }
        return """
                scenario: trace
                question: What do recorded arrivals cost?
                host: {preset: x86-vtd-20bit, max_pasids: 65537, devices: {dsa: {}}}
                cgroups: {/web: {}}
                tenants:
                  web:
                    cgroup: /web
                    kind: container
                    instances: 1
                    processes: {arrivals: {trace: {file: trace.csv}}, devices: [dsa]}
                run: {duration: %ss, replications: 1}
                """.formatted(Math.ceil(at));
    }
}
