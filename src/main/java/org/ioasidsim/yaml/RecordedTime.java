package org.ioasidsim.yaml;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The time that recorded lifetimes cover on their clock, learnt from them in the order of their starts: whether the clock began long before
 * the first of them, as Unix seconds do, and the longest time in between in which nothing starts, lives or ends.
 */
public final class RecordedTime {
    /** A clock that begins less than this before the first row is taken as it is. */
    private static final double LEAST_LATE_SECONDS = 3600;

    private static final double LEAST_SILENT_SECONDS = 60;
    private static final double LEAST_SILENT_PART = 0.2;

    /** 1990 and 2100. */
    private static final double LEAST_UNIX_SECONDS = 631_152_000;

    private static final double MOST_UNIX_SECONDS = 4_102_444_800.0;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private double first = Double.NaN;
    private double latest = Double.NEGATIVE_INFINITY;
    private double silenceFrom;
    private double silence;

    /** Adds a lifetime that does not start before those already added. */
    public void add(double startSeconds, double endSeconds) {
        if (Double.isNaN(first)) {
            first = startSeconds;
        } else if (startSeconds - latest > silence) {
            silence = startSeconds - latest;
            silenceFrom = latest;
        }
        latest = Math.max(latest, endSeconds);
    }

    /** Returns whether the clock was empty for an hour, and for longer than the lifetimes take, before the first start. */
    public boolean beginsLate() {
        return first >= LEAST_LATE_SECONDS && first > latest - first;
    }

    /** Returns where the clock is taken to begin, in seconds: at the first start where it {@link #beginsLate}, else at 0. */
    public double originSeconds() {
        return beginsLate() ? first : 0;
    }

    /** Returns a sentence each for a clock that is moved to its first row, and for a silence of a minute, and a fifth of all, or longer. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (beginsLate()) {
            sentences.add("the first row starts at " + whole(first) + date(first)
                    + ": all times are moved so that it starts at 0");
        }
        if (silence >= LEAST_SILENT_SECONDS && silence >= LEAST_SILENT_PART * (latest - first)) {
            sentences.add("nothing starts or lives for " + Units.aboutSeconds(silence) + ", from "
                    + whole(silenceFrom - originSeconds())
                    + " on: simulated as it is; cut the recording there if the clock was set");
        }
        return sentences;
    }

    private static String whole(double seconds) {
        return String.format(Locale.ROOT, "%.0f s", seconds);
    }

    /** Returns the date of an instant on a clock that counts from 1970, with a blank before it; empty for other clocks. */
    public static String date(double seconds) {
        boolean isUnix = seconds >= LEAST_UNIX_SECONDS && seconds < MOST_UNIX_SECONDS;
        return isUnix ? " (" + DATE.format(Instant.ofEpochSecond((long) seconds)) + " if that is Unix time)" : "";
    }
}
