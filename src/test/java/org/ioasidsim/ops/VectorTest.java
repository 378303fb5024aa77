package org.ioasidsim.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The model must answer each recorded operation as the kernel's own source did. */
class VectorTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors");

    static Stream<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(VECTORS)) {
            return files.filter(file -> file.toString().endsWith(".ops")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void answersAsTheKernelDid(Path script) throws IOException {
        OpScript parsed = OpScript.parse(script.toString(), Files.readString(script));
        Path expected = Path.of(script.toString().replace(".ops", ".expected"));

        assertThat(parsed.problems()).isEmpty();
        assertThat(Answers.to(parsed)).containsExactlyElementsOf(Files.readAllLines(expected));
    }
}
