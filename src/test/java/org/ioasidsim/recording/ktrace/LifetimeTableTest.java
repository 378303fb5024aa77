package org.ioasidsim.recording.ktrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.MalformedTraceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No line of a trace may vanish unseen, and no lifetime may be told that the events do not tell. The lines are made up from the kernel's
 * print formats: kernel 6.12 and 6.18, include/trace/events, drivers/iommu/intel/trace.h, amdgpu_trace.h, kprobetrace.rst.
 */
class LifetimeTableTest {
    @TempDir
    Path directory = Path.of("");

    /** An event as {@code tid second subsystem:name: fields}; the three formats tell the same of it. */
    private static String line(TraceFormat format, String event) {
        String[] parts = event.split(" ", 3);
        String name = parts[2].substring(parts[2].indexOf(':') + 1);
        return switch (format) {
            case FTRACE -> "  a-b (c) d-" + parts[0] + "   [001] d..2. " + parts[1] + ": " + name;
            case TRACE_CMD ->
                "  a-b (c) d-" + parts[0] + "   [001] " + parts[1] + ":   " + name.replaceFirst(": ", ":    ");
            case PERF_SCRIPT -> "  a-b (c) d " + parts[0] + " [001] " + parts[1] + ":  " + parts[2];
        };
    }

    private static final List<String> EVENTS = List.of(
            "10 1.000000 task:task_newtask: pid=11 comm=sh clone_flags=1200000 oom_score_adj=0",
            "10 1.000010 sched:sched_process_fork: comm=sh pid=10 child_comm=sh child_pid=11",
            "10 1.500000 cgroup:cgroup_attach_task: dst_root=1 dst_id=8 dst_level=1 dst_path=/x pid=11 comm=sh",
            "11 2.000000 sched:sched_process_exec: filename=/bin/a long name pid=11 old_pid=11",
            "11 4.000000 sched:sched_process_exit: comm=a long name pid=11 prio=120 group_dead=true");

    @ParameterizedTest
    @EnumSource(TraceFormat.class)
    void readsTheSameFromEachFormat(TraceFormat format) throws IOException {
        List<String> lines = new ArrayList<>(List.of(format == TraceFormat.TRACE_CMD ? "cpus=2" : "# header", ""));
        EVENTS.forEach(event -> lines.add(line(format, event)));
        try (LifetimeTable lifetimes = read(lines)) {
            assertThat(rows(lifetimes))
                    .containsExactly("0 1 fork->exec  /x 11 sh", "1 3 exec->exit  /x 11 a long name");
            assertThat(lifetimes.sentences().get(0))
                    .isEqualTo(
                            "7 lines of " + format + ": 5 events, of which 5 of processes, 0 of devices and 0 others;"
                                    + " 2 headers and blanks, 0 unrecognised");
        }
    }

    /** One header, one other event: of one thing there is no plural. */
    @Test
    void saysOneHeaderAndOneOtherWithoutAPlural() throws IOException {
        String other =
                line(TraceFormat.FTRACE, "11 3.000000 sched:sched_wakeup: comm=a pid=11 prio=120 target_cpu=001");
        try (LifetimeTable lifetimes = read(List.of("# header", line(TraceFormat.FTRACE, EVENTS.get(3)), other))) {
            assertThat(lifetimes.sentences().get(0))
                    .isEqualTo("3 lines of " + TraceFormat.FTRACE
                            + ": 2 events, of which 1 of processes, 0 of devices and 1"
                            + " other; 1 header or blank, 0 unrecognised");
        }
    }

    /** CLONE_VM is 0x100, CLONE_VFORK 0x4000, CLONE_THREAD 0x10000; fork and exec begin an address space, the others share one. */
    @ParameterizedTest
    @CsvSource({
        "1200000, '0 1 fork->exit  - 11 c'",
        "1200011, '0 1 fork->exit  - 11 c'",
        "4100,    ''",
        "100,     ''",
        "3d0f00,  ''"
    })
    void beginsAnAddressSpaceOnlyWhereTheMemoryIsNotShared(String flags, String expected) throws IOException {
        List<String> events = List.of(
                "10 1.0 task:task_newtask: pid=11 comm=c clone_flags=" + flags + " oom_score_adj=0",
                "11 2.0 sched:sched_process_exit: comm=c pid=11 prio=120 group_dead=true");
        try (LifetimeTable lifetimes = read(ftrace(events))) {
            List<String> begun = rows(lifetimes).stream()
                    .filter(row -> row.contains("fork->"))
                    .toList();
            assertThat(String.join("", begun)).isEqualTo(expected);
        }
    }

