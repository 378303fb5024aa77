package org.ioasidsim.recording.ktrace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows processes, their threads and their address spaces through the events of a trace.
 *
 * <p>A task cloned without CLONE_VM begins a new address space; one cloned with CLONE_VM shares its parent's. exec leaves the old address
 * space and begins another. An address space ends when the last process that uses it has left. The last thread of a process is known by
 * {@code group_dead} or, on kernels that do not print it, by counting threads. Where tasks that began before the trace may be threads of
 * one process, the lifetime is not reported but counted under {@link Skipped}; where a child without clone flags may be a thread that lives
 * on, the lifetime is reported as open when its other threads are gone. Such a child is a process if it execs under its own number, or if its
 * thread group dies while its maker lives.
 *
 * <p>perf's task events ({@code PERF_RECORD_FORK}, {@code COMM} and {@code EXIT}) say the process of each task. The kind of event that comes
 * first is used, the other left aside, so that nothing counts twice.
 *
 * <p>Source: copy_mm and copy_process in kernel/fork.c, exec_mmap and de_thread in fs/exec.c, do_exit in kernel/exit.c.
 */
final class TracedAddressSpaces {
    private static final long CLONE_VM = 0x100;
    private static final long CLONE_THREAD = 0x10000;

    /** The parent of all kernel threads, which have no address space. */
    private static final int KTHREADD = 2;

    private static final int COMM_LENGTH = 15;

    private static final Pattern NEWTASK =
            Pattern.compile("pid=(\\d+) comm=(.*) clone_flags=([0-9a-f]{1,15}) oom_score_adj=-?\\d+");
    private static final Pattern FORK = Pattern.compile("comm=.* pid=(\\d+) child_comm=(.*) child_pid=(\\d+)");
    private static final Pattern EXEC = Pattern.compile("filename=(.*) pid=(\\d+) old_pid=(\\d+)");
    private static final Pattern EXIT =
            Pattern.compile("comm=(.*) pid=(\\d+) prio=-?\\d+(?: group_dead=(true|false))?");
    private static final Pattern PERF_TASKS = Pattern.compile("\\((\\d+):(\\d+)\\):\\((-?\\d+):(-?\\d+)\\)");
    private static final Pattern PERF_COMM = Pattern.compile("(exec: )?(.*):(\\d+)/(\\d+)");
    private static final Pattern ATTACH =
            Pattern.compile("dst_root=(\\d+) dst_id=\\d+ dst_level=\\d+ dst_path=(.*) pid=(\\d+) comm=.*");

    private static final Map<String, Pattern> PATTERNS = Map.of(
            "task_newtask", NEWTASK,
            "sched_process_fork", FORK,
            "sched_process_exec", EXEC,
            "sched_process_exit", EXIT,
            "cgroup_attach_task", ATTACH,
            "PERF_RECORD_FORK", PERF_TASKS,
            "PERF_RECORD_COMM", PERF_COMM,
            "PERF_RECORD_EXIT", PERF_TASKS);

    private final Consumer<TracedLifetime> lifetimes;
    private final TraceSummary summary;
    private final Map<Integer, TracedProcess> processes = new HashMap<>();
    private long firstNanos;
    private long nowNanos;
    private long serial;
    private long losses;
    private @Nullable String hierarchy;
    private final String machine;
    private final Map<Integer, Long> flagsOfOrphans = new HashMap<>();
    private @Nullable Boolean isOfPerf;

    /**
     * Makes an empty machine.
     *
     * @param machine its name in a report of several; else empty
     */
    TracedAddressSpaces(String machine, Consumer<TracedLifetime> lifetimes, TraceSummary summary) {
        this.machine = machine;
        this.lifetimes = lifetimes;
        this.summary = summary;
    }

    /** An address space. */
    private static final class Mm {
        private final long startNanos;
        private final String birth;
        private final long serial;
        private final long lossesBefore;
        private int users = 1;

        Mm(long startNanos, String birth, long serial, long lossesBefore) {
            this.startNanos = startNanos;
            this.birth = birth;
            this.serial = serial;
            this.lossesBefore = lossesBefore;
        }

        boolean startsBefore() {
            return birth.equals("before");
        }
    }

    /** The children without clone flags that may be threads of a process, as long as they live and have not shown that they are none. */
    private static final class Doubt {
        private int children;
    }

    /** A process: its threads share pid, name, cgroup and address space. */
    private static final class TracedProcess {
        private int pid;
        private int threads = 1;
        private boolean areThreadsKnown = true;
        private boolean isPidKnown = true;
        private String comm = "";
        private String cgroup = "";
        private long seenNanos;
        /** Null for a kernel thread, and for a child whose clone flags are not in the trace. */
        private @Nullable Mm mm;

