package org.ioasidsim.report.metric;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.ioasidsim.experiment.compare.ComparisonRow;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.text.Cell;
import org.ioasidsim.stats.interval.Interval;

/** Metrics, values and intervals rounded and worded for people; files for programs use {@link Numbers}. */
public final class Wording {
    /** The text for an undefined value. */
    public static final String UNDEFINED = "-";

    private static final String PLUS_MINUS = "± ";

    /** The text for a time to what does not come. */
    public static final String NEVER = "never";

    /** Shares below this are shown in powers of ten. */
    private static final double TINY = 1e-6;

    /** The ends of intervals of such shares are shown so below this. */
    private static final double STILL_SMALL = 1e-3;

    /** What is missing to 1 by no more than this is rounding. */
    private static final double ROUNDING = 1e-13;

    private static final int SIGNIFICANT_DIGITS = 4;
    private static final int MOST_DECIMALS = 6;

    /** The most decimals that tell a value from the bound beside it. */
    private static final int MOST_DECIMALS_APART = 12;

    /** The bound of what no condition is about. */
    private static final double NO_BOUND = Double.NaN;

    private static final Map<Metric, String> LABELS = Map.ofEntries(
            Map.entry(Metric.FIRST_TRY_SUCCESS, "first-try success"),
            Map.entry(Metric.VM_SUCCESS, "VM success"),
            Map.entry(Metric.TIME_TO_BIND_P50, "time to bind, median"),
            Map.entry(Metric.TIME_TO_BIND_P95, "time to bind, p95"),
            Map.entry(Metric.TIME_TO_BIND_P99, "time to bind, p99"),
            Map.entry(Metric.HELD_MEAN, "ids held"),
            Map.entry(Metric.ENTITLEMENT_SHARE, "share of entitlement"),
            Map.entry(Metric.WORST_ENTITLEMENT_SHARE, "worst share of entitlement"),
            Map.entry(Metric.JAIN_SATISFACTION, "Jain, satisfaction"),
            Map.entry(Metric.JAIN_ENTITLEMENT, "Jain, entitlement"),
            Map.entry(Metric.TIME_TO_EXHAUSTION_P50, "time to exhaustion, median"),
            Map.entry(Metric.TIME_TO_EXHAUSTION_RMST, "time to exhaustion, restricted mean"));

    /** A unit for people: values are divided by {@code divisor} and followed by {@code suffix}. */
    private record Scale(double divisor, String suffix) {}

    private static final Scale MICROSECONDS = new Scale(1e-6, " µs");
    private static final Scale MILLISECONDS = new Scale(1e-3, " ms");
    private static final Scale SECONDS = new Scale(1, " s");
    private static final Scale MINUTES = new Scale(60, " min");
    private static final Scale HOURS = new Scale(3600, " h");
    private static final Scale DAYS = new Scale(86_400, " d");

    private Wording() {}

    /**
     * Returns what happens to a tenant or the host as the rest of a sentence tells it, such as {@code web gets 99 % of its ids at once}.
     *
     * @param who a tenant, or {@code the host}
     * @param value as it is shown, perhaps with its interval
     */
    public static String happens(String who, Metric metric, double mean, String value) {
        return switch (metric) {
            case FIRST_TRY_SUCCESS -> who + " gets " + value + " of its ids at once";
            case EVENTUAL_SUCCESS -> who + " gets " + value + " of its ids in the end";
            case WORST_WINDOW_SUCCESS -> who + " gets " + value + " of its ids at once in its worst window";
            case CALL_CONGESTION -> who + " is refused at once in " + value + " of its requests";
            case VM_SUCCESS -> who + " starts " + value + " of its VMs";
            case STARVATION_TIME -> who + " starves for " + value;
            case DENIED_TIME -> who + " is denied for " + value;
            case TIME_TO_EXHAUSTION -> Double.isFinite(mean) ? who + " is full after " + value : who + " is never full";
            case TIME_TO_BIND_P50, TIME_TO_BIND_P95, TIME_TO_BIND_P99 -> bindsWithin(who, metric, mean, value);
            default -> "the " + label(metric) + " of " + who + " is " + value;
        };
    }

    private static String bindsWithin(String who, Metric metric, double mean, String value) {
        double part = metric.quantile().orElse(1);
        return Double.isFinite(mean)
                ? who + " gets " + percent(part) + " of its ids within " + value
                : neverMeans(metric).replace("requests", "the requests of " + who);
    }

