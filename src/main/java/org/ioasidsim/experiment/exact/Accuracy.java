package org.ioasidsim.experiment.exact;

/** How far a value of theory holds, the best first. */
public enum Accuracy {
    /** At any time, from the start of the run on. */
    EXACT("exact"),
    /** Once the start is forgotten. */
    EXACT_IN_STEADY_STATE("exact in steady state"),
    APPROXIMATE("approximate");

    private final String word;

    Accuracy(String word) {
        this.word = word;
    }

    /** Returns what an answer calls it. */
    public String word() {
        return word;
    }

    /** Returns the accuracy of what rests on both. */
    public Accuracy and(Accuracy other) {
        return compareTo(other) < 0 ? other : this;
    }
}
