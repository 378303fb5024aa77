package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.ioasidsim.cli.base.Candidates;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.scenario.ScenarioTemplate;
import org.ioasidsim.yaml.Spelling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a commented scenario to start from, and what it needs beside it; never replaces a file. */
@Command(name = InitCommand.NAME, description = "Write a commented scenario to start from.")
public final class InitCommand implements Callable<Integer> {
    public static final String NAME = "init";

    /** The file beside a scenario by which editors complete and check it: its first line names this one. */
    private static final String SCHEMA = "scenario.schema.json";

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,99}");

    private final Console console;
    private final Options options;

    @Option(
            names = "--for",
            paramLabel = "QUESTION",
            completionCandidates = Candidates.Questions.class,
            defaultValue = "noisy-neighbour",
            description = {
                "What it shall answer (default: ${DEFAULT-VALUE}):",
                "capacity: how many VMs fit, at which load;",
                "limit: how large a limit may be;",
                "noisy-neighbour: does a limit protect one tenant from another;",
                "policy: which policy does better, and for whom;",
                "recording: what would recorded processes meet here;",
                "my-host: a host described by hand ('snapshot' reads it)."
            })
    private String question = "";

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description =
                    "Name of the scenario, written to NAME.yaml, with the schema for editors beside it; without it, the text goes to"
                            + " standard output.")
    private @Nullable Path name;

    public InitCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        ScenarioTemplate template = template();
        if (name == null) {
            console.out().print(template.text("my-scenario"));
        } else {
            write(template, name);
        }
        return ExitStatus.DONE.code();
    }

    private ScenarioTemplate template() {
        var words = Arrays.stream(ScenarioTemplate.values())
                .map(ScenarioTemplate::word)
                .toList();
        return Arrays.stream(ScenarioTemplate.values())
                .filter(template -> template.word().equals(question))
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage("init: expected --for " + String.join("|", words) + ", found "
                        + question + Spelling.didYouMean(question, words)));
    }

    private void write(ScenarioTemplate template, Path given) throws IOException {
        String word = String.valueOf(given.getFileName()).replaceFirst("\\.yaml$", "");
        if (!PLAIN_NAME.matcher(word).matches()) {
            throw CommandFailure.usage(
                    "init: the name of a scenario has at most 100 ASCII letters, digits and '-', the first of them no '-', found '"
                            + word + "'");
        }
        Path file = given.resolveSibling(word + ".yaml");
        Path parent = file.getParent();
        if (parent != null && Files.exists(parent) && !Files.isDirectory(parent)) {
            throw CommandFailure.usage("init: " + parent + " is a file, name a directory");
        }
        try {
            create(file, template.text(word));
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(ExitStatus.USAGE, "init: " + file + " is there already, choose another name", e);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitStatus.USAGE, "init: there is no directory " + file.getParent(), e);
        }
        console.out().println(SafeText.line(file.toString()));
        Optional<String> rows = template.rows();
        if (rows.isPresent()) {
            createUnlessThere(given.resolveSibling(word + ".csv"), rows.get());
        }
        createUnlessThere(given.resolveSibling(SCHEMA), ScenarioFiles.schema(options));
    }

    private void createUnlessThere(Path file, String text) throws IOException {
        try {
            create(file, text);
            console.out().println(SafeText.line(file.toString()));
        } catch (FileAlreadyExistsException e) {
            // an imported recording, or the schema of an earlier scenario: what the new one reads
            if (options.verbose) {
                console.err().println("kept " + file);
            }
        }
    }

    private static void create(Path file, String text) throws IOException {
        Files.write(
                file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
