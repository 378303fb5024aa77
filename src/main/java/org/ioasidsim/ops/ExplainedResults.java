package org.ioasidsim.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The results of a script with what refused. A short script has a line for each operation, and below each refusal a sentence; of a long one,
 * such as a recorded run, the first refusal of each kind is explained, and a total says how many there were of each.
 */
final class ExplainedResults {
    /** As many operations as somebody reads. */
    static final int MOST_READ = 1_000;

    private static final Pattern LIMIT = Pattern.compile("(\\S+ at \\S+): .*");
    private static final Pattern NAME = Pattern.compile(" '[^']*'");

    private final Consumer<String> results;
    private final List<String> all = new ArrayList<>();
    private final List<String> firsts = new ArrayList<>();
    private final Map<String, Long> kinds = new TreeMap<>();
    private long operations;
    private long refused;

    ExplainedResults(Consumer<String> results) {
        this.results = results;
    }

    void take(Op op, Reply reply) {
        operations++;
        boolean isFirst = !reply.explanation().isEmpty() && count(reply);
        if (!isFirst && operations > MOST_READ) {
            return;
        }
        List<String> lines = new ArrayList<>(List.of(op.result(reply)));
        if (!reply.explanation().isEmpty()) {
            lines.add("    " + reply.explanation());
        }
        if (operations <= MOST_READ) {
            all.addAll(lines);
        }
        if (isFirst) {
            firsts.addAll(lines);
        }
    }

    /** Counts a refusal; returns whether it is the first of its kind: of its error and its limit, or what else was wrong. */
    private boolean count(Reply reply) {
        refused++;
        Matcher limit = LIMIT.matcher(reply.explanation());
        String what = limit.matches()
                ? limit.group(1)
                : NAME.matcher(reply.explanation()).replaceAll("").replaceFirst("^-[A-Z0-9]+: ", "");
        String error =
                reply instanceof Reply.Repeated repeated ? repeated.last().text() : reply.text();
        return kinds.merge(String.format(Locale.ROOT, "%-14s %s", error, what), 1L, Long::sum) == 1;
    }

    void end() {
        if (operations <= MOST_READ) {
            all.forEach(results);
            return;
        }
        firsts.forEach(results);
        results.accept(String.format(
                Locale.ROOT,
                "%,d of %,d operations refused%s; without --explain each has its line",
                refused,
                operations,
                kinds.isEmpty() ? "" : ", the first of each kind above"));
        kinds.forEach((kind, count) -> results.accept(String.format(Locale.ROOT, "%,14d  %s", count, kind)));
    }
}
