package org.ioasidsim.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.ioasidsim.file.JsonText;

/**
 * What no manifest of a scenario's results needs.
 *
 * @param scenario the directory of the results
 * @param removed how many replications were removed, or could be
 * @param bytes that they took
 * @param kept how many stay
 */
public record PrunedReplications(Path scenario, int removed, long bytes, long kept) {
    /** Returns how many replications a file of the store holds: one, or those of a shard's pack. */
    public static int replications(Path file) throws IOException {
        if (!PackFile.isOne(file)) {
            return 1;
        }
        var count = new AtomicInteger();
        var unused = PackFile.visit(file, (key, spot) -> count.incrementAndGet());
        return count.get();
    }

    /** Returns all of them as a JSON array. */
    public static String json(List<PrunedReplications> all) {
        return JsonText.of(json -> {
            json.beginArray();
            for (PrunedReplications pruned : all) {
                json.beginObject().name("directory").value(pruned.scenario().toString());
                json.name("removed").value(pruned.removed());
                json.name("bytes").value(pruned.bytes());
                json.name("kept").value(pruned.kept()).endObject();
            }
            json.endArray();
        });
    }
}
