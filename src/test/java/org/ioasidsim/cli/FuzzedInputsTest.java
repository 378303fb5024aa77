package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What once made the program fail, hang or print control characters must not do so again; nor may the first inputs of each fuzzer. */
class FuzzedInputsTest {
    private static final int INPUTS = 20;

    @TempDir
    Path directory = Path.of("");

    static Stream<Path> failedOnce() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/fuzz"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("failedOnce")
    void whatFailedOnceIsAnswered(Path input) {
        FuzzKind kind = Arrays.stream(FuzzKind.values())
                .filter(any -> input.getFileName().toString().startsWith(any.label()))
                .findFirst()
                .orElseThrow();
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> kind.attempt(input, directory.resolve("out")));
    }

    @ParameterizedTest
    @EnumSource(FuzzKind.class)
    void theFirstInputsAreAnswered(FuzzKind kind) throws IOException {
        for (int number = 0; number < INPUTS; number++) {
            Path file = Files.write(
                    directory.resolve(kind.fileName()),
                    kind.input(new SplittableRandom(number)).getBytes(StandardCharsets.UTF_8));
            kind.attempt(file, directory.resolve("out"));
        }
        assertThat(kind.input(new SplittableRandom(1))).isEqualTo(kind.input(new SplittableRandom(1)));
    }
}