    /** Returns what {@link #NEVER} says of a quantile of the time to bind; empty for any other metric. */
    public static String neverMeans(Metric metric) {
        OptionalDouble part = metric.quantile();
        return part.isEmpty()
                ? ""
                : "more than " + Math.round(100 * (1 - part.getAsDouble())) + " % of requests never get an id";
    }

    /** Returns whether the metric is a time to what may never come. */
    private static boolean mayNeverCome(Metric metric) {
        return switch (metric) {
            case TIME_TO_BIND_P50,
                    TIME_TO_BIND_P95,
                    TIME_TO_BIND_P99,
                    TIME_TO_BIND_MAX,
                    TIME_TO_EXHAUSTION,
                    TIME_TO_EXHAUSTION_P50 -> true;
            default -> false;
        };
    }

    /** Returns the metric's name in words. */
    public static String label(Metric metric) {
        return LABELS.getOrDefault(metric, metric.word().replace('_', ' '));
    }

    /**
     * Returns {@code mean ± half-width unit}, such as {@code 99.9 ± 0.1 %}; for an interval that is not symmetric its ends, such as {@code
     * 100 % (≥ 99.6 %)}; {@code 1,000 ± <1 ms} where its ends are written like the mean in four digits; {@code 0 s (all 10)} where all ten
     * replications are at a bound, or refused every request; the mean alone if there is no interval.
     */
    public static String interval(SummaryRow row) {
        return interval(row, NO_BOUND);
    }

    /** Returns the same with as many more digits as it takes for no number to be written like {@code bound}, or beyond it, that is not so. */
    public static String interval(SummaryRow row, double bound) {
        boolean hasDigits = isSymmetric(row) || isTiny(row);
        if (!hasDigits && (row.method() == IntervalMethod.AT_BOUND || isAlwaysRefused(row))) {
            return mean(row, bound) + " (all " + row.replications() + ")";
        }
        String ends = halfWidth(row, bound);
        if (!ends.startsWith(PLUS_MINUS)) {
            return ends.isEmpty() ? mean(row, bound) : mean(row, bound) + " (" + ends + ")";
        }
        String mean = isTiny(row) ? tiny(row.mean(), bound) : mean(row, scale(row.metric(), row.mean()), bound);
        return mean + " " + ends;
    }

    /** Returns whether every request was refused: what a few moments looked at can show of that says less than that it was so in all replications. */
    private static boolean isAlwaysRefused(SummaryRow row) {
        double worst = row.metric().better() == Metric.Better.LOWER ? 1 : 0;
        return row.method() == IntervalMethod.CLOPPER_PEARSON
                && row.metric().trials().isPresent()
                && row.mean() == worst;
    }

    /** Returns whether the interval reaches equally far to both sides of the mean. */
    private static boolean isSymmetric(SummaryRow row) {
        double above = row.upper() - row.mean();
        double below = row.mean() - row.lower();
        return row.method() != IntervalMethod.EXACT
                && Double.isFinite(row.halfWidth())
                && Math.abs(above - below) <= 1e-6 * row.halfWidth();
    }

    /** Returns the mean with its unit. */
    public static String mean(SummaryRow row) {
        return mean(row, NO_BOUND);
    }

    private static String mean(SummaryRow row, double bound) {
        if (isTiny(row)) {
            return tiny(row.mean(), bound);
        }
        if (isNearlyAll(row.metric(), row.mean()) && !isSymmetric(row)) {
            return nearlyAll(row.mean(), bound); // as the ends beside it are written
        }
        Scale scale = scale(row.metric(), row.mean());
        String mean = mean(row, scale, bound);
        return Double.isFinite(row.mean()) ? mean + scale.suffix() : mean;
    }

    /** Returns {@code ± half-width unit}, or the ends of an interval that is not symmetric; empty where there is no interval. */
    public static String halfWidth(SummaryRow row) {
        return halfWidth(row, NO_BOUND);
    }

