package org.ioasidsim.workload.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.Exponential;
import org.ioasidsim.stats.fit.CensoredTimes;
import org.ioasidsim.stats.fit.Fit;
import org.ioasidsim.stats.fit.LawKind;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Problem;
import org.ioasidsim.yaml.Section;

/**
 * A law to be fitted to a column of a file, as a scenario asks for it.
 *
 * @param law its kind; empty: the one of the least information criterion among those of finite mean
 * @param censored the column that marks rows as cut off; {@link #AUTO}: {@code censored} where there is one; {@link #NONE}: every row is complete
 * @param zeroAs the time in seconds that 0 counts as; empty: a 0 is a problem
 */
public record FitSpec(
        Path file, String column, Optional<LawKind> law, Take take, String censored, Optional<Double> zeroAs) {
    private static final String AUTO = "auto";
    private static final String NONE = "none";
    private static final String BEST = "best";
    private static final Distribution PLACEHOLDER = new Exponential(1);
    private static final int MOST_KEPT = 64;

    /** What was found in files: the variants of a scenario name the same, which is then read and fitted once for all. */
    private static final Map<Key, Found> KNOWN = new LinkedHashMap<>(MOST_KEPT, 1, true);

    /** What of the column the law is of. */
    enum Take {
        VALUES,
        GAPS
    }

    /** A state of a file, and what is wanted of it. */
    private record Key(FitSpec spec, long size, FileTime changedAt) {}

    /** A law, or why there is none: a problem of a row, or a message on what stands under a key. */
    private record Found(Optional<FittedLaw> law, List<Problem> ofRows, String key, String message) {
        static Found problem(String key, String message) {
            return new Found(Optional.empty(), List.of(), key, message);
        }
    }

    public static Distribution read(Section section) {
        Map<String, Optional<LawKind>> laws = new LinkedHashMap<>();
        laws.put(BEST, Optional.empty());
        Arrays.stream(LawKind.values()).forEach(kind -> laws.put(kind.word(), Optional.of(kind)));
        Path file = section.required("file", "a CSV file, .gz as it is, or JSON lines", Forms.file());
        var spec = new FitSpec(
                file,
                section.required("column", "the column of times, in seconds", CsvNumbers.columnName()),
                section.optional("law", "which; best: the one of the least AIC", Forms.words(laws), BEST),
                section.optional(
                        "take",
                        "the values; or the gaps from each to the next greater, of a column of instants",
                        Forms.choice(Take.class),
                        "values"),
                section.optional(
                        "censored",
                        "the column that marks rows whose end was not seen; auto: censored, where there is such a"
                                + " column; none: all were",
                        CsvNumbers.columnName(),
                        AUTO),
                section.optional(
                        "zero_as",
                        "what a time of 0 counts as, such as half a tick of the clock",
                        Forms.or(Map.of(NONE, Optional.empty()), Forms.map(Forms.positiveTime(), Optional::of)),
                        NONE));
        boolean isToBeRead = !section.isProbing() && Files.isReadable(file);
        return isToBeRead ? spec.found(section) : PLACEHOLDER;
    }

    private Distribution found(Section section) {
        Found found = found();
        found.ofRows.forEach(section::problem);
        if (!found.message.isEmpty()) {
            section.problem(found.key, found.message);
        }
        found.law.ifPresent(fitted -> section.comment("law", fitted.described()));
        return found.law.<Distribution>map(fitted -> fitted).orElse(PLACEHOLDER);
    }

    private Found found() {
        try {
            BasicFileAttributes state = Files.readAttributes(file, BasicFileAttributes.class);
            var key = new Key(this, state.size(), state.lastModifiedTime());
            synchronized (KNOWN) {
                Found known = KNOWN.get(key);
                if (known == null) {
                    known = fitted();
                    KNOWN.put(key, known);
                    if (KNOWN.size() > MOST_KEPT) {
                        KNOWN.remove(KNOWN.keySet().iterator().next());
                    }
                }
                return known;
            }
        } catch (IOException e) {
            return Found.problem("file", CsvRows.unreadable(e));
        }
    }

    private Found fitted() {
        LifetimeColumn read = times();
        if (!read.problems().isEmpty()) {
            return problem(read.problems());
        }
        CensoredTimes lifetimes = CensoredTimes.of(read.values(), read.isCutOff());
        if (lifetimes.endedValues() < 2) {
            return Found.problem(
                    "column",
                    "expected at least two different times that are not cut off, found " + lifetimes.endedValues()
                            + " in " + file.getFileName());
        }
        var rows = new FittedRows(file.getFileName().toString(), read.values(), read.isCutOff());
        return law.isPresent() ? named(law.get(), rows) : best(rows);
    }

    private LifetimeColumn times() {
        if (take == Take.GAPS) {
            return LifetimeColumn.gaps(file, column, zeroAs);
        }
        Optional<String> marks =
                censored.equals(AUTO) || censored.equals(NONE) ? Optional.empty() : Optional.of(censored);
        LifetimeColumn read = LifetimeColumn.read(file, column, marks, zeroAs);
        boolean hasMarks = censored.equals(AUTO) && read.ignoredMarks() > 0;
        return hasMarks ? LifetimeColumn.read(file, column, Optional.of(LifetimeColumn.CENSORED), zeroAs) : read;
    }

    /** Returns problems of rows, or what is wrong with the file as a whole, which is told where the scenario names the column. */
    private static Found problem(List<Problem> problems) {
        List<Problem> ofRows = problems.stream()
                .filter(problem -> problem.place().line() > 0)
                .limit(1)
                .toList();
        return ofRows.isEmpty()
                ? Found.problem("column", problems.get(0).message())
                : new Found(Optional.empty(), ofRows, "", "");
    }

    private Found named(LawKind kind, FittedRows rows) {
        return Fit.of(kind, rows.lifetimes())
                .filter(fit -> FittedLaw.isFinite(fit.law()))
                .map(fit -> found(rows, fit))
                .orElseGet(() -> Found.problem(
                        "law",
                        "expected a law that these times have, with a finite mean, found " + kind.word()
                                + ", which has none here: best chooses another, `ioasid-sim fit` shows all"));
    }

    private static Found best(FittedRows rows) {
        return Fit.all(rows.lifetimes()).stream()
                .filter(fit -> FittedLaw.isFinite(fit.law()))
                .min(Comparator.comparingDouble(Fit::aic))
                .map(fit -> found(rows, fit))
                .orElseGet(() -> Found.problem("column", "expected times that some law fits, found none that does"));
    }

    private static Found found(FittedRows rows, Fit fit) {
        return new Found(Optional.of(new FittedLaw(rows, fit.law())), List.of(), "", "");
    }
}
