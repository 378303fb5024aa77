package org.ioasidsim.archive;

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

    private static final String HOST = "org/ioasidsim/host/Host.class";
    private static final String POLICY = "org/ioasidsim/policy/Policy.class";
    private static final String REPORT = "org/ioasidsim/report/Answer.class";

    @Test
    void theContentOfAFileCountsAndItsPlaceDoesNot() throws IOException {
        Path policy = Files.writeString(directory.resolve("Mine.java"), "class Mine {}");
        Path copy = Files.writeString(directory.resolve("Copy.java"), "class Mine {}");
        String before = ProgramFingerprint.with(List.of(policy));
        assertThat(before).hasSize(16).isNotEqualTo(ProgramFingerprint.with(List.of()));
        assertThat(ProgramFingerprint.with(List.of(copy))).isEqualTo(before);
        Files.writeString(policy, "class Mine { }");
        assertThat(ProgramFingerprint.with(List.of(policy))).isNotEqualTo(before);
    }

    @Test
    void eachFileOfAJarThatSimulatesCountsByItsNameAndItsContent() throws IOException {
        long before = ofJar(HOST, "grants", POLICY, "refuses");
        assertThat(ofJar(POLICY, "refuses", HOST, "grants")).as("order").isEqualTo(before);
        assertThat(ofJar(HOST, "grants", POLICY, "refuseS")).as("content").isNotEqualTo(before);
        assertThat(ofJar(HOST, "refuses", POLICY, "grants")).as("exchange").isNotEqualTo(before);
        assertThat(ofJar(HOST, "grants", POLICY + "2", "refuses")).as("name").isNotEqualTo(before);
        assertThat(ofJar(HOST, "grants")).as("absence").isNotEqualTo(before);
    }

    @Test
    void commandsAndReportsOfAJarDoNotCount() throws IOException {
        long before = ofJar(HOST, "grants");
        assertThat(ofJar(
                        HOST,
                        "grants",
                        REPORT,
                        "draws",
                        "org/ioasidsim/cli/Main.class",
                        "starts",
                        "META-INF/MANIFEST.MF",
                        ""))
                .isEqualTo(before);
    }

    /** Returns the sum over a jar of these names, each before its content. */
    private long ofJar(String... namesAndContents) throws IOException {
        return ProgramFingerprint.ofJar(Jars.write(directory.resolve("program.jar"), namesAndContents));
    }
}
