package org.ioasidsim.scenario;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.yaml.Problem;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Scenarios written in tests. */
public final class TestScenarios {
    /** The shortest right scenario, its lines to be changed. */
    public static final String SMALL = """
            scenario: small
            question: Is it read?
            host:
              preset: arm64-smmuv3-64k
              devices: {hpre: {}}
            cgroups:
              /web: {}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes:
                  arrivals: {poisson: 2/s}
                  lifetime: 3s
                  devices: [hpre]
            run:
              duration: 10s
            """;

    private TestScenarios() {}

    public static ScenarioReader reader() {
        return new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names());
    }

    /** Reads a text that stands in {@code directory}. */
    static ScenarioFile readBack(String text, Path directory) throws IOException, InvalidScenarioException {
        Path file = Files.createTempFile(directory, ".read-back", ".yml");
        try {
            Files.writeString(file, text);
            return reader().read(file, Overrides.NONE);
        } finally {
            Files.delete(file);
        }
    }

    /** Returns the problems of {@code text}, each as its line without the directory. */
    static String problems(Path directory, String text, Overrides overrides) throws IOException {
        Path file = directory.resolve("s.yaml");
        Files.writeString(file, text);
        try {
            var unused = reader().read(file, overrides);
            return "";
        } catch (InvalidScenarioException e) {
            return e.problems().stream()
                    .map(Problem::toString)
                    .map(line -> line.replace(directory + "/", ""))
                    .collect(Collectors.joining("\n"));
        }
    }

    /** Returns a document as JSON, merge keys merged, as an editor that knows the schema sees it. */
    static String json(String yaml) {
        return new Gson().toJson(merged(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
    }

    private static Object merged(Object node) {
        if (node instanceof List<?> list) {
            return list.stream().map(TestScenarios::merged).toList();
        }
        if (!(node instanceof Map<?, ?> map)) {
            return node;
        }
        Map<Object, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(key, merged(value)));
        if (result.remove("<<") instanceof Map<?, ?> below) {
            below.forEach(result::putIfAbsent);
        }
        return result;
    }
}
