package org.ioasidsim.workload;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The minutes that a cron expression names: minute, hour, day of the month, month and day of the week, each {@code *}, a number, a range or a
 * list of them, with steps; months and days by name as well. Where both days are restricted, either will do.
 *
 * <p>Source: crontab(5).
 *
 * @param text as written
 * @param begins the local time at which the run begins
 */
record CronSchedule(
        String text,
        LocalDateTime begins,
        BitSet minutes,
        BitSet hours,
        BitSet days,
        BitSet months,
        BitSet weekdays,
        boolean needsBothDays)
        implements Schedule {
    private static final Map<String, String> NAMED = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");
    private static final List<String> MONTHS =
            List.of("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> WEEKDAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final int FIELDS = 5;
    private static final int DAYS_OF_A_WEEK = 7;
    private static final double SECONDS_PER_MINUTE = 60;

    /** The most days without a match, after which there is none: 29 February comes again within eight years. */
    private static final int MOST_DAYS = 9 * 366;

    /** Reads an expression; empty if it is none, or names no minute that ever comes. */
    static Optional<CronSchedule> parse(String text, LocalDateTime begins) {
        String[] fields = NAMED.getOrDefault(text.strip(), text.strip()).split("\\s+", -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        BitSet minutes = set(fields[0], 0, 59, List.of());
        BitSet hours = set(fields[1], 0, 23, List.of());
        BitSet days = set(fields[2], 1, 31, List.of());
        BitSet months = set(fields[3], 1, 12, MONTHS);
        BitSet weekdays = set(fields[4], 0, DAYS_OF_A_WEEK, WEEKDAYS);
        if (minutes.isEmpty() || hours.isEmpty() || days.isEmpty() || months.isEmpty() || weekdays.isEmpty()) {
            return Optional.empty();
        }
        if (weekdays.get(DAYS_OF_A_WEEK)) {
            weekdays.set(0);
        }
        boolean needsBoth = fields[2].startsWith("*") || fields[4].startsWith("*");
        var schedule = new CronSchedule(text, begins, minutes, hours, days, months, weekdays, needsBoth);
        return Double.isInfinite(schedule.atOrAfter(0)) ? Optional.empty() : Optional.of(schedule);
    }

    /** Returns the numbers of a field; none where it is wrong. */
    private static BitSet set(String field, int least, int most, List<String> names) {
        var set = new BitSet();
        for (String part : field.split(",", -1)) {
            if (!add(part, least, most, names, set)) {
                return new BitSet();
            }
        }
        return set;
    }

    private static boolean add(String part, int least, int most, List<String> names, BitSet set) {
        String[] stepped = part.split("/", -1);
        String[] ends = stepped[0].split("-", -1);
        boolean isAll = stepped[0].equals("*");
        int step = stepped.length == 1 ? 1 : number(stepped[1], List.of());
        int first = isAll ? least : number(ends[0], names);
        int last = isAll || (ends.length == 1 && stepped.length == 2) ? most : number(ends[ends.length - 1], names);
        boolean isRight =
                stepped.length <= 2 && ends.length <= 2 && step >= 1 && first >= least && last <= most && first <= last;
        for (int i = first; isRight && i <= last; i += step) {
            set.set(i);
        }
        return isRight;
    }

    /** Returns a number, or the number of a name; -1 for anything else. */
    private static int number(String text, List<String> names) {
        int named = text.isEmpty() ? -1 : names.indexOf(text.toLowerCase(Locale.ROOT));
        return text.matches("\\d{1,2}") ? Integer.parseInt(text) : named;
    }

    /** Counts the minutes of the first four weeks; at least one in that time. */
    @Override
    public double perSecond() {
        double end = 28 * 86_400.0;
        long count = 0;
        for (double at = atOrAfter(0); at < end; at = atOrAfter(at + SECONDS_PER_MINUTE)) {
            count++;
        }
        return Math.max(1, count) / end;
    }

    /** Returns the first of these minutes at or after a time, in simulated seconds; infinite if none comes within nine years. */
    @Override
    public double atOrAfter(double seconds) {
        long minute = (long) Math.floor(seconds / SECONDS_PER_MINUTE);
        minute += minute * SECONDS_PER_MINUTE < seconds ? 1 : 0;
        LocalDateTime at = begins.plusMinutes(minute);
        for (int day = 0; day < MOST_DAYS; day++) {
            if (isDay(at)) {
                LocalDateTime found = ofDay(at);
                if (found != null) {
                    return ChronoUnit.MINUTES.between(begins, found) * SECONDS_PER_MINUTE;
                }
            }
            at = at.toLocalDate().plusDays(1).atStartOfDay();
        }
        return Double.POSITIVE_INFINITY;
    }

    private boolean isDay(LocalDateTime at) {
        boolean isOfMonth = days.get(at.getDayOfMonth());
        boolean isOfWeek = weekdays.get(at.getDayOfWeek().getValue() % DAYS_OF_A_WEEK);
        return months.get(at.getMonthValue()) && (needsBothDays ? isOfMonth && isOfWeek : isOfMonth || isOfWeek);
    }

    private @Nullable LocalDateTime ofDay(LocalDateTime at) {
        int hour = hours.nextSetBit(at.getHour());
        int minute = hour == at.getHour() ? minutes.nextSetBit(at.getMinute()) : minutes.nextSetBit(0);
        if (hour >= 0 && minute < 0) {
            hour = hours.nextSetBit(hour + 1);
            minute = minutes.nextSetBit(0);
        }
        return hour < 0 ? null : at.toLocalDate().atTime(hour, minute);
    }
}
