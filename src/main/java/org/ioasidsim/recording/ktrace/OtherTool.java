package org.ioasidsim.recording.ktrace;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts that people take for kernel traces, known by one of their lines, and what would do in their place. */
enum OtherTool {
    EXECSNOOP(
            "(?:UID\\s+)?PCOMM\\s+PID\\s+(?:PPID\\s+)?RET\\s+ARGS.*",
            "execsnoop without times: record with execsnoop -T, or with exitsnoop -t, which has ends too"),
    EXECSNOOP_OF_PERF_TOOLS(
            "Tracing exec\\(\\)s\\..*|(?:TIMEs?\\s+)?PID\\s+PPID\\s+ARGS",
            "execsnoop of perf-tools, whose lines have no ends: record with BCC's exitsnoop -t, or with ftrace as 'record' prints"),
    EXITSNOOP(
            "PCOMM\\s+PID\\s+PPID\\s+TID\\s+AGE\\(s\\)\\s+EXIT_CODE.*",
            "exitsnoop without times: record with exitsnoop -t"),
    STRACE(
            "(?:\\[pid\\s+\\d+\\]\\s+|\\d+\\s+)?(?:\\d\\d:\\d\\d:\\d\\d\\S*\\s+|\\d+\\.\\d+\\s+)?[a-z_0-9]+\\(.*\\)\\s+=\\s+(?:-?\\d+|0x[0-9a-f]+|\\?).*"
                    + "|(?:\\[pid\\s+\\d+\\]\\s+|\\d+\\s+)?(?:\\d\\d:\\d\\d:\\d\\d\\S*\\s+|\\d+\\.\\d+\\s+)?execve\\(\".*",
            "strace, which sees the processes that it follows alone: record the whole machine"),
    PERF_TRACE(
            "\\s*\\d+\\.\\d+ \\(.*\\): \\S.*/\\d+ \\w+\\(.*",
            "perf trace, which prints system calls: record the events of processes with perf record, as 'record' prints"),
    PERF_SCHED(
            "\\s*time\\s+cpu\\s+task name\\s.*|\\s*Task\\s+\\|\\s+Runtime ms.*",
            "perf sched, which has run times of slices and no lifetimes: print the same perf.data with perf script"),
    FORKSTAT(
            "Time\\s+Event\\s+PID\\s+.*Info\\s+Duration\\s+Process.*",
            "forkstat, whose lines join threads and processes: record with BCC's exitsnoop -t, or with ftrace as 'record' prints"),
    AUDIT(
            "(?:node=\\S+ )?type=[A-Z_]+ msg=audit\\(.*",
            "an audit log, which has execs and no exits: record with BCC's exitsnoop -t, or with ftrace as 'record' prints"),
    ACCOUNTING(
            "\\S{1,16}\\s+(?:[SFCDX]+\\s+)?\\S+\\s+\\S+\\s+\\d+\\.\\d+ secs \\w{3} \\w{3}\\s+\\d+ \\d\\d:\\d\\d.*",
            "lastcomm of process accounting, which has processor seconds, not lifetimes: record as 'record' prints"),
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
            "bpftrace's output of a script of yours: scenarios/recording/lifetimes.bt writes a table to be simulated as it is, and"
                    + " -q leaves this line out"),
    KERNEL_LOG(
            "(?:<\\d+>)?\\[\\s*\\d+\\.\\d+\\]\\s.*|\\w{3} +\\d+ \\d\\d:\\d\\d:\\d\\d \\S+ kernel: .*",
            "a kernel log, which has no lifetimes: record events"),
    PROCESS_LIST(
            "\\s*(?:USER\\s+PID\\s+%CPU|PID\\s+TTY|PID\\s+USER\\s+PR).*",
            "a list of processes at one instant: 'snapshot' describes a machine as it is; lifetimes need a recording"),
    WEB_PAGE("\\s*<(?i:!doctype html|html)\\b.*", "a web page: save the file itself"),
    DOCUMENT(
            "```.*|\\|?(?:\\s*:?-{3,}:?\\s*\\|)+.*|.*\\S\\]\\(\\S+\\).*|.*\\b[a-z]+ [a-z]+ [a-z]+, [a-z].*",
            "a text for people, not a recording: name the file that a tool has recorded"),
    SHORT_JOBS(
            "\\s*\\d+(?:\\s+-?\\d+(?:\\.\\d+)?){9,16}\\s*",
            "a log of fewer than the 18 fields that a line of the Standard Workload Format has: put -1 for those that are not known"),
    JSON_LINES(
            "\\{\\s*\".*\\}",
            "JSON lines of no data set known: a scenario reads them as they are, trace: {file: F, start: KEY, duration: KEY}, or end: KEY"),
    TABLE(
            "[^,;\\t{}\\[\\]]+(?:,[^,{}\\[\\]]*){2,}|[^\\t]+(?:\\t[^\\t]*){2,}|[^|]+(?:\\|[^|]*){2,}|[^;]+(?:;[^;]*){2,}",
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