    /** Without group_dead (6.12) the last of three threads ends the process; exec ends the others' claim on it. */
    @Test
    void countsThreadsWhereTheKernelDoesNotSayWhichWasTheLast() throws IOException {
        try (LifetimeTable lifetimes = read(ftrace(List.of(
                "10 1.0 task:task_newtask: pid=11 comm=c clone_flags=1200000 oom_score_adj=0",
                "11 2.0 task:task_newtask: pid=12 comm=c clone_flags=3d0f00 oom_score_adj=0",
                "11 2.5 task:task_newtask: pid=13 comm=c clone_flags=3d0f00 oom_score_adj=0",
                "11 3.0 sched:sched_process_exit: comm=c pid=11 prio=120",
                "12 4.0 sched:sched_process_exit: comm=c pid=12 prio=120",
                "13 5.0 sched:sched_process_exit: comm=c pid=13 prio=120")))) {
            assertThat(rows(lifetimes)).containsExactly("0 4 fork->exit  - 11 c");
        }
    }

    /** An exec by thread 12 takes the process's pid 11 and leaves the address space of both. */
    @Test
    void letsAThreadThatExecsBecomeTheProcess() throws IOException {
        try (LifetimeTable lifetimes = read(ftrace(List.of(
                "10 1.0 task:task_newtask: pid=11 comm=c clone_flags=1200000 oom_score_adj=0",
                "11 2.0 task:task_newtask: pid=12 comm=c clone_flags=3d0f00 oom_score_adj=0",
                "11 3.0 sched:sched_process_exec: filename=/bin/d pid=11 old_pid=12",
                "11 4.0 sched:sched_process_exit: comm=d pid=11 prio=120")))) {
            assertThat(rows(lifetimes)).containsExactly("0 2 fork->exec  - 11 c", "2 3 exec->exit  - 11 d");
        }
    }

    @Test
    void endsTheLifeOfAPidThatIsUsedAgainAsSeenLastAndNotAsEnded() throws IOException {
        try (LifetimeTable lifetimes = read(ftrace(List.of(
                "10 1.0 task:task_newtask: pid=11 comm=c clone_flags=1200000 oom_score_adj=0",
                "11 2.0 task:task_newtask: pid=12 comm=c clone_flags=3d0f00 oom_score_adj=0",
                "10 9.0 task:task_newtask: pid=11 comm=e clone_flags=1200000 oom_score_adj=0",
                "11 9.5 sched:sched_process_exit: comm=e pid=11 prio=120 group_dead=true")))) {
            assertThat(rows(lifetimes)).containsExactly("0 1 fork->open R - 11 c", "8 8.5 fork->exit  - 11 e");
            assertThat(lifetimes.sentences()).anyMatch(told -> told.startsWith("1 pid used again"));
        }
    }

    @Test
    void saysWhichEventsWereLostAndWhichLifetimesLieAcrossTheLoss() throws IOException {
        List<String> lines = new ArrayList<>(ftrace(EVENTS));
        lines.add(0, "# entries-in-buffer/entries-written: 5/25   #P:2");
        lines.add(3, "CPU:1 [LOST 7 EVENTS]");
        try (LifetimeTable lifetimes = read(lines)) {
            assertThat(lifetimes.sentences())
                    .anyMatch(told -> told.startsWith("27 events were lost"))
                    .anyMatch(told -> told.startsWith("1 lifetime across a loss of events"));
            assertAllAccounted(lifetimes, lines);
        }
    }

    @Test
    void sortsSmallInversionsAndCountsThem() throws IOException {
        List<String> lines = new ArrayList<>(ftrace(EVENTS));
        lines.add(lines.remove(3));
        assertThatThrownBy(() -> read(lines).close())
                .isInstanceOf(MalformedTraceException.class)
                .hasMessageContaining("expected times that run back by at most 1 s, found 2.0 s");
        List<String> swapped = new ArrayList<>(ftrace(EVENTS));
        swapped.add(2, swapped.remove(3));
        try (LifetimeTable lifetimes = read(swapped)) {
            assertThat(rows(lifetimes)).hasSize(2);
            assertThat(lifetimes.sentences()).contains("1 event stood after a later one; sorted by time");
        }
    }

