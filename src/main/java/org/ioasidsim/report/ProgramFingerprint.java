package org.ioasidsim.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import java.util.zip.ZipFile;
import org.ioasidsim.experiment.ReplicationResult;

/**
 * What tells one program that simulates from another: checksums over the names, sizes and checksums of its files, and of the Java that runs
 * it, for the last digit of a logarithm may differ between two. Commands and reports do not count, for nothing in them can reach a
 * replication.
 */
public final class ProgramFingerprint {
    private static final String OWN = "org/ioasidsim/";
    private static final List<String> WITHOUT_INFLUENCE = List.of(OWN + "cli/", OWN + "report/", "META-INF/");
    private static final String CURRENT = compute();

    private ProgramFingerprint() {}

    /** Returns the fingerprint of this program, 16 hexadecimal digits. */
    public static String current() {
        return CURRENT;
    }

    /** Returns the fingerprint of this program with files that it loads, such as policies: that of the program alone where there are none. */
    public static String with(List<Path> files) throws IOException {
        if (files.isEmpty()) {
            return CURRENT;
        }
        MessageDigest digest = Digests.sha256();
        digest.update(CURRENT.getBytes(StandardCharsets.UTF_8));
        for (Path file : files) {
            digest.update(Digests.sha256(Files.readAllBytes(file)).getBytes(StandardCharsets.UTF_8));
        }
        return shortened(digest);
    }

    private static String shortened(MessageDigest digest) {
        return Digests.hex(digest.digest()).substring(0, 16);
    }

    /** Two checksums, which are as fast at once as they ever get: a digest of so many lines takes a tenth of a short run. */
    private static String compute() {
        byte[] lines = String.join("\n", lines()).getBytes(StandardCharsets.UTF_8);
        return checksum(new CRC32(), lines) + checksum(new CRC32C(), lines);
    }

    private static String checksum(Checksum checksum, byte[] bytes) {
        checksum.update(bytes);
        return String.format(Locale.ROOT, "%08x", checksum.getValue());
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String property : List.of("java.vm.name", "java.vm.version", "os.arch")) {
            lines.add(property + " " + System.getProperty(property));
        }
        try {
            Path home = Path.of(ReplicationResult.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            List<String> files = Files.isDirectory(home) ? ofDirectory(home) : ofJar(home);
            Collections.sort(files);
            lines.addAll(files);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> ofJar(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            List<String> lines = new ArrayList<>();
            zip.stream()
                    .filter(entry -> counts(entry.getName()))
                    .forEach(entry -> lines.add(line(entry.getName(), entry.getSize(), entry.getCrc())));
            return lines;
        }
    }

    private static List<String> ofDirectory(Path classes) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                if (counts(name)) {
                    byte[] bytes = Files.readAllBytes(file);
                    var checksum = new CRC32();
                    checksum.update(bytes);
                    lines.add(line(name, bytes.length, checksum.getValue()));
                }
            }
        }
        return lines;
    }

    private static boolean counts(String name) {
        return !name.endsWith("/") && WITHOUT_INFLUENCE.stream().noneMatch(name::startsWith);
    }

    private static String line(String name, long size, long checksum) {
        return name + " " + size + " " + Long.toHexString(checksum);
    }
}
