package org.ioasidsim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A part of the settings must be what the whole has there, however its names are written: a mail reads the parts that it shows. */
class ResolvedSettingsTest {
    @TempDir
    private Path directory = Path.of("");

    static Stream<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("scenarios"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void aPartIsWhatTheWholeHasThere(Path file) throws Exception {
        for (ScenarioFile.Variant variant :
                TestScenarios.reader().read(file, Overrides.NONE).variants()) {
            Scenario scenario = variant.scenario();
            Map<String, String> all = ResolvedSettings.of(scenario);
            assertThat(ResolvedSettings.below(scenario, List.of("host")))
                    .isNotEmpty()
                    .isEqualTo(startingWith("host.", all));
            for (String tenant : scenario.tenantNames()) {
                assertThat(ResolvedSettings.below(scenario, List.of("tenants", tenant)))
                        .isNotEmpty()
                        .isEqualTo(startingWith("tenants." + tenant + ".", all));
            }
        }
    }

    /** A name that YAML reads otherwise is quoted; one may begin like another, and have that of a key. */
    @Test
    void aNameIsFoundHoweverItIsWritten() throws Exception {
        String tenant =
                ": {cgroup: /web, kind: container, instances: 1, processes: {arrivals: none, lifetime: 1s, devices: [hpre]}}\n";
        String names = Stream.of("web", "web-2", "\"null\"", "\"12\"", "processes", "tenants", "host")
                .map(name -> "  " + name + tenant)
                .reduce("", String::concat);
        String text = TestScenarios.SMALL;
        String head = text.substring(0, text.indexOf("tenants:\n"));
        String tail = text.substring(text.indexOf("run:"));
        Path file = Files.writeString(directory.resolve("s.yaml"), head + "tenants:\n" + names + tail);
        Scenario scenario = TestScenarios.reader()
                .read(file, Overrides.NONE)
                .variants()
                .get(0)
                .scenario();
        Map<String, String> all = ResolvedSettings.of(scenario);
        assertThat(scenario.tenantNames()).hasSize(7);
        for (String name : scenario.tenantNames()) {
            assertThat(ResolvedSettings.below(scenario, List.of("tenants", name)))
                    .as(name)
                    .isNotEmpty()
                    .isEqualTo(startingWith("tenants." + name + ".", all));
        }
        assertThat(ResolvedSettings.below(scenario, List.of("tenants", "we"))).isEmpty();
        assertThat(ResolvedSettings.below(scenario, List.of("nothing"))).isEmpty();
    }

    private static Map<String, String> startingWith(String prefix, Map<String, String> all) {
        Map<String, String> some = new LinkedHashMap<>(all);
        some.keySet().removeIf(path -> !path.startsWith(prefix));
        return some;
    }
}
