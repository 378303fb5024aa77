package org.ioasidsim.recording.ktrace;

/** The reasons for which a trace leaves something open, which is then counted and reported. */
enum Skipped {
    NO_CLONE_FLAGS(
            "children without clone flags: process or thread is unknown, so no lifetime before an exec; record task:task_newtask"),
    LAST_THREAD_UNKNOWN("exits that may or may not be of a process's last thread: no lifetime ended by them"),
    PERF_FORK(
            "processes forked in perf's task events: one made by vfork shares its maker's address space until its exec"),
    EXIT_MISSING("pids used again although no exit was seen: their lifetimes are marked R, until they were last seen"),
    BEFORE_AND_OPEN(
            "tasks that began before the trace and outlived it, perhaps threads of one process: no lifetime; ftrace's own text with option record-tgid tells"),
    ATTACH_OF_UNSEEN("moves of tasks not seen before into cgroups: no tenant from them"),
    OTHER_HIERARCHY("moves in other cgroup hierarchies than that of the first move: no tenant from them"),
    ACROSS_A_LOSS(
            "lifetimes across a loss of events: an exec or exit among the lost ones would have ended them earlier");

    private final String meaning;

    Skipped(String meaning) {
        this.meaning = meaning;
    }

    @Override
    public String toString() {
        return meaning;
    }
}
