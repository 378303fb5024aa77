package org.ioasidsim.cli.run;

import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.yaml.Spelling;

/** The choice of a few variants of a scenario. */
public final class Variants {
    private Variants() {}

    /** Returns {@code file} with the variants of these names only, or as it is when there are none. */
    public static ScenarioFile select(ScenarioFile file, List<String> names) {
        if (names.isEmpty()) {
            return file;
        }
        List<String> known =
                file.variants().stream().map(ScenarioFile.Variant::name).toList();
        names.forEach(name -> requireKnown(file, name, known));
        return file.only(names);
    }

    /** Returns the words of a command line that choose the variants of these names. */
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
