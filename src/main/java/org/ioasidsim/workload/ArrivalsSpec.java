package org.ioasidsim.workload;

import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.workload.trace.TraceReader;
import org.ioasidsim.workload.trace.TraceSpec;
import org.ioasidsim.yaml.Alternative;
import org.ioasidsim.yaml.Cursor;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/** The arrivals of processes or of instances. */
public sealed interface ArrivalsSpec {
    /** Nothing arrives. */
    record None() implements ArrivalsSpec {}

    record Poisson(double perSecond) implements ArrivalsSpec {}

    /** Independent gaps. */
    record Renewal(Distribution gapSeconds) implements ArrivalsSpec {}

    /** Poisson arrivals of batches; a size is rounded to the nearest whole number, at least 1. */
    record Batch(Distribution size, double perSecond) implements ArrivalsSpec {}

    /** Poisson arrivals while on; starts on. */
    record OnOff(Distribution onSeconds, Distribution offSeconds, double perSecond) implements ArrivalsSpec {}

    /** Non-homogeneous Poisson: {@code shape} gives relative rates over equal parts of the period, scaled to the mean. */
    record Profile(double meanPerSecond, double periodSeconds, List<Double> shape) implements ArrivalsSpec {
        public Profile {
            shape = List.copyOf(shape);
        }
    }

    /**
     * Arrivals whose rate differs from instance to instance.
     *
     * @param mean those of an instance of mean size: {@link Poisson} or {@link Profile}
     * @param factor of each instance, 1 on average
     */
    record Each(ArrivalsSpec mean, EachSpec factor) implements ArrivalsSpec {
        /** Returns the arrivals of an instance whose factor is {@code factor}. */
        ArrivalsSpec times(double factor) {
            if (mean instanceof Profile profile) {
                return new Profile(profile.meanPerSecond() * factor, profile.periodSeconds(), profile.shape());
            }
            return mean instanceof Poisson poisson ? new Poisson(poisson.perSecond() * factor) : mean;
        }
    }

    /** At these times after the instance's start, ascending. */
    record At(List<Double> seconds) implements ArrivalsSpec {
        public At {
            seconds = List.copyOf(seconds);
        }
    }

    /** A finite number of sources; each thinks, runs a process, thinks again. */
    record Closed(int population, Distribution thinkSeconds) implements ArrivalsSpec {}

    /**
     * Arrivals and lifetimes from a recorded file.
     *
     * @param meanSeconds of the lifetimes whose end was seen, cut to the window and divided by the speed; NaN if there are none
     * @param notes sentences on the clock of the file, and on rows that ask for nothing
     */
    record Trace(TraceSpec spec, double meanSeconds, List<String> notes) implements ArrivalsSpec {
        public Trace {
            notes = List.copyOf(notes);
        }
    }

    /** Batches at fixed times of the run's clock, each process of one later by an independent, uniform time. */
    record Scheduled(Schedule schedule, Distribution size, double jitterSeconds) implements ArrivalsSpec {}

    /** Equally spaced ones. */
    record Every(double periodSeconds, double firstSeconds) implements Schedule {
        @Override
        public double atOrAfter(double seconds) {
            double count = Math.max(0, Math.ceil((seconds - firstSeconds) / periodSeconds * (1 - 1e-15)));
            double at = firstSeconds + count * periodSeconds;
            return at >= seconds ? at : firstSeconds + (count + 1) * periodSeconds;
        }

        @Override
        public double perSecond() {
            return 1 / periodSeconds;
        }
    }

    /** The first Monday of 2024: the run begins at midnight of a Monday where nothing else is said. */
    String MONDAY = "2024-01-01T00:00";

    /** The minutes of cron lie this far apart, in seconds, or farther. */
    double LEAST_GAP_OF_CRON = 60;

    /** Returns the form of the arrivals of {@code tenant}. */
    static Form<ArrivalsSpec> form(String tenant) {
        Form<ArrivalsSpec> others = Forms.oneOf(alternatives(tenant));
        Form<ArrivalsSpec> orCron = Forms.withKey("cron", Forms.section(ArrivalsSpec::cron), others);
        return Forms.or(Map.of("none", new None()), Forms.withKey("every", Forms.section(ArrivalsSpec::every), orCron));
    }

    private static ArrivalsSpec every(Section section) {
        double period = section.required("every", "the time from one batch to the next", Forms.positiveTime());
        double first =
                section.optional("first", "when the first batch comes, on the clock of the run", Forms.time(), "0s");
        return scheduled(section, new Every(period, first), period);
    }

