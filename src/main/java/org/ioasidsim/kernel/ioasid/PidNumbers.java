package org.ioasidsim.kernel.ioasid;

/**
 * The pid numbers, handed out cyclically: a released number is reused only after the others.
 *
 * <p>Source: kernel/pid.c, alloc_pid; lib/idr.c, idr_alloc_cyclic. Init has number 1.
 */
public final class PidNumbers {
    /** The answer when every number is taken. */
    public static final int NONE = IdSpace.NONE;

    private static final int RESERVED_PIDS = 300;

    private final IdSpace numbers = new IdSpace();
    private final int last;
    private int cursor = 2;

    /** Makes the numbers 1 to {@code pidMax - 1}. */
    public PidNumbers(long pidMax) {
        last = (int) pidMax - 1;
        numbers.take(1);
    }

    /** Returns how many tasks fit below {@code pidMax} in the long run: after its first round the cursor skips the numbers below 300. */
    public static long tasks(long pidMax) {
        return pidMax - RESERVED_PIDS;
    }

    /** Returns the pid_max below which so many {@link #tasks} fit. */
    public static long pidMax(long tasks) {
        return tasks + RESERVED_PIDS;
    }

    /** Takes the next free number and returns it, or {@link #NONE}. */
    public int tryTake() {
        int lowest = cursor > RESERVED_PIDS ? RESERVED_PIDS : 1;
        int start = Math.max(cursor, lowest);
        int number = numbers.tryTake(start, last);
        if (number == IdSpace.NONE && start > lowest) {
            number = numbers.tryTake(lowest, last);
        }
        if (number != IdSpace.NONE) {
            cursor = number + 1;
        }
        return number;
    }

    /** Releases a number. */
    public void release(int number) {
        numbers.release(number);
    }
}
