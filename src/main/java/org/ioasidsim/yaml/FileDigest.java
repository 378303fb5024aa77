package org.ioasidsim.yaml;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The SHA-256 of a file that a scenario reads, written as the comment behind its path: so a resolved scenario identifies its data. */
public final class FileDigest {
    private static final String LABEL = "sha256 ";

    private FileDigest() {}

    /** Returns the comment for {@code file}; nothing when it cannot be read. */
    static Optional<String> of(Path file) {
        try (var digest =
                new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            var unused = Files.copy(file, digest);
            return Optional.of(
                    LABEL + HexFormat.of().formatHex(digest.getMessageDigest().digest()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
        }
    }
}
