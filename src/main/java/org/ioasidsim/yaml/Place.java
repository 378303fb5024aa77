package org.ioasidsim.yaml;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The place where a value was written.
 *
 * @param source the file as the user named it, or {@code --set PATH}
 * @param directory the directory against which relative paths written there are resolved
 * @param line counted from 1; 0 where there are no lines
 * @param column counted from 1
 */
public record Place(String source, Path directory, int line, int column) {
    /** Returns a place on the command line. */
    public static Place onCommandLine(String option, Path directory) {
        return new Place(option, directory, 0, 0);
    }

    /** Returns whether this is an option of the command line. */
    public boolean isOnCommandLine() {
        return line == 0;
    }

    /** Returns whether this is an option of the command line that names {@code path}, such as {@code --set PATH} or {@code --baseline}. */
    boolean names(String path) {
        return isOnCommandLine() && (source.equals("--" + path) || source.endsWith(" " + path));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Place place
                        && line == place.line
                        && column == place.column
                        && source.equals(place.source)
                        && directory.equals(place.directory));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * source.hashCode() + line) + column;
    }

    @Override
    public String toString() {
        return isOnCommandLine() ? source : source + ":" + line + ":" + column;
    }
}
