package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.scenario.ScenarioTemplate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a commented scenario to start from; never replaces a file. */
@Command(name = InitCommand.NAME, description = "Write a commented scenario to start from.")
public final class InitCommand implements Callable<Integer> {
    public static final String NAME = "init";

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9-]+");

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "Name of the scenario, written to NAME.yaml; without it, the text goes to standard output.")
    private @Nullable Path name;

    public InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (name == null) {
            console.out().print(ScenarioTemplate.of("my-scenario"));
        } else {
            write(name);
        }
        return ExitStatus.DONE.code();
    }

    private void write(Path given) throws IOException {
        String word = String.valueOf(given.getFileName()).replaceFirst("\\.yaml$", "");
        if (!PLAIN_NAME.matcher(word).matches()) {
            throw CommandFailure.usage(
                    "init: the name of a scenario has letters, digits and '-', found '" + word + "'");
        }
        Path file = given.resolveSibling(word + ".yaml");
        try {
            Files.write(
                    file,
                    ScenarioTemplate.of(word).getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(ExitStatus.USAGE, "init: " + file + " is there already, choose another name", e);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitStatus.USAGE, "init: there is no directory " + file.getParent(), e);
        }
        console.out().println(SafeText.line(file.toString()));
    }
}
