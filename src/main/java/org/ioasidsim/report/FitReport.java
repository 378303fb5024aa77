package org.ioasidsim.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.file.MarkdownTable;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.chart.ChartFiles;
import org.ioasidsim.report.chart.ChartJob;
import org.ioasidsim.report.chart.LawNames;
import org.ioasidsim.report.chart.QuantileChart;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.TextGrid;
import org.ioasidsim.stats.fit.CensoredTimes;
import org.ioasidsim.stats.fit.Fit;
import org.ioasidsim.stats.fit.FitIntervals;
import org.ioasidsim.stats.fit.LifetimeLaw;

/**
 * What was fitted to a column of times: a table with the best law first, and each law as a scenario writes it.
 *
 * @param source the file and the column, for people to read
 * @param fits the best first
 */
public record FitReport(String source, CensoredTimes lifetimes, List<Fit> fits) {
    private static final List<String> COLUMNS =
            List.of("law", "aic", "log_likelihood", "ks_distance", "parameters", "distribution");
    private static final MathContext PASTED = new MathContext(6);

    /** Returns the table and the distributions as text. */
    public String text() {
        TextGrid grid = new TextGrid(1);
        grid.add(List.of("law", "AIC", "above best", "log-likelihood", "KS distance"));
        for (Fit fit : fits) {
            grid.add(List.of(
                    LawNames.of(fit.law()),
                    fixed(fit.aic(), 1),
                    fixed(fit.aic() - fits.get(0).aic(), 1),
                    fixed(fit.logLikelihood(), 1),
                    fixed(fit.distance(), 4)));
        }
        return "Best, as a scenario writes it: " + distribution(fits.get(0).law()) + "\n\n" + source + ": "
                + Phrases.count(lifetimes.count()) + " times, of which "
                + Phrases.count(lifetimes.cutOffCount()) + " were cut off\n\n" + grid.text()
                + "\nAll of them, the best first:\n\n"
                + fits.stream()
                        .map(fit -> distribution(fit.law()) + "  # " + intervals(fit.law()) + "\n")
                        .collect(Collectors.joining())
                + notes().stream().map(note -> "\n" + note + "\n").collect(Collectors.joining());
    }

