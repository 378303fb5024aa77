package org.ioasidsim.scenario.snapshot;

import java.util.Optional;
import java.util.regex.Pattern;

/** A kind of processor; those that the presets know, and those that are taken for one of them by mistake. */
enum Processor {
    ARM64("Arm"),
    INTEL("Intel"),
    AMD("AMD"),
    RISCV("RISC-V"),
    /** Its lines look like those of 64 bits but for the instructions that only 32 bits have. */
    ARM32("32-bit Arm"),
    /** Its vendor is GenuineIntel, as on x86. */
    ITANIUM("Itanium");

    static final String FILE = "/proc/cpuinfo";

    private static final Pattern ARM_32_BITS = Pattern.compile(
            "(?m)^CPU architecture\\s*:\\s*[4-7]\\w*\\s*$|^Features\\s*:(?!.*\\basimd\\b).*\\b(?:thumb|half|swp)\\b");
    private static final Pattern IA_64 = Pattern.compile("(?m)^arch\\s*:\\s*IA-64|^family\\s*:\\s*Itanium");
    private static final Pattern RISC_V = Pattern.compile("(?m)^isa\\s*:\\s*rv\\d+|^uarch\\s*:|^mmu\\s*:\\s*sv\\d+");

    private final String word;

    Processor(String word) {
        this.word = word;
    }

    /** Returns the kind of the machine's processor; empty if {@code /proc/cpuinfo} does not say. */
    static Optional<Processor> of(MachineFiles files) {
        Optional<String> text = files.text(FILE);
        Optional<Processor> found = text.flatMap(Processor::named);
        if (text.isPresent() && found.isEmpty()) {
            files.note(FILE, "names no Arm, Intel, AMD or RISC-V processor");
        }
        return found;
    }

    private static Optional<Processor> named(String text) {
        if (text.contains("CPU implementer") || text.contains("CPU architecture")) {
            return Optional.of(ARM_32_BITS.matcher(text).find() ? ARM32 : ARM64);
        }
        if (IA_64.matcher(text).find()) {
            return Optional.of(ITANIUM);
        }
        if (text.contains("AuthenticAMD") || text.contains("HygonGenuine")) {
            return Optional.of(AMD);
        }
        if (text.contains("GenuineIntel")) {
            return Optional.of(INTEL);
        }
        return RISC_V.matcher(text).find() ? Optional.of(RISCV) : Optional.empty();
    }

    /** Returns whether Linux shares address spaces with devices on such a processor. */
    boolean canBind() {
        return this != ARM32 && this != ITANIUM;
    }

    /** Returns whether it is of the family whose kernels of some releases refuse every bind. */
    boolean isX86() {
        return this == INTEL || this == AMD;
    }

    @Override
    public String toString() {
        return word;
    }
}
