package org.ioasidsim.ops;

import java.util.ArrayList;
import java.util.List;

/** The result lines of whole scripts, as tests compare them. */
final class Answers {
    private Answers() {}

    static List<String> to(OpScript script) {
        List<String> lines = new ArrayList<>();
        OpRunner.run(script, lines::add);
        return lines;
    }
}
