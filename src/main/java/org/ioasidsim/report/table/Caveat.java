package org.ioasidsim.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ioasidsim.scenario.ScenarioFile;

/** The sentence that a scenario wants said beside its figures, as every answer says it: right after its first sentence. */
public final class Caveat {
    private Caveat() {}

    /** Returns the sentence; empty where the file has none. */
    public static Optional<String> of(ScenarioFile file) {
        return Optional.of(file.caveat()).filter(text -> !text.isEmpty()).map(text -> "But: " + text);
    }

    /**
     * Returns {@code sentences} with the caveat of {@code file}, if it has one, after the first of them: where an output shows only a part of them,
     * the caveat is among those shown.
     */
    public static List<String> afterFirst(List<String> sentences, ScenarioFile file) {
        List<String> said = new ArrayList<>(sentences);
        of(file).ifPresent(caveat -> said.add(Math.min(1, said.size()), caveat));
        return said;
    }
}
