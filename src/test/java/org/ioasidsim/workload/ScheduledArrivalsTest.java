package org.ioasidsim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.random.Constant;
import org.ioasidsim.random.Streams;
import org.ioasidsim.workload.trace.Traces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that timers start come at the minute, all at once or jittered, and not as a Poisson stream of the same rate. */
class ScheduledArrivalsTest {
    /** Monday, 1 January 2024. */
    private static final LocalDateTime MONDAY = LocalDateTime.of(2024, 1, 1, 0, 0);

    private static Arrivals arrivals(Schedule schedule, int batch, double jitter, double start) {
        return Arrivals.of(
                new ArrivalsSpec.Scheduled(schedule, new Constant(batch), jitter),
                start,
                new Streams(1, 1).stream("t", 0, "arrivals"),
                new Traces());
    }

    @Test
    void comesInBatchesOnTheClockOfTheRun() {
        Arrivals arrivals = arrivals(new ArrivalsSpec.Every(3600, 60), 600, 0, 3000);
        assertThat(arrivals.next()).isEqualTo(3660);
        assertThat(arrivals.count()).isEqualTo(600);
        assertThat(arrivals.next()).isEqualTo(7260);
        assertThat(arrivals(new ArrivalsSpec.Every(0.1, 0), 1, 0, 0.3).next()).isCloseTo(0.3, within(1e-12));
    }

    /** Of 4,000 independent uniform times in 5 s the mean is 2.5 s, with a standard error of 5 / sqrt(12 * 4000) = 0.0228 s: within four of them. */
    @Test
    void spreadsABatchUniformlyOverTheJitter() {
        Arrivals arrivals = arrivals(new ArrivalsSpec.Every(10, 0), 4000, 5, 0);
        double sum = 0;
        double last = 0;
        int belowAQuarter = 0;
        for (int i = 0; i < 4000; i++) {
            double at = arrivals.next();
            assertThat(at).isBetween(last, 5.0);
            assertThat(arrivals.count()).isEqualTo(1);
            belowAQuarter += at < 1.25 ? 1 : 0;
            sum += at;
            last = at;
        }
        assertThat(sum / 4000).isBetween(2.5 - 4 * 0.0228, 2.5 + 4 * 0.0228);
        // a binomial of 4000 and 1/4: 1000, standard deviation 27.4
        assertThat(belowAQuarter).isBetween(1000 - 110, 1000 + 110);
        assertThat(arrivals.next()).isBetween(10.0, 15.0);
    }

    /** Hours and days after Monday 0:00, in minutes; 1 January 2024 is a Monday, 13 January the second Saturday. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/15 * * * * | 0 15 30 45 60",
                "5,10-12 3 * * * | 185 190 191 192 1625",
                "30 22 * * sat | 8550 18630",
                "0 0 * * 7 | 8640 18720",
                "0 12 13 * 2 | 2160 12240 18000",
                "0 0 1 feb * | 44640",
                "@daily | 0 1440 2880",
                // either the 31st or a day of the week; in 2024 December begins on a Sunday, so that Monday is day 337
                // of the year
                "59 23 31 12 1-5 | 485279"
            })
    void namesTheMinutesOfACrontab(String expression, String minutes) {
        CronSchedule schedule = CronSchedule.parse(expression, MONDAY).orElseThrow();
        List<Double> found = new ArrayList<>();
        double at = schedule.atOrAfter(0);
        for (int i = 0; i < minutes.split(" ", -1).length; i++) {
            found.add(at / 60);
            at = schedule.atOrAfter(Math.nextUp(at));
        }
        assertThat(String.join(
                        " ",
                        found.stream()
                                .map(minute -> Long.toString(Math.round(minute)))
                                .toList()))
                .isEqualTo(minutes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 31 feb *",
                "5-1 * * * *",
                "*/0 * * * *",
                "x * * * *",
                "1,,2 * * * *"
            })
    void refusesWhatNamesNoMinute(String expression) {
        assertThat(CronSchedule.parse(expression, MONDAY)).isEmpty();
    }
}
