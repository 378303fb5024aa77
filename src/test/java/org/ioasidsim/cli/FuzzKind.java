package org.ioasidsim.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ioasidsim.file.SafeText;

/** What is fuzzed: how an input is drawn from a seed, and how it is given to the program. */
enum FuzzKind {
    SCENARIO("scenario.yaml") {
        /** Splitting takes two million events of each variant, a hundred times as long as everything else. */
        private static final int ONE_IN = 50;

        @Override
        String input(SplittableRandom random) {
            String text = random.nextBoolean()
                    ? new RandomScenario(random.nextLong()).yaml()
                    : drawn(random, files("scenarios", ".yaml"));
            return new Mutation(random).of(text);
        }

        @Override
        void attempt(Path file, Path out) throws IOException {
            if (answered("validate", file.toString()).status() != 0) {
                return;
            }
            String shown = answered("show", file.toString()).out();
            Path resolved = Files.writeString(Files.createDirectories(out).resolve("resolved.yaml"), shown);
            String again = answered("show", resolved.toString()).out();
            if (!again.equals(shown)) {
                throw new AssertionError("what show prints does not read back to the same:\n" + again);
            }
            var unused = answered(
                    "run",
                    resolved.toString(),
                    "--replications",
                    "1",
                    "--duration",
                    "1ms",
                    "--budget",
                    "100ms",
                    "--set",
                    "run.warm_up=none",
                    "--set",
                    "run.precision=none",
                    "--set",
                    "run.estimate=" + (Files.size(file) % ONE_IN == 0 ? "auto" : "simulation"),
                    "--no-charts",
                    "--out",
                    out.toString());
        }
    },
    OPS("script.ops") {
        @Override
        String input(SplittableRandom random) {
            return new Mutation(random).of(drawn(random, files("src/test/resources/vectors", ".ops")));
        }

        @Override
        void attempt(Path file, Path out) {
            var unused = answered("ops", file.toString());
        }
    },
    IMPORT("recording.txt") {
        @Override
        String input(SplittableRandom random) {
            return new Mutation(random).of(random.nextBoolean() ? trace(random) : table(random));
        }

        @Override
        void attempt(Path file, Path out) {
            var unused = answered(
                    "import", file.toString(), "-o", out.resolve("table.csv").toString());
        }
    },
    REPLAY("trace.csv") {
        private static final String SMALL = """
                scenario: small
                question: Is any trace replayed?
                host: {preset: arm64-8bit, devices: {dma: {}}}
                cgroups: {/web: {}}
                tenants:
                  web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {poisson: 1/s}, lifetime: 1s, devices: [dma]}}
                run: {duration: 1s, replications: 1, estimate: simulation}
                """;

        @Override
        String input(SplittableRandom random) {
            return new Mutation(random).of(table(random));
        }

        @Override
        void attempt(Path file, Path out) throws IOException {
            Path scenario = Files.writeString(Files.createDirectories(out).resolve("small.yaml"), SMALL);
            var unused = answered(
                    "replay",
                    file.toString(),
                    "--scenario",
                    scenario.toString(),
                    "--tenant",
                    "web",
                    "--budget",
                    "1s",
                    "--no-charts",
                    "--out",
                    out.toString());
        }
    },
    FIT("times.csv") {
        @Override
        String input(SplittableRandom random) {
            return new Mutation(random).of(table(random));
        }

        @Override
        void attempt(Path file, Path out) {
            var unused =
                    answered("fit", file.toString(), "--column", "duration_s", "--no-charts", "--out", out.toString());
        }
    },
    COMMAND_LINE("words.txt") {
        private static final String WORDS =
                "run compare isolation sweep plan replay import report verify validate show schema presets policies analytic fit"
                        + " --seed --jobs --replications --duration --budget --set --format --policy-source --plugin --record --no-charts --fresh --quiet"
                        + " --color --help --version --variant --list --aggressor --factors --slo --scenario --tenant --column --censored --zero-as --durations"
                        + " --window --target --check erlang-b cap-tree json csv text random always 1 2 10ms 1/s a=b run.duration=1ms tenants.web.instances=1"
                        + " scenarios/noisy-neighbour-arm64.yaml scenarios /dev/null . first-come web noisy";

        @Override
        String input(SplittableRandom random) {
            List<String> known = List.of(WORDS.split(" "));
            var mutation = new Mutation(random);
            int commands = known.indexOf("--seed");
            String first = random.nextInt(8) == 0 ? mutation.absurd() : known.get(random.nextInt(commands));
            return Stream.concat(
                            Stream.of(first),
                            IntStream.range(0, random.nextInt(7))
                                    .mapToObj(i -> random.nextInt(5) == 0
                                            ? mutation.absurd()
                                            : known.get(random.nextInt(known.size()))))
                    .map(word -> word.replace("\n", " "))
                    .collect(Collectors.joining("\n"));
        }

        @Override
        void attempt(Path file, Path out) throws IOException {
            List<String> words = new ArrayList<>(Files.readString(file).lines().toList());
            words.addAll(
                    List.of("--out", out.toString(), "--budget", "100ms", "--duration", "1ms", "--replications", "2"));
            var unused = answered(words.toArray(String[]::new));
        }
    };

