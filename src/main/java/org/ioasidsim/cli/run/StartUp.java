package org.ioasidsim.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.ioasidsim.bench.Bench;
import org.ioasidsim.bench.Figure;
import org.ioasidsim.cli.base.ExitStatus;

/** Measures how long this program takes from start to exit, started as it was itself: for {@code --version}, and for a trivial scenario. */
public final class StartUp {
    private static final String BENCHMARK = "start of the program, on the wall";

    private StartUp() {}

    /**
     * Starts each command {@code times} times, in turns, and returns a figure for each; none if this program was not started from a jar.
     */
    public static List<Figure> measure(int times) throws IOException, InterruptedException {
        List<String> program = program();
        if (program.isEmpty()) {
            return List.of();
        }
        Path directory = Files.createTempDirectory("ioasid-sim-bench");
        try {
            return measure(times, program, directory);
        } finally {
            delete(directory);
        }
    }

    private static List<Figure> measure(int times, List<String> program, Path directory)
            throws IOException, InterruptedException {
        String scenario = Files.writeString(directory.resolve("trivial.yaml"), Bench.TRIVIAL)
                .toString();
        String results = directory.resolve("results").toString();
        List<Start> starts = List.of(
                new Start("--version", times, "--version"),
                new Start("run of a trivial scenario", times, "run", scenario, "--out", results, "--fresh", "--quiet"),
                new Start("the same, --no-charts", times, "run", scenario, "--out", results, "--fresh", "--no-charts"));
        for (int turn = 0; turn < times; turn++) {
            for (Start start : starts) {
                if (!start.time(turn, program)) {
                    return List.of();
                }
            }
        }
        return starts.stream().map(Start::figure).toList();
    }

    /** Returns the command that starts this program, without its arguments; empty if it was not started from a jar. */
    private static List<String> program() {
        ProcessHandle.Info info = ProcessHandle.current().info();
        List<String> words = new ArrayList<>();
        info.command().ifPresent(words::add);
        words.addAll(List.of(info.arguments().orElse(new String[0])));
        int jar = words.indexOf("-jar");
        return jar < 0 ? List.of() : List.copyOf(words.subList(0, jar + 2));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> below = Files.walk(directory)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** A command line of this program, and the times of its starts. */
    private static final class Start {
        private final String subject;
        private final List<String> words;
        private final double[] nanos;

        Start(String subject, int times, String... words) {
            this.subject = subject;
            this.words = List.of(words);
            this.nanos = new double[times];
        }

        /** Starts {@code program} and records how long it ran. Returns false if it timed out or failed. */
        boolean time(int turn, List<String> program) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(program);
            command.addAll(words);
            long before = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroy();
                return false;
            }
            nanos[turn] = System.nanoTime() - before;
            return process.exitValue() == ExitStatus.DONE.code();
        }

        Figure figure() {
            double[] sorted = nanos.clone();
            Arrays.sort(sorted);
            double median = sorted[sorted.length / 2];
            return new Figure(BENCHMARK, subject, 1, median, sorted[0], sorted[sorted.length - 1], 1, Double.NaN);
        }
    }
}