    private static ArrivalsSpec cron(Section section) {
        String text = section.required(
                "cron",
                "minute, hour, day of the month, month and day of the week, as in a crontab",
                Forms.text("a cron expression such as 0 3 * * *", ".+", "0 * * * *"));
        String begins = section.optional(
                "begins",
                "the local time at which the run begins",
                Forms.text("a local time such as 2024-01-01T00:00", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d", MONDAY),
                MONDAY);
        Optional<CronSchedule> schedule = local(begins).flatMap(local -> CronSchedule.parse(text, local));
        if (schedule.isEmpty() && !section.isProbing()) {
            section.problem(
                    "cron",
                    "expected five fields such as 0 3 * * 1-5, a name such as @hourly, and a local time under begins, found "
                            + text);
        }
        CronSchedule known = schedule.orElseGet(() ->
                CronSchedule.parse("0 * * * *", LocalDateTime.parse(MONDAY)).orElseThrow());
        return scheduled(section, known, LEAST_GAP_OF_CRON);
    }

    private static Optional<LocalDateTime> local(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static ArrivalsSpec scheduled(Section section, Schedule schedule, double leastGap) {
        Distribution size = section.optional("batch", "processes each time", DistributionReader.count(), "1");
        double jitter = section.optional(
                "jitter", "each process comes later by an own time between 0 and this", Forms.time(), "0s");
        if (jitter > leastGap) {
            section.problem("jitter", "expected at most the time from one batch to the next, found more");
        }
        return new Scheduled(schedule, size, jitter);
    }

    private static List<Alternative<? extends ArrivalsSpec>> alternatives(String tenant) {
        return List.of(
                Forms.alternative(
                        "poisson",
                        "a Poisson process of this rate",
                        Forms.map(Rate.form(), rate -> rate.of(new Poisson(rate.perSecond)))),
                Forms.alternative(
                        "renewal",
                        "independent gaps of this distribution",
                        Forms.map(DistributionReader.time(), Renewal::new)),
                Forms.alternative("batch", "Poisson batches", Forms.section(ArrivalsSpec::batch)),
                Forms.alternative("on_off", "Poisson while on; starts on", Forms.section(ArrivalsSpec::onOff)),
                Forms.alternative("profile", "a rate that varies in time", Forms.section(ArrivalsSpec::profile)),
                Forms.alternative(
                        "at",
                        "at these times after the start of the instance",
                        Forms.then(Forms.listOfSome(Forms.time()), new At(List.of(1.0)), ArrivalsSpec::at)),
                Forms.alternative(
                        "closed",
                        "a finite source that thinks between its processes",
                        Forms.section(ArrivalsSpec::closed)),
                Forms.alternative(
                        "trace",
                        "a recorded file",
                        Forms.map(
                                TraceReader.form(tenant),
                                found -> new Trace(found.spec(), found.meanSeconds(), found.notes()))));
    }

    private static ArrivalsSpec batch(Section section) {
        return new Batch(
                section.required("size", "processes a batch", DistributionReader.count()),
                section.required("poisson", "the rate of batches", Forms.rate()));
    }

    private static ArrivalsSpec onOff(Section section) {
        return new OnOff(
                section.required("on", "how long it is on", DistributionReader.time()),
                section.required("off", "how long it is off", DistributionReader.time()),
                section.required("rate", "the rate while on", Forms.rate()));
    }

    /** A rate, the same for all instances or with a factor for each. */
    record Rate(double perSecond, Optional<EachSpec> factor) {
        private static Form<Rate> form() {
            return Forms.either(
                    Forms.map(Forms.rate(), perSecond -> new Rate(perSecond, Optional.empty())),
                    Forms.map(
                            EachSpec.form(Forms.rate()), each -> new Rate(each.mean(), Optional.of(each.relative()))));
        }

        private ArrivalsSpec of(ArrivalsSpec mean) {
            return factor.<ArrivalsSpec>map(each -> new Each(mean, each)).orElse(mean);
        }
    }

    private static ArrivalsSpec profile(Section section) {
        Rate rate = section.required("mean", "the mean rate", Rate.form());
        var arrivals = new Profile(
                rate.perSecond,
                section.optional("period", "after which it repeats", Forms.positiveTime(), "24h"),
                section.required(
                        "shape",
                        "relative rates over equal parts of the period",
                        Forms.listOfSome(Forms.number(0, Double.POSITIVE_INFINITY))));
        if (arrivals.shape().stream().noneMatch(part -> part > 0)) {
            section.problem("shape", "expected a number above 0 among them, found none");
        }
        return rate.of(arrivals);
    }

    private static At at(List<Double> seconds, Cursor cursor) {
        if (!seconds.equals(seconds.stream().sorted().toList())) {
            cursor.problem("expected ascending times, found others");
        }
        return new At(seconds);
    }

    private static ArrivalsSpec closed(Section section) {
        return new Closed(
                section.required("population", "how many sources", Forms.smallCount(1)),
                section.required("think", "how long each thinks", DistributionReader.time()));
    }
}
