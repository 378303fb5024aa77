package org.ioasidsim.experiment.exact;

/** How far a value of theory holds, the best first. */
public enum Accuracy {
    /** At any time, from the start of the run on. */
    EXACT,
    /** Once the start is forgotten. */
    EXACT_IN_STEADY_STATE,
    APPROXIMATE;

    /** Returns the accuracy of what rests on both. */
    public Accuracy and(Accuracy other) {
        return compareTo(other) < 0 ? other : this;
    }
}
