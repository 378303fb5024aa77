package org.ioasidsim.archive;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ioasidsim.file.NewDirectory;

/**
 * The directory of a scenario's results. Each command has a directory of its own in it, named as the command, with its own manifest;
 * beside these lie the replications that all of them keep and share. Before version 0.2 a manifest and its files lay in the directory
 * itself; those are still found.
 */
public record ScenarioDirectory(Path path) {
    /** The commands that write results, in the order in which they are listed. */
    public static final List<String> COMMANDS = List.of("run", "compare", "isolation", "sweep", "plan", "fleet");

    /** A directory with a manifest. */
    public record Written(Path directory, Manifest manifest) {}

    /** Returns the directory of the scenario whose results lie in {@code results}: the one above if a command has it for itself. */
    public static ScenarioDirectory of(Path results) {
        return new ScenarioDirectory(isOfCommand(results) ? above(results) : results);
    }

    /** Returns the directory of {@code command}. */
    public Path of(String command) {
        return path.resolve(command);
    }

    /** Returns the kept replications of a program. */
    public StoredReplications store(String program, boolean isFresh) {
        return StoredReplications.in(path, program, isFresh);
    }

    /**
     * Puts back or removes what killed processes left of the directory and of those in it.
     *
     * @throws FileSystemException if a file is there
     */
    public void recover() throws IOException {
        NewDirectory.recover(path);
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new FileSystemException(
                    path.toString(), null, "is a file where a directory for results goes, move it away");
        }
        if (Files.isDirectory(path)) {
            NewDirectory.recoverBelow(path);
        }
    }

    /** Returns what commands have written: that in the directory itself first, then by command. */
    public List<Written> written() {
        List<Written> all = new ArrayList<>();
        manifest(path).ifPresent(found -> all.add(new Written(path, found)));
        for (String command : COMMANDS) {
            manifest(of(command)).ifPresent(found -> all.add(new Written(of(command), found)));
        }
        return all;
    }

    private static Optional<Manifest> manifest(Path directory) {
        if (!Files.isRegularFile(directory.resolve(Manifest.FILE))) {
            return Optional.empty();
        }
        try {
            return Optional.of(ManifestReader.read(directory));
        } catch (InvalidManifestException e) {
            return Optional.empty();
        }
    }

    /** Returns whether {@code directory} is what {@code command} has for itself in the results of {@code scenario}. */
    public static boolean isOf(Path directory, String command, String scenario) {
        Path whole = directory.toAbsolutePath().normalize();
        Path above = whole.getParent();
        return whole.endsWith(command) && above != null && above.endsWith(scenario);
    }

    /** A scenario may have the name of a command. */
    private static boolean isOfCommand(Path directory) {
        return manifest(directory)
                .filter(manifest -> isOf(directory, manifest.command(), manifest.scenario()))
                .isPresent();
    }

    private static Path above(Path directory) {
        Path above = directory.getParent();
        return above == null || directory.endsWith(".")
                ? directory.toAbsolutePath().normalize().resolve("..").normalize()
                : above;
    }
}
