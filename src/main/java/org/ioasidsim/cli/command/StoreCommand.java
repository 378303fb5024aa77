package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.ioasidsim.archive.PrunedReplications;
import org.ioasidsim.archive.ScenarioDirectory;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Failures;
import org.ioasidsim.cli.base.InputFile;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.run.NeededReplications;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.report.text.WrappedText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks after the replications that earlier runs have kept: a subcommand for each thing that can be done with them. */
@Command(name = StoreCommand.NAME, description = "Look after the replications that earlier runs have kept.")
public final class StoreCommand {
    public static final String NAME = "store";

    private StoreCommand() {}

    /** Returns the command with its subcommands. */
    public static CommandLine of(Console console, Options options) {
        return new CommandLine(new StoreCommand())
                .addSubcommand(new Prune(console, options))
                .addSubcommand(new StoreMergeCommand(console, options));
    }

    /** Removes what no manifest needs. */
    @Command(
            name = "prune",
            description = "Remove kept replications that no manifest needs; not while a command simulates into DIR.")
    static final class Prune implements Callable<Integer> {
        private static final int DEPTH = 3;
        private static final double MEGABYTE = 1e6;

        private final Console console;
        private final Options options;

        @Parameters(arity = "0..1", paramLabel = "DIR", description = "Where results lie (default: that of --out).")
        private @Nullable Path directory;

        @Option(names = "--list", description = "Only say how many could be removed.")
        private boolean isListOnly;

        Prune(Console console, Options options) {
            this.console = console;
            this.options = options;
        }

        @Override
        public Integer call() {
            Path root = directory == null ? options.out : directory;
            if (!Files.isDirectory(root)) {
                throw CommandFailure.invalid(
                        root + InputFile.noDirectory(root) + ": name one with results, such as results");
            }
            List<PrunedReplications> all = new ArrayList<>();
            try {
                for (Path store : stores(root)) {
                    all.add(prune(new ScenarioDirectory(store.resolveSibling(""))));
                }
            } catch (IOException e) {
                throw Failures.unwritable(e);
            }
            console.out().print(options.format == Options.Format.JSON ? PrunedReplications.json(all) : text(all));
            return ExitStatus.DONE.code();
        }

        private static List<Path> stores(Path root) throws IOException {
            try (Stream<Path> directories = Files.walk(root, DEPTH)) {
                return directories
                        .filter(path -> path.endsWith(NewDirectory.STORE))
                        .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                        .sorted()
                        .toList();
            }
        }

        private PrunedReplications prune(ScenarioDirectory scenario) throws IOException {
            scenario.recover();
            Path store = scenario.path().resolve(NewDirectory.STORE);
            List<Path> superfluous = NeededReplications.superfluous(scenario, options);
            long bytes = 0;
            int removed = 0;
            for (Path file : superfluous) {
                bytes += Files.size(file);
                removed += PrunedReplications.replications(file);
            }
            long kept = count(store) - removed;
            if (!isListOnly) {
                for (Path file : superfluous) {
                    Files.delete(file);
                }
                removeEmpty(store);
            }
            return new PrunedReplications(scenario.path(), removed, bytes, kept);
        }

        private static long count(Path store) throws IOException {
            long count = 0;
            try (Stream<Path> files = Files.walk(store)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    count += PrunedReplications.replications(file);
                }
            }
            return count;
        }

        private static void removeEmpty(Path store) throws IOException {
            List<Path> directories;
            try (Stream<Path> all = Files.walk(store)) {
                directories = new ArrayList<>(all.filter(Files::isDirectory).toList());
            }
            Collections.reverse(directories); // a walk lists what is above first
            for (Path directory : directories) {
                try (Stream<Path> entries = Files.list(directory)) {
                    if (entries.findAny().isPresent()) {
                        continue;
                    }
                }
                Files.delete(directory);
            }
        }

        private String text(List<PrunedReplications> all) {
            String verb = isListOnly ? "can be removed" : "removed";
            var text = new StringBuilder();
            for (PrunedReplications pruned : all) {
                String line = String.format(
                        Locale.ROOT,
                        "%s: %s %s (%.1f MB), %,d kept",
                        pruned.scenario(),
                        Phrases.counted(pruned.removed(), "replication"),
                        verb,
                        pruned.bytes() / MEGABYTE,
                        pruned.kept());
                text.append(WrappedText.of(line, "", ScreenText.WIDTH));
            }
            return text.isEmpty() ? "no replications are kept there\n" : text.toString();
        }
    }
}
