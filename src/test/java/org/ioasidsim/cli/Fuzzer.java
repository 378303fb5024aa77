package org.ioasidsim.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Gives damaged inputs to the program for as long as one likes; {@code src/test/sh/fuzz.sh} runs it. Input n of a seed is always the same. One
 * that ends with status 1, takes more than ten seconds of processor time (or two minutes) or prints control characters is kept in {@code target/fuzz}; it belongs into
 * {@code src/test/resources/fuzz}, from where {@link FuzzedInputsTest} gives it to the program for ever after.
 */
final class Fuzzer {
    private static final int MOST_SECONDS = 10;
    private static final int PROGRESS = 10_000;
    private static final int MOST_WAITED_SECONDS = 120;
    private static final String TOO_SLOW = "no answer within " + MOST_SECONDS + " s of processor time";
    private static final Path FAILED = Path.of("target", "fuzz");
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final ExecutorService worker = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "fuzzed");
        thread.setDaemon(true);
        return thread;
    });

    private Fuzzer() {}

    /** Arguments: how many seconds, or inputs ({@code 100000x}), for each kind, the seed, and the kinds (default: all). */
    public static void main(String[] args) throws Exception {
        List<String> wanted = Arrays.asList(args).subList(2, args.length);
        int failures = 0;
        for (FuzzKind kind : FuzzKind.values()) {
            if (wanted.isEmpty() || wanted.contains(kind.label())) {
                failures += new Fuzzer().fuzz(kind, args[0], Long.parseLong(args[1]));
            }
        }
        System.exit(failures == 0 ? 0 : 1);
    }

    private int fuzz(FuzzKind kind, String much, long seed) throws Exception {
        boolean isCount = much.endsWith("x");
        long inputs = isCount ? Long.parseLong(much.replace("x", "")) : Long.MAX_VALUE;
        long start = System.nanoTime();
        long most = isCount ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(Long.parseLong(much));
        int failures = 0;
        long number = 0;
        for (; number < inputs && System.nanoTime() - start < most; number++) {
            if (number % PROGRESS == 0 && number > 0) {
                System.out.println(kind.label() + ": " + number + " inputs so far, " + failures + " failures");
            }
            String input = kind.input(new SplittableRandom(seed * 1_000_003 + number));
            String failure = failure(kind, input);
            if (!failure.isEmpty()) {
                failures++;
                Path kept = FAILED.resolve(kind.label() + "-" + seed + "-" + number + "-" + kind.fileName());
                Files.createDirectories(FAILED);
                Files.write(kept, input.getBytes(StandardCharsets.UTF_8));
                System.out.println(kept + ": " + failure);
            }
        }
        System.out.println(kind.label() + ": " + number + " inputs, " + failures + " failures (seed " + seed + ")"
                + " in " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + " s");
        return failures;
    }

    /** Returns what is wrong with the answer to {@code input}; empty if nothing is. A slow answer counts if it is slow twice. */
    private String failure(FuzzKind kind, String input) throws IOException, InterruptedException {
        String failure = attempt(kind, input);
        return failure.equals(TOO_SLOW) ? attempt(kind, input) : failure; // an earlier one may still have been running
    }

    private String attempt(FuzzKind kind, String input) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("ioasid-sim-fuzz");
        Future<?> attempt = worker.submit(() -> {
            kind.attempt(
                    Files.write(directory.resolve(kind.fileName()), input.getBytes(StandardCharsets.UTF_8)),
                    directory.resolve("out"));
            return null;
        });
        try {
            return isAnswered(attempt) ? "" : TOO_SLOW;
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } finally {
            if (attempt.isDone()) { // one that is not goes on to write there
                delete(directory);
            }
        }
    }

    /** Waits for an answer; on a busy machine for longer, since what counts is the processor's time. */
    private static boolean isAnswered(Future<?> attempt) throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        long used = PROCESS.getProcessCpuTime();
        while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(MOST_WAITED_SECONDS)
                && PROCESS.getProcessCpuTime() - used < TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
            if (isAnsweredWithinASecond(attempt)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAnsweredWithinASecond(Future<?> attempt) throws ExecutionException, InterruptedException {
        try {
            attempt.get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