        private long bornNanos;
        private Doubt doubt = new Doubt();
        /** The maker of a child without clone flags, until that is known to be a process. */
        private @Nullable TracedProcess maker;

        private @Nullable Doubt makersDoubt;
        private int makerTid;

        TracedProcess(int pid) {
            this.pid = pid;
        }
    }

    /** Returns whether the events of a process that have this name can be applied. */
    static boolean knows(String name) {
        return PATTERNS.containsKey(name);
    }

    /** Returns whether the fields of an event of a process can be read. */
    static boolean isReadable(TraceEvent event) {
        Pattern pattern = PATTERNS.get(event.name());
        return pattern != null && pattern.matcher(event.args()).matches();
    }

    /** What became of an event of a process. */
    enum Use {
        APPLIED,
        MALFORMED,
        /** Of the other kind than the first one, or synthesised by perf for what was there before. */
        LEFT_ASIDE
    }

    /** Applies the next event in time. */
    Use accept(TraceEvent event, long originNanos) {
        firstNanos = originNanos;
        nowNanos = event.nanos();
        Pattern pattern = PATTERNS.get(event.name());
        if (pattern == null) {
            throw new IllegalArgumentException("no event of a process: " + event.name());
        }
        Matcher fields = pattern.matcher(event.args());
        if (!fields.matches()) {
            return Use.MALFORMED;
        }
        if (isOfOtherKind(event.name())) {
            return Use.LEFT_ASIDE;
        }
        apply(event, fields);
        return Use.APPLIED;
    }

    private boolean isOfOtherKind(String name) {
        if (name.equals("cgroup_attach_task")) {
            return false;
        }
        boolean isPerf = name.startsWith("PERF_");
        if (isOfPerf == null) {
            isOfPerf = isPerf;
        }
        return isOfPerf != isPerf;
    }

    private void apply(TraceEvent event, Matcher fields) {
        switch (event.name()) {
            case "task_newtask" -> newTask(event, fields);
            case "sched_process_fork" -> fork(event, fields);
            case "sched_process_exec" -> exec(event, fields);
            case "sched_process_exit" -> exit(event, fields);
            case "cgroup_attach_task" -> attach(event, fields);
            case "PERF_RECORD_FORK" -> perfFork(event, fields);
            case "PERF_RECORD_COMM" -> perfComm(event, fields);
            case "PERF_RECORD_EXIT" -> perfExit(event, fields);
            default -> throw new IllegalStateException("a pattern without a rule: " + event.name());
        }
    }

    /** Extends the time that the trace covers to {@code nanos}. */
    void passTime(long nanos) {
        nowNanos = nanos;
    }

    /** Marks that events were lost here: lifetimes that are open now cross the loss. */
    void lose() {
        losses++;
    }

    private static int number(TraceEvent event, Matcher fields, int group) {
        return TraceEvent.number(fields.group(group), event.line());
    }

    private void newTask(TraceEvent event, Matcher fields) {
        int tid = number(event, fields, 1);
        long flags = Long.parseLong(fields.group(3), 16);
        forget(tid);
        if (event.tid() == TraceEvent.UNKNOWN) {
            // the fork that follows names the maker
            flagsOfOrphans.put(tid, flags);
        } else {
            made(tid, fields.group(2), flags, maker(event.task()));
        }
    }

    private void made(int tid, String comm, long flags, TracedProcess maker) {
        if ((flags & CLONE_THREAD) != 0) {
            maker.threads++;
            processes.put(tid, maker);
            return;
        }
        TracedProcess child = born(tid, comm, maker);
        if ((flags & CLONE_VM) == 0) {
            child.mm = begin("fork");
        } else if (maker.mm != null) {
            child.mm = maker.mm;
            child.mm.users++;
        }
    }

    /** A fork whose clone flags were traced adds nothing. Without them the child may be a process or a thread. */
    private void fork(TraceEvent event, Matcher fields) {
        int tid = number(event, fields, 3);
        var task = new TraceEvent.Task(
                machine, number(event, fields, 1), event.tgid(), event.task().comm());
        Long flags = flagsOfOrphans.remove(tid);
        if (flags != null) {
            made(tid, fields.group(2), flags, maker(task));
        } else if (!processes.containsKey(tid)) {
            summary.skip(Skipped.NO_CLONE_FLAGS);
            TracedProcess maker = maker(task);
            TracedProcess child = born(tid, fields.group(2), maker);
            child.areThreadsKnown = false;
            child.maker = maker;
            child.makerTid = task.tid();
            child.makersDoubt = maker.doubt;
            maker.doubt.children++;
        }
    }

