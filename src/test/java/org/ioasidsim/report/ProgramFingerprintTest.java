package org.ioasidsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replications that a policy of one's own decided must not be taken for those of another version of it. */
class ProgramFingerprintTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void withoutFilesItIsThatOfTheProgram() throws IOException {
        assertThat(ProgramFingerprint.with(List.of())).isEqualTo(ProgramFingerprint.current());
    }

    @Test
    void theContentOfAFileCountsAndItsPlaceDoesNot() throws IOException {
        Path policy = Files.writeString(directory.resolve("Mine.java"), "class Mine {}");
        Path copy = Files.writeString(directory.resolve("Copy.java"), "class Mine {}");
        String before = ProgramFingerprint.with(List.of(policy));
        assertThat(before).hasSize(16).isNotEqualTo(ProgramFingerprint.current());
        assertThat(ProgramFingerprint.with(List.of(copy))).isEqualTo(before);
        Files.writeString(policy, "class Mine { }");
        assertThat(ProgramFingerprint.with(List.of(policy))).isNotEqualTo(before);
    }
}
