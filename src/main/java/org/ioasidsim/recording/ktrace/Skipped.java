package org.ioasidsim.recording.ktrace;

/** The reasons for which a trace leaves something open, which is then counted and reported. */
enum Skipped {
    NO_CLONE_FLAGS(
            "child",
            "children",
            " without clone flags: process or thread is unknown, so no lifetime before an exec; record task:task_newtask"),
    LAST_THREAD_UNKNOWN(
            "exit", "exits", " that may or may not be of a process's last thread: no lifetime ended by this"),
    PERF_FORK(
            "process",
            "processes",
            " forked in perf's task events: one made by vfork shares its maker's address space until its exec"),
    EXIT_MISSING(
            "pid",
            "pids",
            " used again although no exit was seen: the lifetime before is marked R, until it was last seen"),
    BEFORE_AND_OPEN(
            "task",
            "tasks",
            " that began before the trace and outlived it, perhaps threads of one process: no lifetime; ftrace's own text with option record-tgid tells"),
    ATTACH_OF_UNSEEN(
            "move of a task not seen before into a cgroup",
            "moves of tasks not seen before into cgroups",
            ": no tenant from this"),
    OTHER_HIERARCHY(
            "move in another cgroup hierarchy",
            "moves in other cgroup hierarchies",
            " than that of the first move: no tenant from this"),
    ACROSS_A_LOSS(
            "lifetime",
            "lifetimes",
            " across a loss of events: an exec or exit among the lost ones would have ended it earlier");

    private final String one;
    private final String several;
    private final String meaning;

    Skipped(String one, String several, String meaning) {
        this.one = one;
        this.several = several;
        this.meaning = meaning;
    }

    /** Returns what one is called. */
    String one() {
        return one;
    }

    /** Returns what several are called. */
    String several() {
        return several;
    }

    /** Returns what follows the number and the name. */
    String meaning() {
        return meaning;
    }
}
