package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ioasidsim.archive.StoreMerge;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Failures;
import org.ioasidsim.cli.base.InputFile;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.OutputDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies the replications of other machines into the results of this one. */
@Command(
        name = "merge",
        description =
                "Copy the replications that shards simulated on machines without a common file system into the results of --out."
                        + " The command of the shards, without --shard, then writes the results.")
final class StoreMergeCommand implements Callable<Integer> {
    private final Console console;
    private final Options options;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "The directory of results of each machine.")
    private List<Path> directories = List.of();

    StoreMergeCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() {
        OutputDirectory.check(options.out);
        var merge = new StoreMerge(options.out);
        List<String> problems = new ArrayList<>();
        for (Path directory : directories) {
            try {
                if (!Files.isDirectory(directory)) {
                    problems.add(directory + InputFile.noDirectory(directory) + ": name one with results");
                } else if (!merge.add(directory)) {
                    problems.add(directory + ": expected replications that a run or a shard kept, found none");
                }
            } catch (IOException e) {
                throw Failures.unwritable(e);
            }
        }
        if (problems.size() < directories.size()) {
            console.out().println(said(merge));
        }
        warn(merge);
        if (!problems.isEmpty()) {
            throw new CommandFailure(ExitStatus.INPUT_INVALID, problems);
        }
        return ExitStatus.DONE.code();
    }

    private String said(StoreMerge merge) {
        return merge.copied() + (merge.copied() == 1 ? " replication" : " replications") + " copied into " + options.out
                + ", " + merge.known() + " were there already";
    }

    private void warn(StoreMerge merge) {
        if (merge.damaged() > 0) {
            console.err()
                    .println("ioasid-sim: warning: " + merge.damaged()
                            + " damaged or cut short, as by a kill: left out, to be simulated again");
        }
        String own = options.program();
        if (merge.programs().stream().anyMatch(program -> !program.equals(own))) {
            console.err()
                    .println(
                            "ioasid-sim: warning: some are of another version of the program, its policies or Java, which"
                                    + " this one does not use: same jar and same Java everywhere");
        }
    }
}