    private static String halfWidth(SummaryRow row, double bound) {
        Scale scale = scale(row.metric(), row.mean());
        if (isSymmetric(row)) {
            return PLUS_MINUS
                    + (isTiny(row) ? tiny(row.halfWidth(), NO_BOUND) : half(row, scale, bound) + scale.suffix());
        }
        if (!isPoint(row)) {
            return ends(row, end -> beside(row.metric(), row.mean(), end, bound));
        }
        int decimals = decimals(row, scale, bound);
        return isPoint(row, value -> rounded(value / scale.divisor(), decimals))
                ? PLUS_MINUS + "<" + fixed(tenTo(-decimals), decimals) + scale.suffix()
                : ends(row, end -> fixed(end / scale.divisor(), decimals) + scale.suffix());
    }

    private static String ends(SummaryRow row, DoubleFunction<String> written) {
        String lower = hasLower(row) ? written.apply(row.lower()) : "";
        String upper = hasUpper(row) ? written.apply(row.upper()) : "";
        if (hasLower(row) && hasUpper(row)) {
            return lower + " to " + upper;
        }
        return hasLower(row) ? "≥ " + lower : hasUpper(row) ? "≤ " + upper : "";
    }

    private static boolean hasLower(SummaryRow row) {
        return row.lower() < row.mean() && row.lower() > 0;
    }

    private static boolean hasUpper(SummaryRow row) {
        return row.upper() > row.mean();
    }

    /** Returns whether every end of an interval that is not symmetric is written like its mean, as if it had no width. */
    private static boolean isPoint(SummaryRow row) {
        return Double.isFinite(row.mean())
                && !isSymmetric(row)
                && !isTiny(row)
                && (hasLower(row) || hasUpper(row))
                && isPoint(row, value -> asWritten(row, value));
    }

    private static boolean isPoint(SummaryRow row, DoubleUnaryOperator rounded) {
        double mean = rounded.applyAsDouble(row.mean());
        return (!hasLower(row) || rounded.applyAsDouble(row.lower()) == mean)
                && (!hasUpper(row) || rounded.applyAsDouble(row.upper()) == mean);
    }

    /** Returns the number that a reader of {@link #value(Metric, double)} sees, in the unit of the mean. */
    private static double asWritten(SummaryRow row, double value) {
        double divisor = scale(row.metric(), row.mean()).divisor();
        return !Double.isFinite(value) || isNearlyAll(row.metric(), value)
                ? value / divisor
                : rounded(value / divisor, decimals(row.metric(), value / divisor, Double.NaN));
    }

    /** Returns an end of an interval with its unit: in powers of ten where its mean stands in them, so that the two can be compared. */
    public static String beside(Metric metric, double mean, double end) {
        return beside(metric, mean, end, NO_BOUND);
    }

    private static String beside(Metric metric, double mean, double end, double bound) {
        boolean isTiny = metric.unit() == Metric.Unit.FRACTION && isTiny(mean) && end > 0 && end < STILL_SMALL;
        return isTiny ? tiny(end, bound) : value(metric, end, bound);
    }

    /** Returns the cell of {@link #interval(SummaryRow)}, which sorts by the mean. */
    public static Cell cell(SummaryRow row) {
        return cell(row, NO_BOUND);
    }

    /** Returns the cell of {@link #interval(SummaryRow, double)}, which sorts by the mean. */
    public static Cell cell(SummaryRow row, double bound) {
        return new Cell(interval(row, bound), row.mean());
    }

    /** Returns {@code +difference ± half-width unit}; without ± where each replication has the same difference. */
    public static String difference(ComparisonRow row) {
        if (Double.isInfinite(row.difference()) && mayNeverCome(row.metric())) {
            return row.difference() > 0 ? "to " + NEVER : "from " + NEVER;
        }
        double half = row.halfWidth() == 0 ? Double.NaN : row.halfWidth();
        double lower = row.difference() - half;
        double upper = row.difference() + half;
        String text = interval(new SummaryRow(
                row.variant(), row.tenant(), row.metric(), row.difference(), half, lower, upper, 0, row.pairs()));
        String sign = row.difference() > 0 ? "+" : "";
        return sign + (text.endsWith(" %") ? text.substring(0, text.length() - 1) + "pp" : text);
    }

    /** Returns {@code mean ± half-width unit} of values of {@code metric}; the mean alone where there is no interval. */
    public static String interval(Metric metric, Interval interval) {
        return interval(new SummaryRow(
                "",
                "",
                metric,
                interval.mean(),
                interval.halfWidth(),
                interval.lower(),
                interval.upper(),
                Double.NaN,
                interval.n()));
    }

