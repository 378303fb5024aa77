package org.ioasidsim.workload;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ioasidsim.random.Constant;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.Empirical;
import org.ioasidsim.random.Erlang;
import org.ioasidsim.random.Exponential;
import org.ioasidsim.random.Gamma;
import org.ioasidsim.random.Hyperexponential;
import org.ioasidsim.random.Lognormal;
import org.ioasidsim.random.Lomax;
import org.ioasidsim.random.Mixture;
import org.ioasidsim.random.Uniform;
import org.ioasidsim.random.Weibull;
import org.ioasidsim.workload.trace.CsvNumbers;
import org.ioasidsim.workload.trace.FitSpec;
import org.ioasidsim.yaml.Alternative;
import org.ioasidsim.yaml.Cursor;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;
import org.ioasidsim.yaml.Units;

/** The forms of distributions: of times, written with units, and of counts, written without. */
public final class DistributionReader {
    private static final double TOLERANCE = 1e-9;
    private static final Distribution ONE = new Constant(1);

    private final String name;
    private final Form<Double> value;
    private final Form<Double> positive;
    private final boolean isTime;

    private DistributionReader(String name, Form<Double> value, Form<Double> positive, boolean isTime) {
        this.name = name;
        this.value = value;
        this.positive = positive;
        this.isTime = isTime;
    }

    /** Returns the form of a distribution of times; a plain time is constant. */
    public static Form<Distribution> time() {
        return new DistributionReader("time_distribution", Forms.time(), Forms.positiveTime(), true).shown();
    }

    /** Returns the form of a distribution of times, or {@code forever}. */
    public static Form<Distribution> timeOrForever() {
        return Forms.or(Map.of("forever", new Constant(Double.POSITIVE_INFINITY)), time());
    }

    /** Returns the form of a distribution of counts; a plain number is constant. */
    public static Form<Distribution> count() {
        return new DistributionReader(
                        "count_distribution", Forms.number(1, Double.POSITIVE_INFINITY), Forms.positive(), false)
                .shown();
    }

    private Form<Distribution> shown() {
        return Forms.then(form(), ONE, this::withMean);
    }

    private Distribution withMean(Distribution distribution, Cursor cursor) {
        if (!(distribution instanceof Constant)) {
            double mean = distribution.mean();
            cursor.comment("mean " + (isTime ? Units.aboutSeconds(mean) : Units.about(mean)));
        }
        return distribution;
    }

    private Form<Distribution> form() {
        return Forms.named(name, ONE, () -> Forms.either(Forms.map(value, Constant::new), Forms.oneOf(alternatives())));
    }

    private List<Alternative<? extends Distribution>> alternatives() {
        Alternative<Distribution> fit =
                Forms.alternative("fit", "a law that is fitted to a column of a file", Forms.section(FitSpec::read));
        return Stream.concat(known().stream(), isTime ? Stream.of(fit) : Stream.empty())
                .toList();
    }

    private List<Alternative<? extends Distribution>> known() {
        return List.of(
                Forms.alternative("exponential", "memoryless", Forms.section(this::exponential)),
                Forms.alternative("uniform", "all between min and max alike", Forms.section(this::uniform)),
                Forms.alternative("erlang", "a sum of `shape` exponential stages", Forms.section(this::erlang)),
                Forms.alternative("gamma", "gamma", Forms.section(this::gamma)),
                Forms.alternative("weibull", "Weibull", Forms.section(this::weibull)),
                Forms.alternative("lognormal", "its logarithm is normal", Forms.section(this::lognormal)),
                Forms.alternative("lomax", "a Pareto tail that starts at 0", Forms.section(this::lomax)),
                Forms.alternative(
                        "hyperexponential",
                        "one of several exponentials",
                        Forms.then(
                                Forms.listOfSome(Forms.section(this::phase)),
                                ONE,
                                DistributionReader::hyperexponential)),
                Forms.alternative("empirical", "one of the values of a file", Forms.section(this::empirical)),
                Forms.alternative(
                        "mixture",
                        "one of several distributions",
                        Forms.then(Forms.listOfSome(Forms.section(this::part)), ONE, DistributionReader::mixture)));
    }

