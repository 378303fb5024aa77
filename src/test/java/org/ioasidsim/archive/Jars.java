package org.ioasidsim.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars as the JDK writes them. */
final class Jars {
    private Jars() {}

    /** Writes files, each name before its content, and returns {@code jar}. */
    static Path write(Path jar, String... namesAndContents) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndContents[i]));
                zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
            }
            zip.setComment("a comment after the directory");
        }
        return jar;
    }
}
