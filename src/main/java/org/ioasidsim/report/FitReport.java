package org.ioasidsim.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ioasidsim.stats.Fit;
import org.ioasidsim.stats.LifetimeLaw;
import org.ioasidsim.stats.Lifetimes;

/**
 * What was fitted to a column of times: a table with the best law first, and each law as a scenario writes it.
 *
 * @param source the file and the column, for people to read
 * @param fits the best first
 */
public record FitReport(String source, Lifetimes lifetimes, List<Fit> fits) {
    private static final List<String> COLUMNS =
            List.of("law", "aic", "log_likelihood", "ks_distance", "parameters", "distribution");
    private static final MathContext PASTED = new MathContext(6);

    /** Returns the table and the distributions as text. */
    public String text() {
        TextGrid grid = new TextGrid(1);
        grid.add(List.of("law", "AIC", "above best", "log-likelihood", "KS distance"));
        for (Fit fit : fits) {
            grid.add(List.of(
                    name(fit.law()),
                    fixed(fit.aic(), 1),
                    fixed(fit.aic() - fits.get(0).aic(), 1),
                    fixed(fit.logLikelihood(), 1),
                    fixed(fit.distance(), 4)));
        }
        return source + ": " + Wording.count(lifetimes.count()) + " times, of which "
                + Wording.count(lifetimes.cutOffCount()) + " were cut off\n\n" + grid.text()
                + "\nAs a scenario writes them, the best first:\n\n"
                + fits.stream().map(fit -> distribution(fit.law()) + "\n").collect(Collectors.joining());
    }

    /** Returns the table for a comment or a page. */
    public String markdown() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("law", "distribution", "AIC", "log-likelihood", "KS distance"));
        for (Fit fit : fits) {
            rows.add(List.of(
                    name(fit.law()),
                    "`" + distribution(fit.law()) + "`",
                    fixed(fit.aic(), 1),
                    fixed(fit.logLikelihood(), 1),
                    fixed(fit.distance(), 4)));
        }
        return MarkdownTable.of(rows, 2);
    }

    /** Returns the table with all digits. */
    public CsvTable csv() {
        return new CsvTable(
                COLUMNS,
                rows -> fits.forEach(fit -> rows.add(
                        name(fit.law()),
                        Numbers.text(fit.aic()),
                        Numbers.text(fit.logLikelihood()),
                        Numbers.text(fit.distance()),
                        parameters(fit.law()).entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + Numbers.text(entry.getValue()))
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
                json.beginObject().name("law").value(name(fit.law()));
                JsonText.number(json.name("aic"), fit.aic());
                JsonText.number(json.name("log_likelihood"), fit.logLikelihood());
                JsonText.number(json.name("ks_distance"), fit.distance());
                json.name("parameters").beginObject();
                for (Map.Entry<String, Double> parameter : parameters(fit.law()).entrySet()) {
                    JsonText.number(json.name(parameter.getKey()), parameter.getValue());
                }
                json.endObject()
                        .name("distribution")
                        .value(distribution(fit.law()))
                        .endObject();
            }
            json.endArray().endObject();
        });
    }

    /** Writes the table and, where {@code withCharts}, the Q-Q plot into {@code directory}. */
    public ResultWriter.Written write(Path directory, boolean withCharts) throws IOException {
        List<Path> files = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Path csv = directory.resolve("fit.csv");
        AtomicFiles.write(csv, csv());
        files.add(csv);
        if (withCharts) {
            var unused = ChartFiles.write(
                    style -> List.of(new ChartJobs.ChartJob("", () -> new QuantileChart(style, this).draw())),
                    1,
                    directory.resolve("charts"),
                    files,
                    warnings);
        }
        return new ResultWriter.Written(directory, files, warnings);
    }

    /** Returns the word of a scenario for a law. */
    static String name(LifetimeLaw law) {
        return law.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Double> parameters(LifetimeLaw law) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        if (law instanceof LifetimeLaw.Exponential exponential) {
            parameters.put("mean", exponential.mean());
        } else if (law instanceof LifetimeLaw.Weibull weibull) {
            parameters.put("shape", weibull.shape());
            parameters.put("scale", weibull.scale());
        } else if (law instanceof LifetimeLaw.Lognormal lognormal) {
            parameters.put("median", lognormal.median());
            parameters.put("sigma", lognormal.sigma());
        } else if (law instanceof LifetimeLaw.Lomax lomax) {
            parameters.put("shape", lomax.shape());
            parameters.put("scale", lomax.scale());
        } else if (law instanceof LifetimeLaw.Hyperexponential two) {
            parameters.put("p", two.p());
            parameters.put("mean1", two.mean1());
            parameters.put("mean2", two.mean2());
        }
        return parameters;
    }

    /** Returns a law as a scenario writes it, to six digits; one of infinite mean ends at the longest time. */
    private String distribution(LifetimeLaw law) {
        if (law instanceof LifetimeLaw.Hyperexponential two) {
            BigDecimal p = new BigDecimal(two.p()).setScale(6, java.math.RoundingMode.HALF_EVEN);
            return "{hyperexponential: [{p: " + p.toPlainString() + ", mean: " + time(two.mean1()) + "}, {p: "
                    + BigDecimal.ONE.subtract(p).toPlainString() + ", mean: " + time(two.mean2()) + "}]}";
        }
        String keys = parameters(law).entrySet().stream()
                .map(entry -> entry.getKey() + ": "
                        + (entry.getKey().equals("shape") || entry.getKey().equals("sigma")
                                ? rounded(entry.getValue())
                                : time(entry.getValue())))
                .collect(Collectors.joining(", "));
        String end = Double.isInfinite(law.mean()) ? ", max: " + time(lifetimes.longest()) : "";
        return "{" + name(law) + ": {" + keys + end + "}}";
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
