package org.ioasidsim.live;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.report.page.LivePage;
import org.ioasidsim.scenario.ScenarioFile;

/** A page that simulates a scenario again with other values, offline: it holds the engine, the scenario and the figures of its run, if any. */
public final class LiveFile {
    /** The name of the page beside the results of a run. */
    public static final String NAME = "live.html";

    private static final String ENGINE = "/org/ioasidsim/report/page/web/engine.wasm.gz";

    private LiveFile() {}

    /** Returns why no page can be written for {@code file}; empty where one can. */
    public static Optional<String> obstacle(ScenarioFile file) {
        if (LiveFile.class.getResource(ENGINE) == null) {
            return Optional.of("this program was built without the engine of live pages:"
                    + " ./mvnw -Dmaven.test.skip=true package builds it with it, in a minute or two");
        }
        return new LiveKeys(file).readsData()
                ? Optional.of("the scenario reads data files, which a page does not hold")
                : Optional.empty();
    }

    /**
     * Returns the page.
     *
     * @param results of the file's run; empty for a scenario that was never run
     */
    public static String html(ScenarioFile file, List<VariantResult> results) throws IOException {
        var scenario = file.variants().get(0).scenario();
        String json = JsonText.inPage(writer -> write(file, results, writer));
        return new LivePage(scenario.name(), scenario.question(), json, engine()).html();
    }

    private static String engine() throws IOException {
        try (InputStream in = LiveFile.class.getResourceAsStream(ENGINE)) {
            if (in == null) {
                throw new IllegalStateException("no engine, which obstacle() tells");
            }
            return Base64.getEncoder().encodeToString(in.readAllBytes());
        }
    }

    private static void write(ScenarioFile file, List<VariantResult> results, JsonWriter json) throws IOException {
        var keys = new LiveKeys(file);
        json.beginObject().name("name").value(String.valueOf(file.path().getFileName()));
        json.name("text").value(text(file.path(), file));
        json.name("base").beginObject();
        for (String override : file.overrides()) {
            int equals = override.indexOf('=');
            json.name(override.substring(0, equals)).value(override.substring(equals + 1));
        }
        json.endObject().name("variants").beginArray();
        for (ScenarioFile.Variant variant : file.variants()) {
            json.value(variant.name());
        }
        json.endArray().name("keys").beginArray();
        for (LiveKeys.Key key : keys.changed()) {
            write(key, json);
        }
        json.endArray().name("others").beginArray();
        for (Map.Entry<String, String> other : keys.others().entrySet()) {
            json.beginObject().name("path").value(other.getKey());
            json.name("value").value(other.getValue()).endObject();
        }
        json.endArray().name("published").beginObject();
        for (VariantResult result : results) {
            json.name(result.name()).beginObject();
            JsonText.number(json.name("warm_up"), result.warmUp().seconds());
            json.name("replications").value(result.replications().size());
            LiveResult.write(file.only(List.of(result.name())), result, json.name("sum"));
            json.endObject();
        }
        json.endObject().endObject();
    }

    private static void write(LiveKeys.Key key, JsonWriter json) throws IOException {
        json.beginObject().name("path").value(key.path());
        json.name("values").beginObject();
        for (Map.Entry<String, String> value : key.values().entrySet()) {
            json.name(value.getKey()).value(value.getValue());
        }
        json.endObject().name("choices").beginArray();
        for (String choice : key.choices()) {
            json.value(choice);
        }
        json.endArray().endObject();
    }

    /** Returns the text of the file, whose lines messages name; of one that includes others, what they say together. */
    private static String text(Path path, ScenarioFile file) throws IOException {
        boolean isAlone = Files.isRegularFile(path)
                && Files.readAllLines(path).stream().noneMatch(line -> line.startsWith("include:"));
        return isAlone ? Files.readString(path) : file.resolvedYaml();
    }
}