    /** Ends the doubt whether a child is a thread of its maker: it is none, or it is gone. */
    private static void settle(TracedProcess child) {
        if (child.makersDoubt != null) {
            child.makersDoubt.children--;
            child.makersDoubt = null;
        }
    }

    private void perfFork(TraceEvent event, Matcher fields) {
        int pid = number(event, fields, 1);
        int tid = number(event, fields, 2);
        forget(tid);
        TracedProcess maker = maker(task(event, fields.group(4), fields.group(3)));
        if (pid == Integer.parseInt(fields.group(3))) {
            maker.threads++;
            processes.put(tid, maker);
        } else {
            born(tid, event.task().comm(), maker).mm = begin("fork");
            summary.skip(Skipped.PERF_FORK);
        }
    }

    private void perfComm(TraceEvent event, Matcher fields) {
        TracedProcess process = known(task(event, fields.group(4), fields.group(3)));
        if (fields.group(1) != null) {
            begun(process, number(event, fields, 3), number(event, fields, 4), fields.group(2));
        } else if (process != null) {
            process.comm = fields.group(2);
        }
    }

    private void perfExit(TraceEvent event, Matcher fields) {
        TracedProcess process = known(task(event, fields.group(2), fields.group(1)));
        String comm = process == null || process.comm.isEmpty() ? event.task().comm() : process.comm;
        gone(process, number(event, fields, 2), comm, null);
    }

    private TraceEvent.Task task(TraceEvent event, String tid, String tgid) {
        return new TraceEvent.Task(
                machine,
                TraceEvent.number(tid, event.line()),
                TraceEvent.number(tgid, event.line()),
                event.task().comm());
    }

    private TracedProcess born(int pid, String comm, TracedProcess maker) {
        var child = new TracedProcess(pid);
        child.comm = comm;
        child.cgroup = maker.cgroup;
        child.seenNanos = nowNanos;
        child.bornNanos = nowNanos;
        processes.put(pid, child);
        return child;
    }

    private TracedProcess maker(TraceEvent.Task task) {
        TracedProcess known = known(task);
        if (known != null) {
            return known;
        }
        boolean isPidKnown = task.tgid() != TraceEvent.UNKNOWN;
        var found = new TracedProcess(isPidKnown ? task.tgid() : task.tid());
        found.isPidKnown = isPidKnown;
        found.areThreadsKnown = false;
        found.seenNanos = nowNanos;
        found.comm = task.comm();
        if (found.pid != KTHREADD) {
            found.mm = beginBefore();
        }
        processes.put(task.tid(), found);
        processes.put(found.pid, found);
        return found;
    }

    private @Nullable TracedProcess known(TraceEvent.Task task) {
        TracedProcess process = processes.get(task.tid());
        if (process == null && task.tgid() != TraceEvent.UNKNOWN) {
            process = processes.get(task.tgid());
        }
        if (process != null) {
            process.seenNanos = nowNanos;
        }
        return process;
    }

    /** Returns the process of a task that an event is about, which is the one that was running where their numbers agree. */
    private @Nullable TracedProcess known(int tid, TraceEvent event) {
        int tgid = tid == event.tid() ? event.tgid() : TraceEvent.UNKNOWN;
        return known(new TraceEvent.Task(machine, tid, tgid, ""));
    }

    private void exec(TraceEvent event, Matcher fields) {
        int tid = number(event, fields, 3);
        begun(known(tid, event), number(event, fields, 2), tid, comm(fields.group(1)));
    }

    /** Begins the address space of a program, in a process whose other threads are gone. */
    private void begun(@Nullable TracedProcess known, int pid, int tid, String comm) {
        TracedProcess process = known;
        if (process == null) {
            process = new TracedProcess(pid);
            process.seenNanos = nowNanos;
            process.mm = beginBefore();
        }
        if (pid == tid) {
            settle(process);
        }
        leave(process, "exec");
        processes.remove(tid, process);
        process.threads--;
        drop(process);
        process.pid = pid;
        process.threads = 1;
        process.areThreadsKnown = true;
        process.isPidKnown = true;
        process.maker = null;
        process.doubt = new Doubt();
        process.comm = comm;
        process.mm = begin("exec");
        processes.put(pid, process);
    }

    private static String comm(String filename) {
        String name = filename.substring(filename.lastIndexOf('/') + 1);
        return name.length() <= COMM_LENGTH ? name : name.substring(0, COMM_LENGTH);
    }

    private void exit(TraceEvent event, Matcher fields) {
        int tid = number(event, fields, 2);
        gone(known(tid, event), tid, fields.group(1), fields.group(3));
    }

