package org.ioasidsim.archive;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Reads manifests back, as {@link Manifest#json} wrote them. */
public final class ManifestReader {
    private ManifestReader() {}

    /** Returns the manifest that lies in {@code directory}. */
    public static Manifest read(Path directory) throws InvalidManifestException {
        Path file = directory.resolve(Manifest.FILE);
        try {
            return manifest(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
        } catch (NoSuchFileException e) {
            throw new InvalidManifestException(
                    file
                            + ": no such file: name a directory that `ioasid-sim run` wrote, such as results/my-question/run",
                    e);
        } catch (IOException e) {
            throw new InvalidManifestException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | NumberFormatException
                | DateTimeException e) {
            throw new InvalidManifestException(
                    file + ": is no manifest of this version of ioasid-sim (" + oneLine(e)
                            + "): run the scenario again to write it anew",
                    e);
        }
    }

    private static String oneLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("empty");
    }

    private static Manifest manifest(JsonObject json) {
        return new Manifest(
                info(json),
                optional(json, "command", olderCommand(json)),
                optional(json, "page", "report.html"),
                optional(json, "answer", ""),
                text(json, "scenario"),
                text(json, "scenario_file"),
                text(json, "scenario_file_resolved"),
                elements(json, "overrides").stream()
                        .map(JsonElement::getAsString)
                        .toList(),
                member(json, "interrupted").getAsBoolean(),
                variants(elements(json, "variants")),
                sums(member(json, "files_sha256").getAsJsonObject()));
    }

    private static RunInfo info(JsonObject json) {
        return new RunInfo(
                text(json, "command_line"),
                text(json, "version"),
                text(json, "commit"),
                text(json, "java"),
                text(json, "program_fingerprint"),
                Instant.parse(text(json, "started_at")),
                Instant.parse(text(json, "finished_at")),
                1);
    }

    private static List<Manifest.Variant> variants(List<JsonElement> entries) {
        Map<String, String> firstTexts = new HashMap<>();
        List<Manifest.Variant> variants = new ArrayList<>();
        for (JsonElement entry : entries) {
            JsonObject json = entry.getAsJsonObject();
            String text = resolved(json, firstTexts.getOrDefault(text(json, "variant"), ""));
            firstTexts.putIfAbsent(text(json, "variant"), text);
            variants.add(variant(json, text));
        }
        return variants;
    }

    /** Returns the scenario of an entry: all of it, or what it changes in the first of its variant. */
    private static String resolved(JsonObject json, String first) {
        return json.has(Manifest.RESOLVED)
                ? text(json, Manifest.RESOLVED)
                : new LineChanges(elements(json, Manifest.CHANGES).stream()
                                .map(element -> change(element.getAsJsonObject()))
                                .toList())
                        .applyTo(first);
    }

    private static LineChanges.Change change(JsonObject json) {
        return new LineChanges.Change(
                member(json, "line").getAsInt(),
                member(json, "count").getAsInt(),
                elements(json, "lines").stream().map(JsonElement::getAsString).toList());
    }

    private static Manifest.Variant variant(JsonObject json, String resolved) {
        return new Manifest.Variant(
                text(json, "variant"),
                optional(json, "point", ""),
                json.has("scaled")
                        ? new Manifest.Load(
                                text(json, "scaled"), member(json, "factor").getAsDouble())
                        : null,
                resolved,
                text(json, "scenario_sha256"),
                member(json, "seed").getAsLong(),
                member(json, "warm_up_s").getAsDouble(),
                elements(json, "replications").stream()
                        .map(element -> replication(element.getAsJsonObject()))
                        .toList());
    }

    private static Manifest.Replication replication(JsonObject json) {
        return new Manifest.Replication(
                member(json, "replication").getAsInt(), text(json, "event_hash"), text(json, "status"));
    }

    private static SortedMap<String, String> sums(JsonObject json) {
        SortedMap<String, String> sums = new TreeMap<>();
        json.entrySet()
                .forEach(entry -> sums.put(entry.getKey(), entry.getValue().getAsString()));
        return sums;
    }

    private static String optional(JsonObject json, String name, String otherwise) {
        return json.has(name) ? text(json, name) : otherwise;
    }

    /** Before commands had directories of their own, their tables told which one wrote. */
    private static String olderCommand(JsonObject json) {
        JsonObject files = member(json, "files_sha256").getAsJsonObject();
        return files.has("isolation.csv") ? "isolation" : files.has("comparison.csv") ? "compare" : "run";
    }

    private static String text(JsonObject json, String name) {
        return member(json, name).getAsString();
    }

    private static List<JsonElement> elements(JsonObject json, String name) {
        JsonArray array = member(json, name).getAsJsonArray();
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static JsonElement member(JsonObject json, String name) {
        JsonElement member = json.get(name);
        if (member == null) {
            throw new JsonParseException("it has no " + name);
        }
        return member;
    }
}
