package org.ioasidsim.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.ioasidsim.archive.InvalidManifestException;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.ManifestReader;
import org.ioasidsim.archive.ScenarioDirectory;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.file.PartFiles;
import org.ioasidsim.report.page.ScenarioIndex;

/**
 * Puts the new results of a command in the place of its old ones. What a manifest does not list is not there afterwards: files of
 * somebody else move to {@code unlisted/COMMAND/} beside. The page over all commands of the scenario is written anew.
 */
final class Placement {
    private static final String UNLISTED = "unlisted";

    private Placement() {}

    /**
     * Places {@code results}, whose manifest is {@code manifest}.
     *
     * @return sentences about what was not as expected
     */
    static List<String> place(NewDirectory results, Manifest manifest) throws IOException {
        results.write(Manifest.FILE, manifest.json());
        Set<String> old = listed(results.path());
        if (!ScenarioDirectory.isOf(results.path(), manifest.command(), manifest.scenario())) {
            return results.place(old); // where an earlier version wrote, with what lies there
        }
        var scenario = new ScenarioDirectory(
                Objects.requireNonNull(results.path().getParent(), "results have a directory above"));
        List<String> warnings = new ArrayList<>();
        NewDirectory.recover(results.path());
        Path aside = scenario.path().resolve(UNLISTED).resolve(manifest.command());
        int moved = moveUnlisted(results.path(), old, aside);
        if (moved > 0) {
            warnings.add(moved + (moved == 1 ? " file" : " files") + " that " + manifest.command()
                    + " has not written moved from " + results.path() + " to " + aside);
        }
        warnings.addAll(results.place(old));
        ScenarioIndex.write(scenario);
        return warnings;
    }

    /** Returns the files that the last run wrote there; none if no manifest can be read. */
    private static Set<String> listed(Path directory) {
        try {
            Set<String> files =
                    new HashSet<>(ManifestReader.read(directory).fileSha256().keySet());
            files.add(Manifest.FILE);
            return files;
        } catch (InvalidManifestException e) {
            return Set.of(Manifest.FILE);
        }
    }

    private static int moveUnlisted(Path from, Set<String> listed, Path to) throws IOException {
        int moved = 0;
        for (Path file : files(from)) {
            String name = from.relativize(file).toString().replace('\\', '/');
            if (!listed.contains(name) && !PartFiles.isOne(file)) {
                Path target = to.resolve(name);
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
                moved++;
            }
        }
        return moved;
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }
}