    private static final List<String> DEVICE_EVENTS = List.of(
            "7 1.0 intel_iommu:cache_tag_assign: dmar9/0000:00:01.0 type iotlb did 1 pasid 9 ref 1",
            "7 1.0 intel_iommu:cache_tag_assign: dmar9/0000:00:01.0 type devtlb did 1 pasid 9 ref 2",
            "7 1.0 intel_iommu:cache_tag_assign: dmar9/0000:00:01.0 type nesting_iotlb did 1 pasid 0 ref 1",
            "7 1.1 intel_iommu:cache_tag_unassign: dmar9/0000:00:01.0 type iotlb did 1 pasid 9 ref 0",
            "7 1.1 intel_iommu:cache_tag_flush_all: dmar6/0000:8a:00.0 type iotlb did 7 pasid 0 ref 1",
            "7 1.2 intel_iommu:prq_report: dmar0/0000:00:0a.0 seq# 1: rid=0x50 addr=0x559ef6f97 r---- pasid=0x2 index=0x1",
            "7 1.3 amdgpu:amdgpu_pasid_allocated: pasid=32770",
            "7 1.3 amdgpu:amdgpu_pasid_freed: pasid=32770",
            "7 1.4 kprobes:sva_bind: (iommu_sva_bind_device+0x0/0x350) dev=0xffff8881 mm=0xffff8882",
            "7 1.4 kprobes:sva_bind_ret: (idxd_cdev_open+0x1a4/0x3d0 <- iommu_sva_bind_device) ret=0xffff888012345678",
            "7 1.4 kprobes:sva_bind_ret: (idxd_cdev_open+0x1a4/0x3d0 <- iommu_sva_bind_device) ret=0xffffffffffffffe4",
            "7 1.4 kprobes:mine: (uacce_fops_open+0x9c/0x200 <- iommu_sva_bind_device) arg1=-16",
            "7 1.5 kprobes:sva_unbind: (iommu_sva_unbind_device+0x0/0x80) h=0xffff8883",
            "7 1.6 iommu:map: IOMMU: iova=0x0 - 0x1000 paddr=0x2000 size=4096");

    /** -28 is ENOSPC, in 64 bits 0xffffffffffffffe4; -16 is EBUSY. */
    @ParameterizedTest
    @EnumSource(TraceFormat.class)
    void countsEventsOfPasidsAndBindsAndTheirErrnos(TraceFormat format) throws IOException {
        List<String> lines =
                DEVICE_EVENTS.stream().map(event -> line(format, event)).toList();
        try (LifetimeTable lifetimes = read(lines)) {
            assertThat(lifetimes.sentences())
                    .contains("1 cache tag attached with a PASID")
                    .contains("1 cache tag attached with a PASID, shared with another reference")
                    .contains("1 cache tag attached without PASID")
                    .contains("1 cache tag detached with a PASID")
                    .contains("1 PASID allocated by amdgpu")
                    .contains("1 PASID freed by amdgpu")
                    .contains("1 SVA bind call")
                    .contains("1 SVA bind granted")
                    .contains("1 SVA bind refused with ENOSPC")
                    .contains("1 SVA bind refused with EBUSY")
                    .contains("1 SVA unbind call");
            assertThat(lifetimes.sentences().get(0))
                    .contains("14 events, of which 0 of processes, 11 of devices and 3 others");
            assertAllAccounted(lifetimes, lines);
        }
    }

