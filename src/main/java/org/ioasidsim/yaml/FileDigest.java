package org.ioasidsim.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ioasidsim.file.Sha256;

/** The SHA-256 of a file that a scenario reads, written as the comment behind its path: so a resolved scenario identifies its data. */
public final class FileDigest {
    private static final String LABEL = "sha256 ";

    private FileDigest() {}

    /** Returns the comment for {@code file}; nothing when it cannot be read. */
    static Optional<String> of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(LABEL + Sha256.of(in));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
