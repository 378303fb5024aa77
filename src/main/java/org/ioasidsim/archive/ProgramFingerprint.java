package org.ioasidsim.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.file.Digests;

/**
 * Identifies the simulating code: a sum over the names, sizes and checksums of its class files and over the Java version, since the last
 * digit of a logarithm may differ between Java versions. Commands, reports and importers do not count, because they cannot affect a
 * replication.
 */
public final class ProgramFingerprint {
    private static final String OWN = "org/ioasidsim/";
    private static final List<String> WITHOUT_INFLUENCE = List.of(
            OWN + "api/",
            OWN + "cli/",
            OWN + "report/",
            OWN + "archive/",
            OWN + "file/",
            OWN + "recording/",
            "META-INF/");
    private static final String CURRENT = compute();

    private ProgramFingerprint() {}

    /** Returns the fingerprint of this program: 16 hexadecimal digits. */
    public static String own() {
        return CURRENT;
    }

    /** Returns the fingerprint of this program together with {@code files} that it loads, such as policies: 16 hexadecimal digits. */
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

    private static String compute() {
        try {
            Path home = Path.of(ReplicationResult.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return HexFormat.of().toHexDigits(ofJava() + (Files.isDirectory(home) ? ofDirectory(home) : ofJar(home)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long ofJava() {
        return Stream.of("java.vm.name", "java.vm.version", "os.arch")
                .mapToLong(property -> share(property + " " + System.getProperty(property), 0, 0))
                .sum();
    }

    /** Returns a sum that does not depend on the order of the files in the jar. */
    static long ofJar(Path jar) throws IOException {
        long[] sum = new long[1];
        JarDirectory.read(jar, (name, size, checksum) -> sum[0] += counts(name) ? share(name, size, checksum) : 0);
        return sum[0];
    }

    private static long ofDirectory(Path classes) throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                if (counts(name)) {
                    byte[] bytes = Files.readAllBytes(file);
                    sum += share(name, bytes.length, checksum(bytes));
                }
            }
        }
        return sum;
    }

    private static boolean counts(String name) {
        for (String start : WITHOUT_INFLUENCE) { // no stream: asked for thousands of files, before anything is compiled
            if (name.startsWith(start)) {
                return false;
            }
        }
        return !name.endsWith("/");
    }

    /** Returns the contribution of one file, mixed so that two files that swap their contents change the sum. */
    private static long share(String name, long size, long checksum) {
        return mixed(mixed((checksum(name.getBytes(StandardCharsets.UTF_8)) << 32) | checksum) + size);
    }

    private static long checksum(byte[] bytes) {
        var checksum = new CRC32(); // as fast at once as it ever gets, where a digest takes a tenth of a short run
        checksum.update(bytes);
        return checksum.getValue();
    }

    /**
     * Returns a bijective mix of {@code number} in which two different inputs differ in about half of their bits: the finaliser of
     * MurmurHash3.
     */
    private static long mixed(long number) {
        long half = (number ^ (number >>> 33)) * 0xFF51AFD7ED558CCDL;
        long most = (half ^ (half >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return most ^ (most >>> 33);
    }
}
