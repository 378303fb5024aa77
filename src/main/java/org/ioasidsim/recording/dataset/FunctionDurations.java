package org.ioasidsim.recording.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.ioasidsim.recording.table.BoundedLines;

/**
 * The quantiles of execution times that the Azure Functions 2019 data set publishes for each function, in milliseconds.
 *
 * <p>Source: Shahrad et al., Serverless in the Wild, ATC 2020; AzureFunctionsDataset2019.md.
 */
public final class FunctionDurations {
    private static final double[] LEVELS = {0, 0.01, 0.25, 0.5, 0.75, 0.99, 1};

    private static final List<String> COLUMNS = List.of(
            "HashFunction",
            "HashApp",
            "HashOwner",
            "percentile_Average_0",
            "percentile_Average_1",
            "percentile_Average_25",
            "percentile_Average_50",
            "percentile_Average_75",
            "percentile_Average_99",
            "percentile_Average_100");

    private static final int NAMES = 3;

    private final Map<String, double[]> millis = new HashMap<>();
    private long repeated;
    private long falling;
    private OptionalLong firstFallingLine = OptionalLong.empty();

    private FunctionDurations() {}

    /** Reads a file of quantiles. A function whose quantiles fall or are negative is left out and counted. */
    public static FunctionDurations read(BoundedLines lines) throws IOException {
        CsvLines csv = CsvLines.withHeader(lines, COLUMNS);
        var durations = new FunctionDurations();
        while (csv.advance()) {
            durations.add(csv);
        }
        return durations;
    }

    private void add(CsvLines csv) {
        double[] quantiles = COLUMNS.stream()
                .skip(NAMES)
                .mapToDouble(column -> Fields.number(csv.text(column), column, csv.line()))
                .toArray();
        if (quantiles[0] < 0 || IntStream.range(1, quantiles.length).anyMatch(i -> quantiles[i] < quantiles[i - 1])) {
            falling++;
            firstFallingLine = firstFallingLine.isEmpty() ? OptionalLong.of(csv.line()) : firstFallingLine;
        } else if (millis.putIfAbsent(key(csv), quantiles) != null) {
            repeated++;
        }
    }

    /** Returns the key of a row's function: owner, application and function. */
    static String key(CsvLines csv) {
        return csv.text("HashOwner") + "/" + csv.text("HashApp") + "/" + csv.text("HashFunction");
    }

    /** Returns the quantiles of a function, in milliseconds at {@link #LEVELS}; empty where they are missing. */
    Optional<double[]> of(String key) {
        return Optional.ofNullable(millis.get(key));
    }

    /**
     * Returns the {@code u}-quantile of the durations in milliseconds, interpolated linearly between the published ones.
     *
     * @param u between 0 and 1
     */
    static double quantile(double[] millis, double u) {
        // Ends at the last level at the latest, which is 1.
        int above = 1;
        while (u > LEVELS[above]) {
            above++;
        }
        double share = (u - LEVELS[above - 1]) / (LEVELS[above] - LEVELS[above - 1]);
        return millis[above - 1] + share * (millis[above] - millis[above - 1]);
    }

    /** Returns a sentence for each reason for which durations were left out. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (falling > 0) {
            sentences.add(falling + " functions have quantiles that fall or are negative, not used; the first is line "
                    + firstFallingLine.orElseThrow() + " of the durations");
        }
        if (repeated > 0) {
            sentences.add(repeated + " functions have durations twice: the first were taken");
        }
        return sentences;
    }
}