    /** Flags of 4, 5 and 7 characters, a record-tgid column, a name in brackets, a forgotten name, the idle task, and lines of no form. */
    @Test
    void accountsForEveryLine() throws IOException {
        List<String> lines = List.of(
                "# tracer: nop",
                "  gem_exec-1010    [004] .N..    50.126420: map: IOMMU: iova=0x0 - 0x1000 paddr=0x1000 size=4096",
                "   (udev-worker)-532     [010] .....    50.2: map: IOMMU: iova=0x0 paddr=0x1000 size=4096",
                "        qemu-kvm-4575    [008] .......   50.3: unmap: IOMMU: iova=0x0 - 0x1000 size=4096 unmapped_size=4096",
                "           <...>-4576    (   4575) [008] d..2.   50.4: cgroup_notify_populated: root=0 id=2 level=1 path=/B val=1",
                "          <idle>-0       (-------) [120] ..s1.   50.5: sched_process_free: comm=a.out pid=3786313 prio=120",
                "    a b-c-21-22 [000] .....   50.6: task_newtask: pid=x comm=y clone_flags=1 oom_score_adj=0",
                "cache_tag_assign: dmar9/0000:00:01.0 type iotlb did 1 pasid 9 ref 1",
                "[    0.034626] ASID allocator initialised with 65536 entries",
                "CPU:3 [LOST 12 EVENTS]",
                "");
        try (LifetimeTable lifetimes = read(lines)) {
            assertAllAccounted(lifetimes, lines);
            assertThat(lifetimes.sentences().get(0)).contains(": 6 events").endsWith(" 2 unrecognised");
            assertThat(lifetimes.sentences())
                    .contains("2 lines are no event of this format, skipped; the first is line 8")
                    .contains("1 event of a known name has unknown fields, skipped; the first is line 7");
        }
    }

    /** Bytes that are no UTF-8 become three each, so that a path within the limit of a line is beyond 64 KiB when it is kept. */
    @Test
    void keepsNamesBeyond64KiB() throws IOException {
        byte[] path = new byte[60_000];
        Arrays.fill(path, (byte) 0xFF);
        String text = String.join("\n", ftrace(EVENTS)) + "\n";
        byte[] trace = text.replace("/x", "/" + new String(path, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(directory.resolve("trace"), trace);
        try (var lines = BoundedLines.of(file);
                LifetimeTable lifetimes = LifetimeTable.read(lines)) {
            assertThat(rows(lifetimes).get(0)).contains("/" + "\uFFFD".repeat(60_000));
        }
        var bytes = new ByteArrayOutputStream();
        var kept = new TracedLifetime(
                1,
                2,
                "\uFFFD".repeat(60_000),
                "fork->exit",
                false,
                true,
                new TracedLifetime.Owner("m", 3, "c"),
                new TracedLifetime.Held("d", "7"),
                4);
        TracedLifetime.CODEC.write(kept, new DataOutputStream(bytes));
        assertThat(TracedLifetime.CODEC.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(kept);
    }

    private static final Pattern COUNTS = Pattern.compile("(?<lines>\\d+) lines? of .*: (?<events>\\d+) events?, .*;"
            + " (?<headers>\\d+) (?:headers and blanks|header or blank), (?<unrecognised>\\d+) unrecognised");

    /** Each line is a header or blank, a loss, an event or unrecognised. */
    private static void assertAllAccounted(LifetimeTable lifetimes, List<String> lines) {
        Matcher counts = COUNTS.matcher(lifetimes.sentences().get(0));
        assertThat(counts.matches()).isTrue();
        long losses = lines.stream().filter(line -> line.contains("[LOST ")).count();
        assertThat(Integer.parseInt(counts.group("lines"))).isEqualTo(lines.size());
        assertThat(Stream.of("events", "headers", "unrecognised")
                                .mapToInt(kind -> Integer.parseInt(counts.group(kind)))
                                .sum()
                        + losses)
                .isEqualTo(lines.size());
    }

    private static List<String> ftrace(List<String> events) {
        return events.stream().map(event -> line(TraceFormat.FTRACE, event)).toList();
    }

    private LifetimeTable read(List<String> lines) throws IOException {
        Path file = Files.write(directory.resolve("trace"), lines);
        try (var text = BoundedLines.of(file)) {
            return LifetimeTable.read(text);
        }
    }

    /** Start, end, class, censoring, cgroup (- for none), pid and name. */
    private static List<String> rows(LifetimeTable lifetimes) {
        List<String> rows = new ArrayList<>();
        lifetimes.forEachByStart(cells -> rows.add(Stream.of(
                        cells[2],
                        cells[3],
                        cells[11],
                        cells[12],
                        cells[5].isEmpty() ? "-" : cells[5],
                        cells[13],
                        cells[14])
                .collect(Collectors.joining(" "))));
        return rows;
    }
}
