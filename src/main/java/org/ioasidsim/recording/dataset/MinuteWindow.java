package org.ioasidsim.recording.dataset;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of minutes of a day, numbered as in the Azure Functions 2019 data set.
 *
 * @param first from 1
 * @param last at most {@link #MINUTES_PER_DAY}
 */
public record MinuteWindow(int first, int last) {
    static final int MINUTES_PER_DAY = 1440;

    /** All minutes of a day. */
    public static final MinuteWindow DAY = new MinuteWindow(1, MINUTES_PER_DAY);

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");

    /** Reads {@code 721-730} or {@code 721}; empty where {@code text} is not a range of minutes of a day. */
    public static Optional<MinuteWindow> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(form.group(1));
        int last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
        boolean isWindow = first >= 1 && first <= last && last <= MINUTES_PER_DAY;
        return isWindow ? Optional.of(new MinuteWindow(first, last)) : Optional.empty();
    }

    boolean holds(int minute) {
        return first <= minute && minute <= last;
    }

    int minutes() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + " to " + last;
    }
}
