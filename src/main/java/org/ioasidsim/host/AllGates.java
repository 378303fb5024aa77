package org.ioasidsim.host;

import org.ioasidsim.kernel.Kernel;

/**
 * What is known of all gates of a host together, so that after most events none need be looked at: whether any is shut, and how much of the host may
 * be in use before any shuts.
 */
final class AllGates {
    /** More tasks than this are always in use: each gate must be looked at. */
    static final long NO_TASKS = -1;

    private int shut;

    /** How many gates below the root may open or shut, by limits of their own, whatever is in use of the host. */
    private int movingBelowRoot;

    /** Up to this many tasks and ids in use no gate of the root shuts, provided that no device is closed. */
    private long tasksOfRoot = Long.MAX_VALUE;

    private int ids = Integer.MAX_VALUE;

    /** Those of the root if only its gates may move. */
    private long tasks = Long.MAX_VALUE;

    /** Adds {@code change} to the number of gates that are shut. */
    void countShut(int change) {
        shut += change;
    }

    /** Adds {@code change} to the number of gates below the root that may move. */
    void countMoving(int change) {
        movingBelowRoot += change;
        noteTasks();
    }

    /** Sets with how many tasks and ids in use the gates of the root stay open. */
    void rootStaysOpen(long mostTasks, int mostIds) {
        tasksOfRoot = mostTasks;
        ids = mostIds;
        noteTasks();
    }

    private void noteTasks() {
        tasks = movingBelowRoot == 0 ? tasksOfRoot : NO_TASKS;
    }

    /** Returns whether no gate is shut: what is only given back changes none then. */
    boolean areOpen() {
        return shut == 0;
    }

    /** Returns whether all are open and, with what is in use now, stay so. False does not mean that one shuts. */
    boolean stayOpen(Kernel kernel) {
        return shut == 0 && kernel.tasks() <= tasks && kernel.pool().count() <= ids && !kernel.mayBeClosed();
    }
}