    private void gone(@Nullable TracedProcess process, int tid, String comm, @Nullable String groupDead) {
        if (process == null) {
            exitUnseen(tid, comm, groupDead);
            return;
        }
        processes.remove(tid, process);
        process.threads--;
        settle(process);
        boolean areThreadsKnown = process.areThreadsKnown && process.doubt.children == 0;
        boolean isLast = groupDead == null ? process.threads == 0 && areThreadsKnown : groupDead.equals("true");
        if (isLast) {
            process.comm = comm;
            beginIfProcess(process);
            leave(process, "exit");
            drop(process);
        } else if (groupDead == null && !areThreadsKnown) {
            summary.skip(Skipped.LAST_THREAD_UNKNOWN);
            leaveOpen(process);
        }
    }

    /** A child without clone flags whose thread group died while its maker lives was no thread of that: it began as a process. */
    private void beginIfProcess(TracedProcess child) {
        if (child.maker != null && child.mm == null && processes.get(child.makerTid) == child.maker) {
            child.mm = new Mm(child.bornNanos, "fork", serial++, losses);
        }
        child.maker = null;
    }

    /** Reports a process none of whose known threads is left, though unknown ones may be. */
    private void leaveOpen(TracedProcess process) {
        if (process.threads == 0 && process.mm != null && !process.mm.startsBefore()) {
            end(process);
            drop(process);
        }
    }

    private void exitUnseen(int tid, String comm, @Nullable String groupDead) {
        if (groupDead == null) {
            summary.skip(Skipped.LAST_THREAD_UNKNOWN);
        } else if (groupDead.equals("true")) {
            var process = new TracedProcess(tid);
            process.comm = comm;
            process.seenNanos = nowNanos;
            process.mm = beginBefore();
            leave(process, "exit");
        }
    }

    private void attach(TraceEvent event, Matcher fields) {
        if (hierarchy == null) {
            hierarchy = fields.group(1);
        }
        TracedProcess process = processes.get(number(event, fields, 3));
        if (!hierarchy.equals(fields.group(1))) {
            summary.skip(Skipped.OTHER_HIERARCHY);
        } else if (process == null) {
            summary.skip(Skipped.ATTACH_OF_UNSEEN);
        } else {
            process.cgroup = fields.group(2);
        }
    }

    /** Ends the process or thread that had {@code tid} before: the number is in use again, so its exit is missing. */
    private void forget(int tid) {
        TracedProcess stale = processes.remove(tid);
        if (stale == null) {
            return;
        }
        stale.threads--;
        settle(stale);
        if (stale.pid == tid || stale.threads == 0) {
            summary.skip(Skipped.EXIT_MISSING);
            end(stale);
            drop(stale);
        }
    }

    /** Removes a process, and those of its threads whose exit was not seen. */
    private void drop(TracedProcess process) {
        processes.remove(process.pid, process);
        if (process.threads > 0) {
            processes.values().removeIf(other -> other == process);
        }
    }

    private Mm begin(String birth) {
        return new Mm(nowNanos, birth, serial++, losses);
    }

    private Mm beginBefore() {
        return new Mm(firstNanos, "before", serial++, losses);
    }

    private void leave(TracedProcess process, String how) {
        Mm mm = process.mm;
        process.mm = null;
        if (mm != null && --mm.users == 0) {
            emit(process, mm, nowNanos, how, false);
        }
    }

    /** Reports an address space whose end was not observed as open when it was last seen. */
    private void end(TracedProcess process) {
        Mm mm = process.mm;
        process.mm = null;
        if (mm != null && --mm.users == 0) {
            emit(process, mm, process.seenNanos, "open", true);
        }
    }

    private void emit(TracedProcess process, Mm mm, long endNanos, String how, boolean endsAfter) {
        if (mm.lossesBefore != losses) {
            summary.skip(Skipped.ACROSS_A_LOSS);
        }
        lifetimes.accept(new TracedLifetime(
                mm.startNanos - firstNanos,
                endNanos - firstNanos,
                process.cgroup,
                mm.birth + "->" + how,
                mm.startsBefore(),
                endsAfter,
                new TracedLifetime.Owner(machine, process.pid, process.comm),
                TracedLifetime.Held.NOTHING,
                mm.serial));
    }

    /** Ends the trace: reports living processes as open, but leaves out those that began before the trace and whose pid is unknown. */
    void finish() {
        Collection<TracedProcess> open = Collections.newSetFromMap(new IdentityHashMap<>());
        open.addAll(processes.values());
        List<TracedProcess> ordered = new ArrayList<>(open);
        ordered.sort((a, b) -> Integer.compare(a.pid, b.pid));
        for (TracedProcess process : ordered) {
            process.seenNanos = nowNanos;
            if (process.mm != null && process.mm.startsBefore() && !process.isPidKnown) {
                summary.skip(Skipped.BEFORE_AND_OPEN);
            } else {
                end(process);
            }
        }
    }
}
