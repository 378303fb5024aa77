package org.ioasidsim.policy;

/**
 * What a policy does with ids in use where a limit is lowered below what is charged.
 *
 * @param isOn whether it takes as many back as are charged too many; they stay where it does not, as in the kernel
 * @param isNewestFirst whether the process that arrived last loses its id first
 * @param endsVictim whether the fault of its device ends a process that lost its id; it asks for another one if not
 */
public record Revocation(boolean isOn, boolean isNewestFirst, boolean endsVictim) {
    /** Nothing is taken back. */
    public static final Revocation NONE = new Revocation(false, false, false);
}