    private Distribution exponential(Section section) {
        return new Exponential(section.required("mean", "the mean", positive));
    }

    private Distribution uniform(Section section) {
        double min = section.required("min", "the smallest value", value);
        double max = section.required("max", "the largest value", value);
        if (max < min) {
            section.problem("max", "expected at least min, found less");
            return ONE;
        }
        return new Uniform(min, max);
    }

    private Distribution erlang(Section section) {
        return new Erlang(
                section.required("shape", "the number of stages", Forms.smallCount(1)),
                section.required("mean", "the mean of the sum", positive));
    }

    private Distribution gamma(Section section) {
        return new Gamma(
                section.required("shape", "1 is exponential, below 1 more variable", Forms.positive()),
                section.required("mean", "the mean", positive));
    }

    private Distribution weibull(Section section) {
        return new Weibull(
                section.required("shape", "1 is exponential, below 1 has a longer tail", Forms.positive()),
                section.required("scale", "the value that 63.2 % stay below", positive));
    }

    private Distribution lognormal(Section section) {
        return new Lognormal(
                section.required("median", "the median", positive),
                section.required(
                        "sigma", "standard deviation of the logarithm", Forms.number(0, Double.POSITIVE_INFINITY)));
    }

    private Distribution lomax(Section section) {
        var lomax = new Lomax(
                section.required("shape", "the tail's exponent", Forms.positive()),
                section.required("scale", "the scale", positive),
                section.optional(
                        "max",
                        "no value is above it",
                        Forms.or(Map.of("forever", Double.POSITIVE_INFINITY), positive),
                        "forever"));
        if (Double.isInfinite(lomax.mean())) {
            section.problem(
                    "max", "expected a finite max where shape is at most 1, found none: the mean would be infinite");
        }
        return lomax;
    }

    private Distribution empirical(Section section) {
        var file = section.required("file", "a CSV file, .gz as it is", Forms.file());
        String column = section.required(
                "column", "the column with the values, in seconds where times are meant", CsvNumbers.columnName());
        if (section.isProbing() || !java.nio.file.Files.isReadable(file)) {
            return ONE;
        }
        double[] values = CsvNumbers.read(file, List.of(column), row -> true, 0, CsvNumbers.Complaints.to(section))
                .get(0);
        return values.length == 0 ? ONE : new Empirical(values);
    }

    private record Phase(double p, double mean) {}

    private Phase phase(Section section) {
        return new Phase(
                section.required("p", "its probability", Forms.probability()),
                section.required("mean", "its mean", positive));
    }

    private static Distribution hyperexponential(List<Phase> phases, Cursor cursor) {
        double[] p = phases.stream().mapToDouble(Phase::p).toArray();
        return sumsToOne(p, cursor)
                ? new Hyperexponential(
                        p, phases.stream().mapToDouble(Phase::mean).toArray())
                : ONE;
    }

    private record Part(double p, Distribution of) {}

    private Part part(Section section) {
        return new Part(
                section.required("p", "its probability", Forms.probability()),
                section.required("of", "the distribution", form()));
    }

    private static Distribution mixture(List<Part> parts, Cursor cursor) {
        double[] p = parts.stream().mapToDouble(Part::p).toArray();
        return sumsToOne(p, cursor)
                ? new Mixture(p, parts.stream().map(Part::of).toArray(Distribution[]::new))
                : ONE;
    }

    private static boolean sumsToOne(double[] p, Cursor cursor) {
        double sum = 0;
        for (double probability : p) {
            sum += probability;
        }
        if (Math.abs(sum - 1) > TOLERANCE) {
            cursor.problem("expected probabilities that sum to 1, found " + Units.about(sum));
            return false;
        }
        return true;
    }
}
