package org.ioasidsim.file;

import java.nio.file.Path;
import java.util.List;

/**
 * The files of a result on disk.
 *
 * @param directory of the scenario
 * @param files below it, the manifest last
 * @param warnings what is missing and why, in sentences
 */
public record WrittenFiles(Path directory, List<Path> files, List<String> warnings) {
    public WrittenFiles {
        files = List.copyOf(files);
        warnings = List.copyOf(warnings);
    }
}
