package org.ioasidsim.archive;

import java.util.Set;
import org.ioasidsim.scenario.Scenario;

/**
 * The part of a scenario that decides its replications. Every key counts unless it is listed here as without influence, so that a new key
 * can at worst cause a needless simulation, never a wrong result. Parts of the record that a program may have changed after reading count
 * as well.
 */
final class DecidingText {
    private static final Set<String> WITHOUT_INFLUENCE = Set.of("scenario", "question");
    private static final Set<String> WITHOUT_INFLUENCE_IN_RUN =
            Set.of("warm_up", "replications", "confidence", "precision");

    private static final int INDENT = 2;

    private DecidingText() {}

    /**
     * Returns everything that decides a replication of this scenario except its number and its warm-up: the resolved text without names,
     * without the number of replications and how they are summarised, and with the digests of the files that it reads, which are its comments.
     */
    static String of(Scenario scenario) {
        return String.join(
                "\n",
                stripped(scenario.resolvedYaml()),
                scenario.tenantNames().toString(),
                scenario.cgroups().toString(),
                Double.toString(scenario.run().durationSeconds()),
                Long.toString(scenario.run().seed()),
                scenario.measure().toString());
    }

    /**
     * Leaves out the lines of keys without influence: those at the margin, and in the block of {@code run} those indented by two spaces, each
     * with the lines below that are indented further. Lines are looked at, not parsed: the writer lays each key out in this way, and a sweep
     * asks this of each of its points.
     */
    private static String stripped(String resolved) {
        var left = new StringBuilder(resolved.length());
        String section = "";
        String keyOfRun = "";
        for (String line : resolved.split("\n", -1)) {
            int indent = line.length() - line.stripLeading().length();
            if (indent == 0) {
                section = key(line);
                keyOfRun = "";
            } else if (indent == INDENT) {
                keyOfRun = section.equals("run") ? key(line.substring(INDENT)) : "";
            }
            if (!WITHOUT_INFLUENCE.contains(section) && !WITHOUT_INFLUENCE_IN_RUN.contains(keyOfRun)) {
                left.append(line).append('\n');
            }
        }
        return left.toString();
    }

    private static String key(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? "" : line.substring(0, colon);
    }
}
