package org.ioasidsim.file;

/** Words of a command that is shown to be pasted into a POSIX shell. */
public final class ShellWords {
    private ShellWords() {}

    /** Returns {@code word} as a POSIX shell reads it. */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
