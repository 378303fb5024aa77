package org.ioasidsim.scenario.snapshot;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a kernel, such as 6.12.
 *
 * @param text as the machine writes it, such as 6.8.0-31-generic
 * @param file that it was read from
 * @param numbers the numbers at the beginning of the text
 */
record KernelRelease(String text, String file, int major, int minor, String numbers) {
    private static final String FILE = "/proc/sys/kernel/osrelease";
    private static final String VERSION = "/proc/version";
    private static final Pattern NUMBERS = Pattern.compile("((\\d{1,4})\\.(\\d{1,4})(?:\\.\\d{1,4})?)(?:\\D.*)?");
    private static final Pattern BANNER = Pattern.compile("Linux version (\\S+).*");

    /** Ubuntu's builds of 6.17 from this one on refuse every bind on x86. */
    private static final Pattern UBUNTU = Pattern.compile("6\\.17\\.0-(\\d{1,6})(?:[.~+].*)?-[a-z].*");

    private static final int FIRST_GATED_BUILD = 22;

    /** Returns the version that {@code /proc/sys/kernel/osrelease} says, or else {@code /proc/version}. */
    static Optional<KernelRelease> of(MachineFiles files) {
        Optional<String> banner = files.lineIfPresent(VERSION)
                .map(BANNER::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1));
        boolean isBannerAlone = banner.isPresent() && !files.isPresent(FILE);
        String file = isBannerAlone ? VERSION : FILE;
        Optional<String> text = isBannerAlone ? banner : files.line(FILE);
        Optional<KernelRelease> release = text.flatMap(line -> parsed(line, file));
        if (text.isPresent() && release.isEmpty()) {
            files.note(file, "is not a version");
        }
        return release;
    }

    private static Optional<KernelRelease> parsed(String text, String file) {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.matches()
                ? Optional.of(new KernelRelease(
                        text,
                        file,
                        Integer.parseInt(numbers.group(2)),
                        Integer.parseInt(numbers.group(3)),
                        numbers.group(1)))
                : Optional.empty();
    }

    boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    /** Returns the release that the model knows by these numbers. */
    Optional<org.ioasidsim.kernel.base.KernelRelease> known() {
        return org.ioasidsim.kernel.base.KernelRelease.parse(numbers);
    }

    /** Returns whether such a kernel refuses every bind on x86. */
    boolean isGatedOnX86() {
        Matcher ubuntu = UBUNTU.matcher(text);
        return ubuntu.matches()
                ? Integer.parseInt(ubuntu.group(1)) >= FIRST_GATED_BUILD
                : known().map(org.ioasidsim.kernel.base.KernelRelease::isSvaGatedOnX86)
                        .orElse(false);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
