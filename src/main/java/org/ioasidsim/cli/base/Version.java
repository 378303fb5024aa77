package org.ioasidsim.cli.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Properties;
import org.ioasidsim.archive.RunInfo;
import picocli.CommandLine.IVersionProvider;

/**
 * The build and the Java that runs it.
 *
 * @param commit abbreviated; {@code unknown} when the build had no repository
 */
public record Version(String version, String commit, String java) {
    /** Returns the version that the build wrote into the jar. */
    public static Version current() {
        Properties properties = built();
        return new Version(
                properties.getProperty("version", "unknown"),
                properties.getProperty("commit", "unknown"),
                System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"));
    }

    private static Properties built() {
        var properties = new Properties();
        try (var resource = Version.class.getResourceAsStream("version.properties")) {
            properties.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** Returns the day of this version, such as 2026-11-23, the same in each build of it. */
    public String date() {
        return built().getProperty("date", "").replaceFirst("T.*", "");
    }

    /** Returns the record of a run that began at {@code startedAt} and ends now. */
    public RunInfo info(String commandLine, Instant startedAt, Options options) {
        return new RunInfo(
                commandLine, version, commit, java, options.program(), startedAt, Instant.now(), options.jobs);
    }

    @Override
    public String toString() {
        return "ioasid-sim " + version + " (commit " + commit + ", Java " + java + ")";
    }

    /** Answers {@code --version}. */
    public static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {current().toString()};
        }
    }
}