    /** Returns a p value in three decimals. */
    public static String pValue(double value) {
        return value < 0.001 ? "<0.001" : plain(value, 3);
    }

    /** Returns a ratio with at least two digits, such as {@code 2.5x}. */
    public static String factor(double value) {
        return Double.isFinite(value) ? plain(value, value < 10 ? 1 : 0) + "x" : unfinite(value);
    }

    /** Returns a number without unit. */
    public static String plain(double value, int decimals) {
        return Double.isFinite(value) ? fixed(value, decimals) : unfinite(value);
    }

    /** Returns the metric's name in words with its unit, for an axis; {@code fraction} is the unit of hundredths, such as {@code %}. */
    public static String axisLabel(Metric metric, String fraction) {
        return switch (metric.unit()) {
            case FRACTION -> label(metric) + " (" + fraction + ")";
            case INDEX -> label(metric);
            default -> label(metric) + " (" + metric.unit().word() + ")";
        };
    }

    /** Returns the factor by which an axis multiplies values of {@code metric}: 100 for fractions, which are shown in per cent, else 1. */
    public static double axisScale(Metric metric) {
        return metric.unit() == Metric.Unit.FRACTION ? 100 : 1;
    }

    /** Returns {@code value} of {@code metric} with its unit, in four significant digits at most. */
    public static String value(Metric metric, double value) {
        return value(metric, value, NO_BOUND);
    }

    /** Returns the same with as many more digits as it takes for {@code value} not to be written like {@code bound}, or beyond it, if it is not so. */
    public static String value(Metric metric, double value, double bound) {
        if (!Double.isFinite(value)) {
            return unfinite(metric, value);
        }
        if (metric.unit() == Metric.Unit.FRACTION && isTiny(value)) {
            return tiny(value, bound);
        }
        if (isNearlyAll(metric, value)) {
            return nearlyAll(value, bound);
        }
        Scale scale = scale(metric, value);
        double scaled = value / scale.divisor();
        int decimals = apart(scaled, bound / scale.divisor(), decimals(metric, scaled, Double.NaN));
        return fixed(scaled, decimals) + scale.suffix();
    }

    /** Returns {@link #value(Metric, double, double)}, but a share that is tiny in per cent too, such as {@code 0.0000402 %}, as a bound beside it is written. */
    public static String inPercent(Metric metric, double value, double bound) {
        return metric.unit() == Metric.Unit.FRACTION && isTiny(value)
                ? fixed(100 * value, apart(100 * value, 100 * bound, 2 - magnitude(100 * value)))
                                .replaceFirst("0+$", "")
                        + " %"
                : value(metric, value, bound);
    }

    /** Returns {@link #value(Metric, double)}, but a share above 99 % with two digits of what is missing, so that 99.91 % and 99.94 % are told apart. */
    public static String share(Metric metric, double value) {
        boolean isAbove99 = metric.unit() == Metric.Unit.FRACTION && value > 0.99 && 1 - value > ROUNDING;
        return isAbove99 ? nearlyAll(value, NO_BOUND) : value(metric, value);
    }

    /** Returns whether a share would have no digits left in per cent; the error of one that is not so small has them. */
    private static boolean isTiny(SummaryRow row) {
        boolean hasTinyError = !isSymmetric(row) || row.halfWidth() < TINY;
        return row.metric().unit() == Metric.Unit.FRACTION && isTiny(row.mean()) && hasTinyError;
    }

    private static boolean isTiny(double share) {
        return share != 0 && Math.abs(share) < TINY;
    }

    private static boolean isNearlyAll(Metric metric, double value) {
        return metric.unit() == Metric.Unit.FRACTION && isTiny(1 - value) && 1 - value > ROUNDING;
    }

    /** Returns a number in powers of ten, such as {@code 1.04e-9}; with more digits where it would be written like {@code bound}. */
    private static String tiny(double share, double bound) {
        int digits = 3;
        while (digits < MOST_DECIMALS_APART
                && !isOnItsSide(Numbers.rounded(share, digits).doubleValue(), share, bound)) {
            digits++;
        }
        BigDecimal rounded = Numbers.rounded(share, digits);
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.movePointLeft(exponent)
                        .setScale(digits - 1, RoundingMode.UNNECESSARY)
                        .toPlainString() + "e" + exponent;
    }

