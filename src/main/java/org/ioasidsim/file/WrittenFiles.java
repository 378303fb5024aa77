package org.ioasidsim.file;

import java.nio.file.Path;
import java.util.List;

/**
 * A result on disk.
 *
 * @param directory of the scenario
 * @param warnings what is missing and why, in sentences
 */
public record WrittenFiles(Path directory, List<String> warnings) {
    public WrittenFiles {
        warnings = List.copyOf(warnings);
    }
}
