package org.ioasidsim.state;

/** A part of a simulation whose state can be saved and restored. */
public interface Kept {
    /** Hands every field that changes during a run to {@code tape}, and takes back what it returns. */
    void keep(StateTape tape);

    /** Saves the state in place of what was saved before. */
    default void saveTo(StateTape tape) {
        tape.rewind(true);
        keep(tape);
    }

    /** Restores the state, which this same object must have saved. */
    default void restoreFrom(StateTape tape) {
        tape.rewind(false);
        keep(tape);
    }
}
