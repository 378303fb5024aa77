package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each start of the program does not wait for. */
class StartTest {
    @TempDir
    private Path directory;

    /** Java 17 makes the equals and hashCode of a record when they are first called, which takes as long as to read a scenario. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "validate scenarios/noisy-neighbour-arm64.yaml",
                "run scenarios/asid-sizes.yaml --variant asids-64k --duration 1s --replications 2",
                "plan scenarios/vm-boot-storm.yaml --set plan.max_replications=2"
            })
    void noRecordIsComparedByMethodsThatJavaMakesFirst(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.lang.invoke.MethodHandle.TRACE_METHOD_LINKAGE=true",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                "org.ioasidsim.cli.Main"));
        command.addAll(List.of(arguments.split(" ")));
        if (!arguments.startsWith("validate")) {
            command.addAll(List.of("--out", directory.resolve("results").toString()));
        }

        List<String> linked = linked(command);

        assertThat(linked).hasSizeGreaterThan(100).noneMatch(line -> line.contains("ObjectMethods"));
    }

    private static List<String> linked(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> said =
                printed.lines().filter(line -> !line.startsWith("link")).toList();
        assertThat(process.waitFor()).as("%s", said).isZero();
        return printed.lines()
                .filter(line -> line.startsWith("linkCallSite org.ioasidsim."))
                .toList();
    }
}
