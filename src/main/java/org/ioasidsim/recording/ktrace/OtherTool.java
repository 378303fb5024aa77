package org.ioasidsim.recording.ktrace;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts that people take for kernel traces, known by one of their lines, and what would do in their place. */
enum OtherTool {
    EXECSNOOP(
            "(?:UID\\s+)?PCOMM\\s+PID\\s+(?:PPID\\s+)?RET\\s+ARGS.*",
            "execsnoop without times: record with execsnoop -T, or with exitsnoop -t, which has ends too"),
    EXITSNOOP(
            "PCOMM\\s+PID\\s+PPID\\s+TID\\s+AGE\\(s\\)\\s+EXIT_CODE.*",
            "exitsnoop without times: record with exitsnoop -t"),
    STRACE(
            "(?:\\[pid\\s+\\d+\\]\\s+|\\d+\\s+)?(?:\\d\\d:\\d\\d:\\d\\d\\S*\\s+|\\d+\\.\\d+\\s+)?[a-z_0-9]+\\(.*\\)\\s+=\\s+(?:-?\\d+|0x[0-9a-f]+|\\?).*"
                    + "|(?:\\[pid\\s+\\d+\\]\\s+|\\d+\\s+)?(?:\\d\\d:\\d\\d:\\d\\d\\S*\\s+|\\d+\\.\\d+\\s+)?execve\\(\".*",
            "strace, which sees the processes that it follows alone: record the whole machine"),
    LTTNG(
            "\\[\\d\\d:\\d\\d:\\d\\d\\.\\d+\\]\\s+\\(\\+\\S+\\)\\s+.*\\{.*",
            "LTTng (babeltrace): its events are the kernel's, but not their text: record with trace-cmd or perf"),
    PERF_SAMPLES(
            ".*\\s\\d+(?:/\\d+)?\\s+(?:\\[\\d+\\]\\s+)?\\d+\\.\\d+:\\s+(?:\\d+\\s+)?[a-z][\\w-]*(?:/[^/]*/)?(?::[ukhpPGHSDIW]+)?:(?:\\s.*)?",
            "perf script of samples, which has no starts and ends: record with -e and the events of processes, or print with"
                    + " --show-task-events"),
    CONFIG_MAP(
            "(?:apiVersion|kind):\\s.*",
            "a Kubernetes object in YAML: save the JSON of accel-config under its data as a file, and import that"),
    BPFTRACE(
            "Attaching \\d+ probes?\\.\\.\\.",
            "bpftrace's output of a script of yours: scenarios/recording/lifetimes.bt writes a table to be simulated as it is"),
    KERNEL_LOG(
            "(?:<\\d+>)?\\[\\s*\\d+\\.\\d+\\]\\s.*|\\w{3} +\\d+ \\d\\d:\\d\\d:\\d\\d \\S+ kernel: .*",
            "a kernel log, which has no lifetimes: record events"),
    PROCESS_LIST(
            "\\s*(?:USER\\s+PID\\s+%CPU|PID\\s+TTY|PID\\s+USER\\s+PR).*",
            "a list of processes at one instant: 'snapshot' describes a machine as it is; lifetimes need a recording"),
    WEB_PAGE("\\s*<(?i:!doctype html|html)\\b.*", "a web page: save the file itself"),
    TABLE(
            "[^,;\\t{}\\[\\]]+(?:,[^,{}\\[\\]]*){2,}|[^\\t]+(?:\\t[^\\t]*){2,}",
            "a table of no data set known: a scenario reads it as it is, trace: {file: F, start: COLUMN, duration: COLUMN}, or"
                    + " end: COLUMN");

    private final Pattern line;
    private final String meaning;

    OtherTool(String line, String meaning) {
        this.line = Pattern.compile(line);
        this.meaning = meaning;
    }

    /** Returns the tool that writes such a line. */
    static Optional<OtherTool> of(String text) {
        return Arrays.stream(values())
                .filter(tool -> tool.line.matcher(text).matches())
                .findFirst();
    }

    @Override
    public String toString() {
        return meaning;
    }
}
