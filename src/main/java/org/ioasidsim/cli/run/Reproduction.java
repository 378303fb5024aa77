package org.ioasidsim.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.file.ShellWords;
import org.ioasidsim.scenario.ScenarioFile;

/** The command line that gives the same results again: with the seed that was drawn, without options that change no number. */
public final class Reproduction {
    private Reproduction() {}

    /** Returns the command line of {@code command} on a scenario, with the words of its own options. */
    public static String of(String command, ScenarioFile scenario, List<String> own, Options options) {
        return of(command, scenario.path(), own, options);
    }

    /** Returns the command line of {@code command} on a file, with the words of its own options. */
    public static String of(String command, Path file, List<String> own, Options options) {
        List<String> words =
                new ArrayList<>(List.of("./ioasid-sim", command, file.toString().replace('\\', '/')));
        words.addAll(own);
        words.addAll(options.overridingWords());
        return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }

    /** Returns the words of a command line that {@link #of} made, without the program's name. */
    public static List<String> words(String commandLine) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < commandLine.length(); i++) {
            char c = commandLine.charAt(i);
            if (c == '\'') {
                isQuoted = !isQuoted;
            } else if (c == '\\' && !isQuoted && i + 1 < commandLine.length()) {
                word.append(commandLine.charAt(++i));
            } else if (c == ' ' && !isQuoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words.subList(1, words.size());
    }
}
