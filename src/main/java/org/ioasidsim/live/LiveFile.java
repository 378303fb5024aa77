package org.ioasidsim.live;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.report.page.LivePage;
import org.ioasidsim.report.page.LivePanel;
import org.ioasidsim.scenario.ScenarioFile;

/** What a page needs to simulate a scenario again with other values, offline: the engine, the scenario, its data, and the figures of its run. */
public final class LiveFile {
    /** Why there is no page where the program was built without the engine. */
    public static final String NO_ENGINE = "this program was built without the engine of live pages:"
            + " ./mvnw -Dmaven.test.skip=true package builds it with it, in some minutes";

    private static final String ENGINE = "/org/ioasidsim/report/page/web/engine.wasm.gz";
    private static final int MOST_SAMPLES_IN_ALL = 40_000;
    private static final int LEAST_SAMPLES = 50;

    private LiveFile() {}

    /** Returns whether this program was built with the engine. */
    public static boolean hasEngine() {
        return LiveFile.class.getResource(ENGINE) != null;
    }

    /** Returns why a page cannot simulate {@code file}, as part of a sentence; empty where it can. */
    public static Optional<String> obstacle(ScenarioFile file) throws IOException {
        return obstacle(file, LiveParts.of(file));
    }

    private static Optional<String> obstacle(ScenarioFile file, LiveParts parts) throws IOException {
        Set<String> known = BuiltInPolicies.catalogue().entries().stream()
                .map(Policies.Entry::name)
                .collect(Collectors.toUnmodifiableSet());
        Optional<String> foreign = file.variants().stream()
                .map(variant -> variant.scenario().policy().name())
                .filter(name -> !known.contains(name))
                .findFirst();
        return foreign.isPresent()
                ? foreign.map(
                        name -> "the policy " + name + " does not come with the program, and a page knows no others")
                : parts.data().obstacle();
    }

    /**
     * Returns the part of a report that simulates again; a sentence where there is an obstacle, nothing where the program has no engine.
     *
     * @param results of the file's run
     * @param isHeld whether the page is to hold the engine even where that leaves no room for its pictures
     */
    public static LivePanel panel(ScenarioFile file, List<VariantResult> results, boolean isHeld) throws IOException {
        if (!hasEngine()) {
            return LivePanel.NONE;
        }
        LiveParts parts = LiveParts.of(file);
        Optional<String> obstacle = obstacle(file, parts);
        return obstacle.isPresent()
                ? LivePanel.refused("This page does not simulate again: " + obstacle.get() + ".")
                : new LivePanel("", data(file, parts.keys(), results), load(parts.data(), true), "", isHeld);
    }

    /** Returns a page of its own for a scenario, with the figures of its run, if it was run. */
    public static String html(ScenarioFile file, List<VariantResult> results) throws IOException {
        LiveParts parts = LiveParts.of(file);
        return html(file, new LivePanel("", data(file, parts.keys(), results), load(parts.data(), true), "", true));
    }

    /** Returns the same without the engine, which the page finds in {@code engine}, a path relative to it, as {@link #engine} writes it. */
    public static String html(ScenarioFile file, List<VariantResult> results, String engine) throws IOException {
        LiveParts parts = LiveParts.of(file);
        return html(
                file, new LivePanel("", data(file, parts.keys(), results), load(parts.data(), false), engine, false));
    }

    private static String html(ScenarioFile file, LivePanel panel) {
        var scenario = file.variants().get(0).scenario();
        return new LivePage(scenario.name(), scenario.question(), panel).html();
    }

    /** Returns the text of a file with the engine alone, for the pages that are beside it. */
    public static String engine() {
        return new LivePanel(
                        "",
                        "",
                        JsonText.inPage(json -> {
                            json.beginObject();
                            writeEngine(json);
                            json.endObject();
                        }),
                        "",
                        false)
                .script();
    }

    private static String load(LiveData data, boolean withEngine) {
        return JsonText.inPage(json -> {
            json.beginObject();
            if (withEngine) {
                writeEngine(json);
            }
            data.write(json.name("files"));
            json.endObject();
        });
    }

    private static void writeEngine(JsonWriter json) throws IOException {
        try (InputStream in = LiveFile.class.getResourceAsStream(ENGINE)) {
            if (in == null) {
                throw new IllegalStateException(NO_ENGINE);
            }
            json.name("engine").value(Base64.getEncoder().encodeToString(in.readAllBytes()));
        }
    }

    private static String data(ScenarioFile file, LiveKeys keys, List<VariantResult> results) throws IOException {
        LiveText text = LiveText.of(file);
        String packed = Packed.text(
                JsonText.inPage(json -> writePacked(file, text, results, json)).getBytes(StandardCharsets.UTF_8));
        return JsonText.inPage(json -> {
            json.beginObject().name("name").value(text.name());
            json.name("packed").value(packed);
            json.name("variants").beginArray();
            for (ScenarioFile.Variant variant : file.variants()) {
                json.value(variant.name());
            }
            json.endArray().name("keys").beginArray();
            for (LiveKeys.Key key : keys.changed()) {
                write(key, json);
            }
            json.endArray().name("others").beginArray();
            for (LiveKeys.Key key : keys.others()) {
                write(key, json);
            }
            json.endArray().endObject();
        });
    }

    private static void writePacked(ScenarioFile file, LiveText text, List<VariantResult> results, JsonWriter json)
            throws IOException {
        json.beginObject().name("text").value(text.text());
        json.name("set").beginObject();
        for (Map.Entry<String, String> value : text.set().entrySet()) {
            json.name(value.getKey()).value(value.getValue());
        }
        json.endObject();
        json.name("published").beginObject();
        int series = results.stream()
                .mapToInt(result -> 1 + LiveResult.shown(result.scenario()).size())
                .sum();
        int samples = Math.max(LEAST_SAMPLES, MOST_SAMPLES_IN_ALL / Math.max(1, series));
        for (VariantResult result : results) {
            if (isWhole(result)) {
                json.name(result.name()).beginObject();
                JsonText.number(json.name("warm_up"), result.warmUp().seconds());
                json.name("replications").value(result.replications().size());
                LiveResult.write(file, result, samples, json.name("sum"));
                json.endObject();
            }
        }
        json.endObject().endObject();
    }

    /** Returns whether each replication ended well: a page repeats no others. */
    private static boolean isWhole(VariantResult result) {
        return !result.replications().isEmpty()
                && result.replications().stream().allMatch(replication -> replication.failure() == null);
    }

    private static void write(LiveKeys.Key key, JsonWriter json) throws IOException {
        json.beginObject().name("path").value(key.path());
        json.name("values").beginArray();
        for (String value : key.values()) {
            json.value(value);
        }
        json.endArray();
        if (!key.choices().isEmpty()) {
            json.name("choices").beginArray();
            for (String choice : key.choices()) {
                json.value(choice);
            }
            json.endArray();
        }
        json.endObject();
    }
}
