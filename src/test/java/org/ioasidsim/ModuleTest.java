package org.ioasidsim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.ioasidsim.api.Simulation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a user of the library meets: a module that gives what the API needs and nothing else. A type inside must not become public by
 * accident, and a library or a service that only the class path has must not be missing from the descriptor.
 */
@Tag("slow")
class ModuleTest {
    private static final Path EXAMPLES = Path.of("src/test/java/examples");
    private static final List<String> OWN = List.of("TenLines.java", "Questions.java", "OwnPolicy.java");
    /** Of these the module takes only names that are not there at run time. */
    private static final List<String> TESTS_ONLY =
            List.of("junit", "assertj", "archunit", "opentest4j", "test-classes");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void onlyTheApiAndWhatItsSignaturesNameIsExported() throws Exception {
        ModuleDescriptor descriptor =
                ModuleFinder.of(classes()).find("org.ioasidsim").orElseThrow().descriptor();

        assertThat(descriptor.exports().stream().map(ModuleDescriptor.Exports::source))
                .containsExactlyInAnyOrder(
                        "org.ioasidsim.api",
                        "org.ioasidsim.kernel.base",
                        "org.ioasidsim.kernel.cgroup",
                        "org.ioasidsim.policy",
                        "org.ioasidsim.state",
                        "org.ioasidsim.yaml");
        assertThat(descriptor.opens()).isEmpty();
    }

    /** seats.yaml: 7 instances ask for one id each; 5 may have one in the variant misc, and at 10 instances all may in the other. */
    @Test
    void aModuleRunsComparesSweepsPlansReadsResultsAndWritesAPolicy() throws Exception {
        String problems = compile(OWN.stream().map(EXAMPLES::resolve).toList());
        assertThat(problems).isEmpty();

        String printed = run("examples.Questions", "src/test/resources/examples/seats.yaml", directory.toString());

        assertThat(printed).isEqualTo("""
                        read: 0.0
                        compared: worse
                        swept: {tenants.web.instances=4} 1.0
                        {tenants.web.instances=10} 1.0
                        planned: /web/misc.max.pasid: OptionalLong[7] will do, OptionalLong[6] will not
                        own policy: %s
                        changed: seats
                        """.formatted(3 / 7.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "experiment.Experiment",
                "experiment.summary.Metric",
                "report.ResultWriter",
                "policy.rule.FairShare",
                "policy.book.RecentCount",
                "kernel.Kernel",
                "scenario.Scenario"
            })
    void nothingElseCanBeImported(String type) throws Exception {
        Path source = directory.resolve("Intruder.java");
        Files.writeString(source, "package examples;\nimport org.ioasidsim." + type + ";\npublic class Intruder {}\n");

        String closed = "org.ioasidsim." + type.substring(0, type.lastIndexOf('.'));
        assertThat(compile(List.of(source)))
                .contains("package " + closed + " is not visible")
                .contains("does not export it");
    }

    /** Compiles {@code sources} as the module consumer, and returns what the compiler says. */
    private String compile(List<Path> sources) throws Exception {
        Path descriptor = directory.resolve("module-info.java");
        Files.writeString(descriptor, "module consumer { requires org.ioasidsim; }\n");
        List<String> options = List.of(
                "-proc:none",
                "-Xlint:all,-requires-automatic",
                "-Werror",
                "-d",
                consumer().toString(),
                "-cp",
                "",
                "-p",
                modulePath());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<Path> all =
                    Stream.concat(Stream.of(descriptor), sources.stream()).toList();
            compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(all))
                    .call();
        }
        return said.toString();
    }

    private String run(String main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-p",
                consumer() + File.pathSeparator + modulePath(),
                "-m",
                "consumer/" + main));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    private Path consumer() {
        return directory.resolve("classes");
    }

    /** Returns the module and its libraries, where the class path of the tests has them. */
    private static String modulePath() {
        Set<String> libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> TESTS_ONLY.stream().noneMatch(entry::contains))
                .collect(Collectors.toSet());
        return classes() + File.pathSeparator + String.join(File.pathSeparator, libraries);
    }

    private static Path classes() {
        try {
            return Path.of(Simulation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