    /** What tells a terminal the color of a text: all that {@code --color always} may add. */
    private static final Pattern COLOR = Pattern.compile("\\x1B\\[[0-9;]*m");

    private final String fileName;

    FuzzKind(String fileName) {
        this.fileName = fileName;
    }

    /** Returns an input; the same for the same state of {@code random}. */
    abstract String input(SplittableRandom random);

    /** Gives a file to the program; throws an {@link AssertionError} if it does not answer as it should. */
    abstract void attempt(Path file, Path out) throws IOException;

    String fileName() {
        return fileName;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the answer to a command, which must be a result or a refusal in plain lines. */
    static Cli answered(String... words) {
        Cli cli = Cli.run(words);
        boolean isColored = List.of(words).contains("--color");
        boolean isPlain = isPlain(cli.out(), isColored) && isPlain(cli.err(), isColored);
        if (cli.status() == 1 || cli.err().contains("internal failure") || !isPlain) {
            throw new AssertionError(String.join(" ", words) + "\nstatus " + cli.status() + "\n" + cli.err());
        }
        return cli;
    }

    private static boolean isPlain(String text, boolean isColored) {
        String bare = isColored ? COLOR.matcher(text).replaceAll("") : text;
        return SafeText.block(bare).equals(bare);
    }

    /** Returns a kernel trace of a few processes. */
    private static String trace(SplittableRandom random) {
        var text = new StringBuilder("# tracer: nop\n");
        double time = 1;
        for (int pid = 10; pid < 10 + random.nextInt(1, 8); pid++) {
            time += random.nextDouble();
            text.append(String.format(
                    Locale.ROOT,
                    "  sh-1 [000] ..... %.6f: task_newtask: pid=%d comm=sh clone_flags=1200000 oom_score_adj=0%n",
                    time,
                    pid));
            text.append(String.format(
                    Locale.ROOT,
                    "  sh-%d [001] ..... %.6f: sched_process_exit: comm=sh pid=%d prio=120%n",
                    pid,
                    time + 0.5,
                    pid));
        }
        return text.toString();
    }

    /** Returns a table of lifetimes. */
    private static String table(SplittableRandom random) {
        var text = new StringBuilder("id,kind,start_s,end_s,duration_s,censored\n");
        double start = 0;
        for (int i = 0; i < random.nextInt(3, 12); i++) {
            start += random.nextDouble();
            double duration = random.nextDouble(0.01, 3);
            text.append(String.format(Locale.ROOT, "%d,mm,%.3f,%.3f,%.3f,%n", i, start, start + duration, duration));
        }
        return text.toString();
    }

    private static List<Path> files(String directory, String ending) {
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String drawn(SplittableRandom random, List<Path> files) {
        try {
            return Files.readString(files.get(random.nextInt(files.size())), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