    /**
     * Returns a share just below 1 in per cent, with two digits of what is missing, such as {@code 99.9999999 %}; with more where it would be
     * written like {@code bound}.
     */
    private static String nearlyAll(double share, double bound) {
        int digits = 2;
        while (digits < MOST_DECIMALS_APART
                && !isOnItsSide(1 - missing(share, digits).doubleValue(), share, bound)) {
            digits++;
        }
        var missing = BigDecimal.valueOf(100).multiply(missing(share, digits));
        return BigDecimal.valueOf(100).subtract(missing).stripTrailingZeros().toPlainString() + " %";
    }

    private static BigDecimal missing(double share, int digits) {
        return BigDecimal.valueOf(1 - share).round(new MathContext(digits));
    }

    /** Returns a fraction in per cent with two digits, such as {@code 14 %}. */
    public static String percent(double fraction) {
        return percent(fraction, NO_BOUND);
    }

    /** Returns the same with more digits where it would be written like {@code bound}, or beyond it, if it is not so. */
    public static String percent(double fraction, double bound) {
        return roughly(100 * fraction, 100 * bound) + " %";
    }

    /** Returns a number with two digits, such as {@code 3,700}. */
    public static String roughly(double number) {
        return roughly(number, NO_BOUND);
    }

    private static String roughly(double number, double bound) {
        int digits = 2;
        while (digits < MOST_DECIMALS_APART
                && !isOnItsSide(Numbers.rounded(number, digits).doubleValue(), number, bound)) {
            digits++;
        }
        BigDecimal rounded =
                BigDecimal.valueOf(number).round(new MathContext(digits)).stripTrailingZeros();
        return fixed(rounded.doubleValue(), Math.max(0, rounded.scale()));
    }

    /** Returns a confidence in per cent, with two digits of what is missing to 100 %, rounded down, such as {@code 99.9971 %}. */
    public static String confidence(double confidence) {
        BigDecimal error = BigDecimal.valueOf(1 - confidence).round(new MathContext(9));
        BigDecimal shown = error.round(new MathContext(2, RoundingMode.UP)).movePointRight(2);
        return BigDecimal.valueOf(100).subtract(shown).stripTrailingZeros().toPlainString() + " %";
    }

    /** Returns a time with its unit. */
    public static String seconds(double seconds) {
        return value(Metric.LONGEST_DENIAL, seconds);
    }

    /** Returns a rate, in four significant digits at most. */
    public static String rate(double perSecond) {
        return value(Metric.MAX_MIN_RATIO, perSecond) + "/s";
    }

    private static String mean(SummaryRow row, Scale scale, double bound) {
        return Double.isFinite(row.mean())
                ? fixed(row.mean() / scale.divisor(), decimals(row, scale, bound))
                : unfinite(row.metric(), row.mean());
    }

    private static String half(SummaryRow row, Scale scale, double bound) {
        double half = exact(row) / scale.divisor();
        if (half == 0) {
            return "0";
        }
        int decimals = decimals(row, scale, bound);
        double smallest = tenTo(-decimals);
        return half > 0 && half < smallest / 2 ? "<" + fixed(smallest, decimals) : fixed(half, decimals);
    }

    /** Returns the decimals of the mean, with which the half-width, or the ends of what seems a point, are written too. */
    private static int decimals(SummaryRow row, Scale scale, double bound) {
        double mean = row.mean() / scale.divisor();
        double scaledBound = bound / scale.divisor();
        if (isSymmetric(row)) {
            double half = exact(row) / scale.divisor();
            return apart(mean, half, scaledBound, decimals(row.metric(), mean, half));
        }
        if (isPoint(row)) {
            int digits = SIGNIFICANT_DIGITS - 1 - magnitude(mean);
            return apart(mean, scaledBound, Math.max(0, Math.min(digits, MOST_DECIMALS)));
        }
        return apart(mean, scaledBound, decimals(row.metric(), mean, Double.NaN));
    }

    /** Returns {@code decimals}, or as many more as it takes for a value to be written on that side of a bound on which it lies. */
    private static int apart(double value, double bound, int decimals) {
        int shown = decimals;
        while (shown < MOST_DECIMALS_APART && !isOnItsSide(rounded(value, shown), value, bound)) {
            shown++;
        }
        return shown;
    }

