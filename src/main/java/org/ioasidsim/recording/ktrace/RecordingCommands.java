package org.ioasidsim.recording.ktrace;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The events from which lifetimes are known, and the commands that record them; they are printed and never run. */
public final class RecordingCommands {
    /** The events that tell how address spaces begin and end. */
    public static final List<String> PROCESS_EVENTS = List.of(
            "task:task_newtask",
            "sched:sched_process_fork",
            "sched:sched_process_exec",
            "sched:sched_process_exit",
            "cgroup:cgroup_attach_task");

    /** The events that tell how PASIDs begin and end, on the machines that have them. */
    public static final List<String> PASID_EVENTS = List.of(
            "intel_iommu:cache_tag_assign",
            "intel_iommu:cache_tag_unassign",
            "amdgpu:amdgpu_pasid_allocated",
            "amdgpu:amdgpu_pasid_freed");

    private RecordingCommands() {}

    /** Returns events as a sentence lists them. */
    static String listed(List<String> events) {
        int last = events.size() - 1;
        return String.join(", ", events.subList(0, last)) + " and " + events.get(last);
    }

    /** Returns the command of perf that records {@code events} of the whole machine for a minute, with its text. */
    public static List<String> perf(List<String> events) {
        return List.of(
                "perf record -a -k CLOCK_MONOTONIC -o perf.data " + options(events) + " -- sleep 60",
                "perf script -i perf.data -F comm,pid,tid,cpu,time,event,trace > trace.txt");
    }

    /** Returns the command of trace-cmd that records {@code events} of the whole machine for a minute, with its text. */
    public static List<String> traceCmd(List<String> events) {
        return List.of(
                "trace-cmd record -C mono -O record-tgid " + options(events) + " sleep 60",
                "trace-cmd report -t > trace.txt");
    }

    /** Returns the lines of shell that record {@code events} with the files of ftrace alone. */
    public static List<String> ftrace(List<String> events) {
        List<String> lines = new ArrayList<>(List.of(
                "cd /sys/kernel/tracing && mkdir instances/ioasid && cd instances/ioasid",
                "echo mono > trace_clock; echo 1 > options/record-tgid; echo 16384 > buffer_size_kb"));
        events.forEach(event -> lines.add("echo 1 > events/" + event.replace(':', '/') + "/enable"));
        lines.addAll(List.of("timeout 60 cat trace_pipe > /tmp/trace.txt", "cd ../.. && rmdir instances/ioasid"));
        return lines;
    }

    /** Returns the command of bpftrace that writes a table for a minute. */
    public static List<String> bpftrace() {
        return List.of("timeout -s INT 60 bpftrace -q scenarios/recording/lifetimes.bt > rows.csv");
    }

    /** Returns the lines of shell that let ftrace and perf see each bind and unbind, on any processor. */
    public static List<String> bindProbes() {
        return List.of(
                "echo 'p:sva_bind iommu_sva_bind_device dev=$arg1' >> /sys/kernel/tracing/kprobe_events",
                "echo 'r:sva_bind_ret iommu_sva_bind_device ret=$retval' >> /sys/kernel/tracing/kprobe_events",
                "echo 'p:sva_unbind iommu_sva_unbind_device h=$arg1' >> /sys/kernel/tracing/kprobe_events");
    }

    /** The events that {@link #bindProbes} makes. */
    public static final List<String> BIND_EVENTS =
            List.of("kprobes:sva_bind", "kprobes:sva_bind_ret", "kprobes:sva_unbind");

    private static String options(List<String> events) {
        return events.stream().map(event -> "-e " + event).collect(Collectors.joining(" "));
    }
}
