package org.ioasidsim.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ioasidsim.cli.base.Options;
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
        return words.stream().map(Reproduction::quoted).collect(Collectors.joining(" "));
    }

    /** Returns {@code word} as a POSIX shell reads it. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
