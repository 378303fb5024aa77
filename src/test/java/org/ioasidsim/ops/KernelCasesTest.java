package org.ioasidsim.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What surrounds the recorded controllers (drivers, VFIO, rules of cgroup v2, kernel versions) must answer as the kernel's source says, from which each
 * answer was derived by hand: the first line of a script names the function, {@code docs/kernel.md} the file.
 */
class KernelCasesTest {
    private static final Path CASES = Path.of("src/test/resources/kernel-cases");

    static Stream<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.filter(file -> file.toString().endsWith(".ops")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void answersAsTheKernelWould(Path script) throws IOException {
        OpScript parsed = OpScript.parse(script.toString(), Files.readString(script));
        Path expected = Path.of(script.toString().replace(".ops", ".expected"));

        assertThat(parsed.problems()).isEmpty();
        assertThat(Answers.to(parsed)).containsExactlyElementsOf(Files.readAllLines(expected));
    }
}
