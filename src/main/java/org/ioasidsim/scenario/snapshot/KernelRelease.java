package org.ioasidsim.scenario.snapshot;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a kernel, such as 6.12. */
record KernelRelease(int major, int minor) {
    static final String FILE = "/proc/sys/kernel/osrelease";
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\D.*)?");

    static Optional<KernelRelease> of(MachineFiles files) {
        Optional<String> text = files.line(FILE);
        Optional<KernelRelease> release = text.flatMap(KernelRelease::parsed);
        if (text.isPresent() && release.isEmpty()) {
            files.note(FILE, "is not a version");
        }
        return release;
    }

    private static Optional<KernelRelease> parsed(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.matches()
                ? Optional.of(new KernelRelease(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
                : Optional.empty();
    }

    boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
