package org.ioasidsim.archive;

import java.nio.file.Path;
import java.util.List;
import org.ioasidsim.file.JsonText;

/**
 * What no manifest of a scenario's results needs.
 *
 * @param scenario the directory of the results
 * @param removed how many replications were removed, or could be
 * @param bytes that they took
 * @param kept how many files of replications stay
 */
public record PrunedReplications(Path scenario, int removed, long bytes, long kept) {
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
