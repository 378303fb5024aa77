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
 * {@code group_dead} or, on kernels that do not print it, by counting threads. Where clone flags are missing, or tasks that began
 * before the trace may be threads of one process, the lifetime is not reported but counted under {@link Skipped}.
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
    private static final Pattern ATTACH =
            Pattern.compile("dst_root=(\\d+) dst_id=\\d+ dst_level=\\d+ dst_path=(.*) pid=(\\d+) comm=.*");

    private final Consumer<TracedLifetime> lifetimes;
    private final TraceSummary summary;
    private final Map<Integer, TracedProcess> processes = new HashMap<>();
    private long firstNanos;
    private long nowNanos;
    private long serial;
    private long losses;
    private @Nullable String hierarchy;

    TracedAddressSpaces(Consumer<TracedLifetime> lifetimes, TraceSummary summary) {
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

        TracedProcess(int pid) {
            this.pid = pid;
        }
    }

    /** Applies the next event in time; returns false if its fields cannot be read. */
    boolean accept(TraceEvent event, long originNanos) {
        firstNanos = originNanos;
        nowNanos = event.nanos();
        return switch (event.name()) {
            case "task_newtask" -> read(NEWTASK, event, this::newTask);
            case "sched_process_fork" -> read(FORK, event, this::fork);
            case "sched_process_exec" -> read(EXEC, event, this::exec);
            case "sched_process_exit" -> read(EXIT, event, this::exit);
            case "cgroup_attach_task" -> read(ATTACH, event, this::attach);
            default -> throw new IllegalArgumentException("no event of a process: " + event.name());
        };
    }

    /** Extends the time that the trace covers to {@code nanos}. */
    void passTime(long nanos) {
        nowNanos = nanos;
    }

    /** Marks that events were lost here: lifetimes that are open now cross the loss. */
    void lose() {
        losses++;
    }

    /** Applies an event whose fields were read. */
    private interface Handler {
        void apply(TraceEvent event, Matcher fields);
    }

    private static boolean read(Pattern pattern, TraceEvent event, Handler handler) {
        Matcher fields = pattern.matcher(event.args());
        if (!fields.matches()) {
            return false;
        }
        handler.apply(event, fields);
        return true;
    }

    private static int number(TraceEvent event, Matcher fields, int group) {
        return TraceEvent.number(fields.group(group), event.line());
    }

    private void newTask(TraceEvent event, Matcher fields) {
        int tid = number(event, fields, 1);
        long flags = Long.parseLong(fields.group(3), 16);
        forget(tid);
        TracedProcess maker = maker(event);
        if ((flags & CLONE_THREAD) != 0) {
            maker.threads++;
            processes.put(tid, maker);
            return;
        }
        TracedProcess child = born(tid, fields.group(2), maker);
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
        TracedProcess child = processes.get(tid);
        if (child == null) {
            summary.skip(Skipped.NO_CLONE_FLAGS);
            born(tid, fields.group(2), maker(event)).areThreadsKnown = false;
        }
    }

    private TracedProcess born(int pid, String comm, TracedProcess maker) {
        var child = new TracedProcess(pid);
        child.comm = comm;
        child.cgroup = maker.cgroup;
        child.seenNanos = nowNanos;
        processes.put(pid, child);
        return child;
    }

    private TracedProcess maker(TraceEvent event) {
        TracedProcess known = known(event.tid(), event);
        if (known != null) {
            return known;
        }
        boolean isPidKnown = event.tgid() != TraceEvent.UNKNOWN;
        var found = new TracedProcess(isPidKnown ? event.tgid() : event.tid());
        found.isPidKnown = isPidKnown;
        found.areThreadsKnown = false;
        found.seenNanos = nowNanos;
        if (found.pid != KTHREADD) {
            found.mm = beginBefore();
        }
        processes.put(event.tid(), found);
        processes.put(found.pid, found);
        return found;
    }

    private @Nullable TracedProcess known(int tid, TraceEvent event) {
        TracedProcess process = processes.get(tid);
        if (process == null && tid == event.tid() && event.tgid() != TraceEvent.UNKNOWN) {
            process = processes.get(event.tgid());
        }
        if (process != null) {
            process.seenNanos = nowNanos;
        }
        return process;
    }

    private void exec(TraceEvent event, Matcher fields) {
        int pid = number(event, fields, 2);
        int tid = number(event, fields, 3);
        TracedProcess process = known(tid, event);
        if (process == null) {
            process = new TracedProcess(pid);
            process.seenNanos = nowNanos;
            process.mm = beginBefore();
        }
        leave(process, "exec");
        processes.remove(tid, process);
        process.threads--;
        drop(process);
        process.pid = pid;
        process.threads = 1;
        process.areThreadsKnown = true;
        process.isPidKnown = true;
        process.comm = comm(fields.group(1));
        process.mm = begin("exec");
        processes.put(pid, process);
    }

    private static String comm(String filename) {
        String name = filename.substring(filename.lastIndexOf('/') + 1);
        return name.length() <= COMM_LENGTH ? name : name.substring(0, COMM_LENGTH);
    }

    private void exit(TraceEvent event, Matcher fields) {
        int tid = number(event, fields, 2);
        String groupDead = fields.group(3);
        TracedProcess process = known(tid, event);
        if (process == null) {
            exitUnseen(tid, fields.group(1), groupDead);
            return;
        }
        processes.remove(tid, process);
        process.threads--;
        boolean isLast = groupDead == null ? process.threads == 0 && process.areThreadsKnown : groupDead.equals("true");
        if (isLast) {
            process.comm = fields.group(1);
            leave(process, "exit");
            drop(process);
        } else if (groupDead == null && !process.areThreadsKnown) {
            summary.skip(Skipped.LAST_THREAD_UNKNOWN);
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
                process.pid,
                process.comm,
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
