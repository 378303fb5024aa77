package org.ioasidsim.cli;

/** The program. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] args) {
        System.out.println("ioasid-sim");
    }
}
