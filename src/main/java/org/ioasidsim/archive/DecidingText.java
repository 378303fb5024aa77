package org.ioasidsim.archive;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.yaml.FileDigest;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Problems;
import org.ioasidsim.yaml.YamlParser;
import org.ioasidsim.yaml.YamlWriter;

/**
 * The part of a scenario that decides its replications. Every key counts unless it is listed here as without influence, so that a new key
 * can at worst cause a needless simulation, never a wrong result. Parts of the record that a program may have changed after reading count
 * as well.
 */
final class DecidingText {
    private static final Set<String> WITHOUT_INFLUENCE = Set.of("scenario", "question");
    private static final Set<String> WITHOUT_INFLUENCE_IN_RUN =
            Set.of("warm_up", "replications", "confidence", "precision");

    private DecidingText() {}

    /**
     * Returns everything that decides a replication of this scenario except its number and its warm-up: the resolved text without names,
     * without the number of replications and how they are summarised, and with the digests of the files that it reads.
     */
    static String of(Scenario scenario) {
        String resolved = scenario.resolvedYaml();
        Node.Mapping tree = stripped(parsed(resolved));
        return String.join(
                "\n",
                YamlWriter.document(tree),
                String.join("\n", FileDigest.lines(resolved)),
                marks(resolved),
                scenario.tenantNames().toString(),
                scenario.cgroups().toString(),
                Double.toString(scenario.run().durationSeconds()),
                Long.toString(scenario.run().seed()),
                scenario.measure().toString());
    }

    /**
     * Returns the lines of {@link Scenario#with}, which parsing leaves out; they distinguish a scenario that a program changed from that of
     * its file.
     */
    private static String marks(String resolved) {
        return resolved.lines().filter(line -> line.startsWith("x_")).collect(Collectors.joining("\n"));
    }

    private static Node.Mapping parsed(String resolved) {
        var problems = new Problems();
        var node = YamlParser.parseFile(resolved, "resolved", Path.of(""), problems);
        if (node.isPresent() && node.get() instanceof Node.Mapping mapping && problems.isEmpty()) {
            return mapping;
        }
        throw new IllegalStateException("a resolved scenario does not read back: " + problems.inLineOrder());
    }

    private static Node.Mapping stripped(Node.Mapping tree) {
        Node.Mapping left = tree.without(WITHOUT_INFLUENCE);
        Node.Field run = left.fields().get("run");
        if (run == null || !(run.value() instanceof Node.Mapping keys)) {
            return left;
        }
        return left.with(Node.Field.of("run", keys.without(WITHOUT_INFLUENCE_IN_RUN)));
    }
}