    /** Returns the table for a comment or a page. */
    public String markdown() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("law", "distribution", "AIC", "log-likelihood", "KS distance"));
        for (Fit fit : fits) {
            rows.add(List.of(
                    LawNames.of(fit.law()),
                    "`" + distribution(fit.law()) + "`",
                    fixed(fit.aic(), 1),
                    fixed(fit.logLikelihood(), 1),
                    fixed(fit.distance(), 4)));
        }
        return MarkdownTable.of(rows, 2)
                + notes().stream().map(note -> "\n" + note + "\n").collect(Collectors.joining());
    }

    /** Returns the table with all digits. */
    public CsvTable csv() {
        return new CsvTable(
                COLUMNS,
                rows -> fits.forEach(fit -> rows.add(
                        LawNames.of(fit.law()),
                        Numbers.text(fit.aic()),
                        Numbers.text(fit.logLikelihood()),
                        Numbers.text(fit.distance()),
                        fit.law().parameters().stream()
                                .map(parameter -> parameter.name() + "=" + Numbers.text(parameter.value()))
                                .collect(Collectors.joining(" ")),
                        distribution(fit.law()))));
    }

    /** Returns one document with all digits. */
    public String json() {
        return JsonText.of(json -> {
            json.beginObject().name("source").value(source);
            json.name("times").value(lifetimes.count()).name("cut_off").value(lifetimes.cutOffCount());
            json.name("fits").beginArray();
            for (Fit fit : fits) {
                json.beginObject().name("law").value(LawNames.of(fit.law()));
                JsonText.number(json.name("aic"), fit.aic());
                JsonText.number(json.name("log_likelihood"), fit.logLikelihood());
                JsonText.number(json.name("ks_distance"), fit.distance());
                json.name("parameters").beginObject();
                for (LifetimeLaw.Parameter parameter : fit.law().parameters()) {
                    JsonText.number(json.name(parameter.name()), parameter.value());
                }
                json.endObject().name("intervals").beginObject();
                List<FitIntervals.Bounds> bounds = FitIntervals.of(fit.law(), lifetimes);
                for (int i = 0; i < bounds.size(); i++) {
                    json.name(fit.law().parameters().get(i).name()).beginArray();
                    JsonText.number(json, bounds.get(i).lower());
                    JsonText.number(json, bounds.get(i).upper());
                    json.endArray();
                }
                json.endObject()
                        .name("distribution")
                        .value(distribution(fit.law()))
                        .endObject();
            }
            json.endArray().name("notes").beginArray();
            for (String note : notes()) {
                json.value(note);
            }
            json.endArray().endObject();
        });
    }

    /** Writes the table and the Q-Q plot into {@code directory}. */
    public WrittenFiles write(Path directory, Drawing drawing) throws IOException {
        try (var results = NewDirectory.of(directory)) {
            List<String> warnings = new ArrayList<>();
            results.write("fit.csv", csv());
            var unused = ChartFiles.write(
                    drawing,
                    style -> List.of(new ChartJob("", () -> new QuantileChart(style, source, lifetimes, fits).draw())),
                    1,
                    results,
                    warnings);
            warnings.addAll(results.place(List.of()));
            return new WrittenFiles(directory, warnings);
        }
    }

    /** Returns a law as a scenario writes it, to six digits; one of infinite mean ends at the longest time. */
    private String distribution(LifetimeLaw law) {
        if (law instanceof LifetimeLaw.Hyperexponential two) {
            BigDecimal p = new BigDecimal(two.p()).setScale(PASTED.getPrecision(), RoundingMode.HALF_EVEN);
            return "{hyperexponential: [{p: " + p.toPlainString() + ", mean: " + time(two.mean1()) + "}, {p: "
                    + BigDecimal.ONE.subtract(p).toPlainString() + ", mean: " + time(two.mean2()) + "}]}";
        }
        String keys = law.parameters().stream()
                .map(parameter -> parameter.name() + ": "
                        + (parameter.isTime() ? time(parameter.value()) : rounded(parameter.value())))
                .collect(Collectors.joining(", "));
        String end = isEnded(law) ? ", max: " + time(lifetimes.longest()) : "";
        return "{" + LawNames.of(law) + ": {" + keys + end + "}}";
    }

    private static boolean isEnded(LifetimeLaw law) {
        return Double.isInfinite(law.mean());
    }

    /** Returns the intervals of a law's parameters, as far as the data have any. */
    private String intervals(LifetimeLaw law) {
        if (Fit.isExponential(law, lifetimes)) {
            return "degenerate: the exponential law";
        }
        List<FitIntervals.Bounds> bounds = FitIntervals.of(law, lifetimes);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < bounds.size(); i++) {
            LifetimeLaw.Parameter parameter = law.parameters().get(i);
            double lower = bounds.get(i).lower();
            texts.add(parameter.name() + " "
                    + (Double.isNaN(lower)
                            ? "without interval"
                            : written(parameter, lower) + " to "
                                    + written(parameter, bounds.get(i).upper())));
        }
        return "95 %: " + String.join(", ", texts);
    }

    private static String written(LifetimeLaw.Parameter parameter, double value) {
        return parameter.isTime() ? time(value) : rounded(value);
    }

    /** Returns what a reader must know of the distributions beyond their text, a sentence each. */
    private List<String> notes() {
        return Stream.concat(degenerate().stream(), ended().stream()).toList();
    }

    /** Names the laws that came out as the exponential one, which says as much with one parameter. */
    private Optional<String> degenerate() {
        List<String> names = fits.stream()
                .map(Fit::law)
                .filter(law -> Fit.isExponential(law, lifetimes))
                .map(LawNames::of)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("Degenerate, since no better than the exponential law, which is a case of it: "
                        + String.join(" and ", names)
                        + ". The data do not tell such parameters: take the exponential law.");
    }

    private List<String> ended() {
        return fits.stream()
                .map(Fit::law)
                .filter(FitReport::isEnded)
                .map(law -> "The " + LawNames.of(law)
                        + " law has an infinite mean (shape at most 1), which no scenario takes: "
                        + "'max' ends it at the longest time of the data, " + time(lifetimes.longest())
                        + ". AIC and KS distance are those of the law without an end.")
                .toList();
    }

    private static String time(double seconds) {
        if (seconds >= 1) {
            return rounded(seconds) + "s";
        }
        return seconds >= 1e-3 ? rounded(seconds * 1e3) + "ms" : rounded(seconds * 1e6) + "us";
    }

    private static String rounded(double value) {
        return Numbers.text(new BigDecimal(value).round(PASTED).doubleValue());
    }

    private static String fixed(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