    /** Does the same for a mean and for the ends that a reader makes of it and its half-width. */
    private static int apart(double mean, double half, double bound, int decimals) {
        int shown = decimals;
        while (shown < MOST_DECIMALS_APART
                && !(isOnItsSide(rounded(mean, shown), mean, bound)
                        && isOnItsSide(rounded(mean, shown) - rounded(half, shown), mean - half, bound)
                        && isOnItsSide(rounded(mean, shown) + rounded(half, shown), mean + half, bound))) {
            shown++;
        }
        return shown;
    }

    /** Returns whether a value that was rounded still lies on the same side of the bound; true without a bound, and where the value is the bound. */
    private static boolean isOnItsSide(double rounded, double value, double bound) {
        return Double.isNaN(bound) || side(value, bound) == 0 || side(rounded, bound) == side(value, bound);
    }

    /** Returns -1, 0 or 1; what differs by rounding alone is equal. */
    private static int side(double value, double bound) {
        double difference = value - bound;
        return Math.abs(difference) <= ROUNDING * Math.abs(bound) ? 0 : (int) Math.signum(difference);
    }

    private static double rounded(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .doubleValue();
    }

    /** Returns the half-width; 0 where it is only the rounding of equal values. */
    private static double exact(SummaryRow row) {
        return row.halfWidth() <= ROUNDING * Math.abs(row.mean()) ? 0 : row.halfWidth();
    }

    private static String unfinite(Metric metric, double value) {
        return value == Double.POSITIVE_INFINITY && mayNeverCome(metric) ? NEVER : unfinite(value);
    }

    private static String unfinite(double value) {
        return Double.isNaN(value) ? UNDEFINED : Numbers.text(value);
    }

    private static Scale scale(Metric metric, double value) {
        return switch (metric.unit()) {
            case FRACTION -> new Scale(0.01, " %");
            case SECONDS -> timeScale(Math.abs(value));
            default -> new Scale(1, "");
        };
    }

    private static Scale timeScale(double seconds) {
        if (seconds == 0 || !Double.isFinite(seconds)) {
            return SECONDS;
        } else if (seconds < 1e-3) {
            return MICROSECONDS;
        } else if (seconds < 1) {
            return MILLISECONDS;
        } else if (seconds < 600) {
            return SECONDS;
        } else if (seconds < 3 * 3600) {
            return MINUTES;
        }
        return seconds < 4 * 86_400 ? HOURS : DAYS;
    }

    /**
     * Returns the number of decimals to show: two digits of the half-width, three of the mean if there is none, and at most four digits of
     * the mean; more only where 99.996 % would read 100 %, or an index of 0.99996 would read 1.
     */
    private static int decimals(Metric metric, double mean, double half) {
        if (mean == Math.rint(mean) && !(half > 0)) {
            return 0;
        }
        int wanted = half > 0 ? 1 - magnitude(half) : 2 - magnitude(mean);
        int decimals = Math.max(0, Math.min(wanted, SIGNIFICANT_DIGITS - 1 - magnitude(mean)));
        decimals = Math.min(decimals, MOST_DECIMALS);
        double whole = whole(metric);
        while (mean < whole
                && decimals < MOST_DECIMALS
                && Math.round(mean * tenTo(decimals)) >= whole * tenTo(decimals)) {
            decimals++;
        }
        return decimals;
    }

    /** Returns the value that a metric must not seem to reach by rounding, as it is shown. */
    private static double whole(Metric metric) {
        return switch (metric.unit()) {
            case FRACTION -> 100;
            case INDEX -> 1;
            default -> Double.NEGATIVE_INFINITY;
        };
    }

    private static double tenTo(int power) {
        return BigDecimal.ONE.scaleByPowerOfTen(power).doubleValue();
    }

    /** Returns the power of ten of the first digit. */
    private static int magnitude(double value) {
        if (value == 0) {
            return 0;
        }
        var decimal = new BigDecimal(value);
        return decimal.precision() - decimal.scale() - 1;
    }

    /** Returns a number with these decimals, its thousands separated by commas. */
    private static String fixed(double value, int decimals) {
        String text = BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
        var grouped = new StringBuilder(text);
        int point = decimals == 0 ? text.length() : text.length() - decimals - 1;
        int first = text.startsWith("-") ? 1 : 0;
        for (int at = point - 3; at > first; at -= 3) {
            grouped.insert(at, ',');
        }
        return grouped.toString();
    }
}
