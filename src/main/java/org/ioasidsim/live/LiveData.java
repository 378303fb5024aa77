package org.ioasidsim.live;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.yaml.Node;

/** The data files that a scenario reads, which its page holds, compressed: they are what its keys {@code file} name and what is there. */
final class LiveData {
    private static final long MOST_BYTES = 2_000_000;
    private static final double MEGABYTE = 1e6;

    private final Path directory;
    private final Map<String, Path> files = new TreeMap<>();

    /** Makes that of no variant yet. */
    LiveData(ScenarioFile file) {
        Path parent = file.path().getParent();
        this.directory = parent == null ? Path.of("") : parent;
    }

    /** Adds what a variant, or a part of it, reads. */
    void collect(Node node) {
        if (node instanceof Node.Mapping mapping) {
            mapping.fields().forEach((key, field) -> {
                if (key.equals("file") && field.value() instanceof Node.Scalar name) {
                    add(name.text());
                } else {
                    collect(field.value());
                }
            });
        } else if (node instanceof Node.Sequence sequence) {
            sequence.items().forEach(this::collect);
        }
    }

    /** Adds a file by the name that the scenario has for it; events name files of cgroups in the same way. */
    private void add(String name) {
        Path file = directory.resolve(name).normalize();
        if (Files.isRegularFile(file)) {
            files.put(name, file);
        }
    }

    /** Returns why a page cannot hold them; empty where it can. */
    Optional<String> obstacle() throws IOException {
        long bytes = 0;
        for (Path file : files.values()) {
            bytes += Files.size(file);
        }
        return bytes <= MOST_BYTES
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "it reads %.1f MB of data, and a page holds at most %.0f MB",
                        bytes / MEGABYTE,
                        MOST_BYTES / MEGABYTE));
    }

    /** Writes them by their names as one object, each compressed and in base 64. */
    void write(JsonWriter json) throws IOException {
        json.beginObject();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            json.name(file.getKey()).value(Packed.text(Files.readAllBytes(file.getValue())));
        }
        json.endObject();
    }
}
