package org.ioasidsim.scenario.snapshot;

import java.util.Optional;

/** A kind of processor that the presets know. */
enum Processor {
    ARM64("Arm"),
    INTEL("Intel"),
    AMD("AMD");

    private static final String FILE = "/proc/cpuinfo";

    private final String word;

    Processor(String word) {
        this.word = word;
    }

    /** Returns the kind of the machine's processor; empty if {@code /proc/cpuinfo} does not say. */
    static Optional<Processor> of(MachineFiles files) {
        Optional<String> text = files.text(FILE);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().contains("CPU implementer")) {
            return Optional.of(ARM64);
        }
        if (text.get().contains("AuthenticAMD") || text.get().contains("HygonGenuine")) {
            return Optional.of(AMD);
        }
        if (text.get().contains("GenuineIntel")) {
            return Optional.of(INTEL);
        }
        files.note(FILE, "names no Arm, Intel or AMD processor");
        return Optional.empty();
    }

    @Override
    public String toString() {
        return word;
    }
}
