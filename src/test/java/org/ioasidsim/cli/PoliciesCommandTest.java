package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.ioasidsim.cli.command.PoliciesCommand;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy of one's own must work without rebuilding, and what is wrong with it must be told with its line or its name. */
@Tag("slow")
class PoliciesCommandTest {
    private static final Path OWN = Path.of("scenarios/policies/DynamicThreshold.java");
    private static final String SCENARIO = """
            scenario: own
            question: Does a policy of one's own run?
            host: {preset: x86-vtd-20bit, max_pasids: 31, devices: {dsa: {}}}
            cgroups: {/web: {}, /noisy: {}}
            controls: {policy: {name: dynamic-threshold, alpha: 1}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 100/s}, lifetime: 1s, devices: [dsa]}
              noisy:
                cgroup: /noisy
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 100/s}, lifetime: 1s, devices: [dsa]}
            run: {duration: 20s, replications: 1}
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theDocumentationShowsTheCatalogue() throws IOException {
        assertThat(Files.readString(Path.of("docs/policies.md")))
                .contains(PoliciesCommand.markdown(BuiltInPolicies.catalogue()));
    }

    @Test
    void explainsAPolicyWithItsKnobs() {
        Cli cli = Cli.run("policies", "bind-rate");
        assertThat(cli.status()).isZero();
        assertThat(cli.out())
                .contains("does not prevent", "  max ", "(required)")
                .contains("controls: {policy: {name: bind-rate, max: {/noisy: {rate: 100/s, burst: 200}}}}");
    }

    @Test
    void guessesAMisspeltName() {
        Cli cli = Cli.run("policies", "fair-shair");
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("no policy fair-shair").contains("(did you mean fair-share?)");
    }

    /** With alpha 1 and two that ask for all, each holds a third of the 30 ids and a third stays free. */
    @Test
    void runsTheExampleOfOneSourceFile() throws IOException {
        Cli cli = run(OWN);
        assertThat(cli.status()).isZero();
        List<String> summary = Files.readAllLines(directory.resolve("own/run/summary.csv"));
        assertThat(summary)
                .anyMatch(line -> line.matches("base,web,held_mean,ids,neither,(9|10)\\..*"))
                .anyMatch(line -> line.matches("base,\\*,held_mean,ids,neither,(19|20)\\..*"));
    }

    private Cli run(Path source) throws IOException {
        Path file = directory.resolve("own.yaml");
        Files.writeString(file, SCENARIO);
        return Cli.run(
                "run",
                file.toString(),
                "--policy-source",
                source.toString(),
                "--out",
                directory.toString(),
                "--no-charts");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            held.of(request.tenant()) ~ held.off(request.tenant()) ~ 3 ~ cannot find symbol
            request.hasFree() &&      ~ true ||                    ~ 4 ~ policy dynamic-threshold grants beyond the pool
            held.charge(request.tenant());   ~ ;                          ~ 4 ~ policy dynamic-threshold uncharged an id
            "dynamic-threshold",      ~ "fair-share",              ~ 3 ~ expected a policy with a name of its own, found fair-share again
            implements PolicyPlugin   ~ implements java.io.Serializable ~ 3 ~ method does not override
            """)
    void tellsWhatIsWrong(String good, String bad, int status, String message) throws IOException {
        String source = Files.readString(OWN);
        assertThat(source).contains(good);
        Path broken = directory.resolve("DynamicThreshold.java");
        Files.writeString(broken, source.replace(good, bad));
        Cli cli = run(broken);
        assertThat(cli.err()).contains(message);
        assertThat(cli.status()).isEqualTo(status);
    }

    /** Turns that nobody asks for would be a queue in another order than the policy's author believes. */
    @Test
    void turnsThatDoNotCountAreABreach() throws IOException {
        Cli cli = runWhereSomeWait("@Override public double turn(Request head) { return 1 + head.tenant(); }");
        assertThat(cli.status()).isEqualTo(4);
        assertThat(cli.err())
                .contains("policy dynamic-threshold gives turns in the queue, but does not say with ordersQueue()");
    }

    /** The queue keeps turns until a request is in front: one that fell in between would be served too late, unnoticed. */
    @Test
    void turnsThatFallAreABreach() throws IOException {
        Cli cli = runWhereSomeWait("@Override public boolean ordersQueue() { return true; }"
                + " @Override public double turn(Request head) { return -head.nowSeconds(); }");
        assertThat(cli.status()).isEqualTo(4);
        assertThat(cli.err())
                .contains("policy dynamic-threshold moves a waiting request forward in the queue, from turn -")
                .contains("where turns may only grow");
    }

    private Cli runWhereSomeWait(String methods) throws IOException {
        Path source = directory.resolve("DynamicThreshold.java");
        String charge = "        @Override\n        public void charge(Request request) {";
        assertThat(Files.readString(OWN)).containsOnlyOnce(charge);
        Files.writeString(source, Files.readString(OWN).replace(charge, methods + "\n\n" + charge));
        Path file = directory.resolve("own.yaml");
        Files.writeString(file, SCENARIO.replace("devices: [dsa]}", "devices: [dsa], on_refusal: wait}"));
        return Cli.run(
                "run",
                file.toString(),
                "--policy-source",
                source.toString(),
                "--out",
                directory.toString(),
                "--no-charts");
    }

    @Test
    void aSourceThatIsNoJavaIsNone() throws IOException {
        Path source = Files.writeString(directory.resolve("policy.yaml"), "scenario: none");
        assertThat(run(source))
                .isEqualTo(new Cli(3, "", source + ": expected a Java source, FILE.java, with --policy-source\n"));
    }

    @Test
    void aJarWithoutAPolicyIsNoPlugin() throws IOException {
        Path jar = directory.resolve("empty.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("nothing.txt"));
            out.closeEntry();
        }
        Cli cli = Cli.run("policies", "--plugin", jar.toString());
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).contains("META-INF/services/org.ioasidsim.policy.PolicyPlugin");
    }

    @Test
    void aJarThatNamesAPolicyIsAPlugin() throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        OWN.toString());
        assertThat(compiled).isZero();
        Path jar = directory.resolve("plugin.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.list(classes)) {
            out.putNextEntry(new JarEntry("META-INF/services/org.ioasidsim.policy.PolicyPlugin"));
            out.write("DynamicThreshold".getBytes(StandardCharsets.UTF_8));
            for (Path file : files.sorted().toList()) {
                out.putNextEntry(new JarEntry(file.getFileName().toString()));
                Files.copy(file, out);
            }
        }
        Cli cli = Cli.run("policies", "--plugin", jar.toString());
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out()).contains("dynamic-threshold");
    }
}
