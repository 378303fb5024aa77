package org.ioasidsim.ops;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The {@code key=value} settings of one operation, as they are written. The reader of a setting decides what applies without it. */
final class Settings {
    /** The settings of an operation that takes none. */
    static final Settings NONE = new Settings(List.of());

    private final List<String> written;
    private final Map<String, String> values = new HashMap<>();

    Settings(List<String> written) {
        this.written = List.copyOf(written);
        written.forEach(setting -> values.put(key(setting), value(setting)));
    }

    /** Returns the key of a written setting. */
    static String key(String setting) {
        return setting.substring(0, setting.indexOf('='));
    }

    /** Returns the value of a written setting. */
    static String value(String setting) {
        return setting.substring(setting.indexOf('=') + 1);
    }

    /** Returns the word that stands for {@code value} in a setting: {@code last-unbind} for {@code LAST_UNBIND}. */
    static String wordOf(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the settings in the order of the line, one that stands twice included. */
    List<String> written() {
        return written;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Returns whether a switch is on; it is off where it is left out. */
    boolean isOn(String key) {
        return is(key, "on", "off");
    }

    /** Returns whether the word of {@code key}, or {@code orElse} without one, is {@code word}. */
    boolean is(String key, String word, String orElse) {
        return word(key, orElse).equals(word);
    }

    String word(String key, String orElse) {
        return values.getOrDefault(key, orElse);
    }

    long number(String key, long orElse) {
        String value = values.get(key);
        return value == null ? orElse : Long.parseLong(value);
    }

    /** Returns a number, {@code Long.MAX_VALUE} for {@code max}, which also holds where the key is left out. */
    long numberOrMax(String key) {
        return is(key, "max", "max") ? Long.MAX_VALUE : number(key, Long.MAX_VALUE);
    }

    /** Returns the constant for which the word of {@code key} stands. */
    <E extends Enum<E>> E choice(String key, E orElse) {
        String word = word(key, wordOf(orElse));
        for (E choice : orElse.getDeclaringClass().getEnumConstants()) {
            if (wordOf(choice).equals(word)) {
                return choice;
            }
        }
        throw new IllegalArgumentException(key + " cannot be " + word);
    }
}
