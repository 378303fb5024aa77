package org.ioasidsim.host;

/** The number of gates of a host that are shut. While none is, what is only given back changes no gate. */
final class ShutGates {
    private int count;

    /** Adds {@code change} to the number. */
    void count(int change) {
        count += change;
    }

    boolean isEmpty() {
        return count == 0;
    }
}
