package org.ioasidsim.cli.run;

import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.yaml.Spelling;

/** The variants that {@code --variant} chooses. */
public final class Variants {
    private Variants() {}

    /** Returns {@code file} with only the variants of these names; with all of them if {@code names} is empty. */
    public static ScenarioFile select(ScenarioFile file, List<String> names) {
        if (names.isEmpty()) {
            return file;
        }
        List<String> known =
                file.variants().stream().map(ScenarioFile.Variant::name).toList();
        names.forEach(name -> requireKnown(file, name, known));
        return file.only(names);
    }

    /** Returns the command-line words that choose the variants of these names. */
    public static List<String> words(List<String> names) {
        return names.stream().flatMap(name -> Stream.of("--variant", name)).toList();
    }

    private static void requireKnown(ScenarioFile file, String name, List<String> known) {
        if (!known.contains(name)) {
            throw CommandFailure.usage("--variant " + name + ": " + file.path() + " has " + String.join(", ", known)
                    + Spelling.didYouMean(name, known));
        }
    }
}
