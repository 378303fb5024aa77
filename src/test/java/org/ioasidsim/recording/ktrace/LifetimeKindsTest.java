package org.ioasidsim.recording.ktrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ioasidsim.recording.table.BoundedLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces as people have them: of other fields and tools, of several machines, wrapped, with PASIDs; and no end that is not in them. */
class LifetimeKindsTest {
    private static final String SHELL = "sh-10 [000] ..... ";

    @TempDir
    private Path directory = Path.of("");

    /** The child (11) runs on, so that the leader's exit at 3 s may leave a thread: 2 s are seen. Had it ended at 2.5, 3 s would be the end. */
    @ParameterizedTest
    @CsvSource({"4.0, '1 2 exec->open R 10'", "2.5, '1 2 exec->exit  10'"})
    void makesUpNoEndWhereAThreadMayLiveOn(String childEnds, String row) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                " sh-9 [000] ..... 0.0: task_newtask: pid=10 comm=sh clone_flags=4100 oom_score_adj=0",
                " a-10 [000] ..... 1.0: sched_process_exec: filename=/bin/a pid=10 old_pid=10",
                " a-10 [000] ..... 1.5: sched_process_fork: comm=a pid=10 child_comm=a child_pid=11",
                " a-10 [000] ..... 3.0: sched_process_exit: comm=a pid=10 prio=120"));
        lines.add(
                childEnds.startsWith("2") ? 3 : 4,
                " a-11 [000] ..... " + childEnds + ": sched_process_exit: comm=a pid=11 prio=120");
        assertThat(rows(lines)).containsExactly(row.replace("1 2 exec", "1 3 exec"));
    }

    /** 11 execs under its own number, so that it is no thread of 10, whose exit then is its end. */
    @Test
    void takesAChildThatExecsForAProcess() throws IOException {
        assertThat(rows(List.of(
                        " sh-9 [000] ..... 0.0: task_newtask: pid=10 comm=sh clone_flags=4100 oom_score_adj=0",
                        " a-10 [000] ..... 1.0: sched_process_exec: filename=/bin/a pid=10 old_pid=10",
                        " a-10 [000] ..... 1.5: sched_process_fork: comm=a pid=10 child_comm=a child_pid=11",
                        " b-11 [000] ..... 2.0: sched_process_exec: filename=/bin/b pid=11 old_pid=11",
                        " a-10 [000] ..... 3.0: sched_process_exit: comm=a pid=10 prio=120")))
                .containsExactly("1 3 exec->exit  10", "2 3 exec->open R 11");
    }

    /** Without clone flags the child is a process if its group is dead while its maker runs; after the maker's exit nobody knows. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesAChildWhoseGroupDiesBeforeItsMakerForAProcess(boolean makerLives) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                SHELL + "1.0: sched_process_fork: comm=sh pid=10 child_comm=sh child_pid=11",
                "sh-11 [001] ..... 5.0: sched_process_exit: comm=sh pid=11 prio=120 group_dead=true"));
        lines.add(
                makerLives ? 2 : 1,
                SHELL + (makerLives ? "6" : "2") + ".0: sched_process_exit: comm=sh pid=10 prio=120 group_dead=false");
        assertThat(rows(lines)).isEqualTo(makerLives ? List.of("0 4 fork->exit  11") : List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sh 10 [001] 1.0: %s",
                "sh 10 1.0: %s",
                "sh 10/10 [001] 1.0: %s",
                "sh 10 [001] d..1. 1.0: %s",
                "10 1.0: %s",
                "sh 10 [001] 1.0:          1 %s",
                "sh 10/10 1.000000001: 250 %s",
                "1.0: %s",
                "sh 1.0: %s"
            })
    void readsPerfWithWhateverFields(String form) throws IOException {
        String exec = "sched:sched_process_exec: filename=/bin/a pid=10 old_pid=10";
        String exit = "sched:sched_process_exit: comm=a pid=10 prio=120 group_dead=true";
        List<String> lines = List.of(String.format(form, exec), String.format(form.replace("1.0", "3.0"), exit));
        assertThat(rows(lines)).anyMatch(row -> row.matches("0 [23](\\.9+)? exec->exit  10"));
    }

    /** 20 is a process and 21 a thread of it, as their numbers say; what was there before is told at time 0 and starts nothing. */
    @Test
    void readsTaskEventsOfPerf() throws IOException {
        assertThat(rows(List.of(
                        "  :-1    -1 [000]  0.000000: PERF_RECORD_COMM: init:1/1",
                        "  :-1    -1 [000]  0.000000: PERF_RECORD_FORK(1:1):(0:0)",
                        "sh 10 [000] 100.0: PERF_RECORD_FORK(20:20):(10:10)",
                        "sh 20 [000] 101.0: PERF_RECORD_COMM exec: my tool:20/20",
                        "my tool 20 [000] 101.5: PERF_RECORD_FORK(20:21):(20:20)",
                        "my tool 20 [000] 102.0: PERF_RECORD_EXIT(20:20):(10:10)",
                        "my tool 21 [000] 103.0: PERF_RECORD_EXIT(20:21):(20:20)")))
                .containsExactly("0 3 before->open LR 10", "0 1 fork->exec  20", "1 3 exec->exit  20");
    }

    /** Both machines have a process 10; the guest's exit ends the guest's. */
    @Test
    void keepsTheProcessesOfHostAndGuestApart() throws IOException {
        try (LifetimeTable table = read(List.of(
                "      trace.dat: cpus=2",
                "trace-guest.dat: cpus=1",
                "      trace.dat:     sh-9 [000] 1.0: task_newtask: pid=10 comm=sh clone_flags=1200000 oom_score_adj=0",
                "trace-guest.dat:     sh-9 [000] 2.0: task_newtask: pid=10 comm=sh clone_flags=1200000 oom_score_adj=0",
                "trace-guest.dat:     sh-10 [000] 3.0: sched_process_exit: comm=sh pid=10 prio=120 group_dead=true",
                "      trace.dat:     sh-10 [000] 5.0: sched_process_exit: comm=sh pid=10 prio=120 group_dead=true"))) {
            List<String> hosts = new ArrayList<>();
            table.forEachByStart(cells -> hosts.add(cells[7] + " " + cells[4]));
            assertThat(hosts).containsExactly("trace.dat 4", "trace-guest.dat 1");
        }
    }

    @Test
    void readsATraceThatBeginsAfterThousandsOfOtherLines() throws IOException {
        List<String> lines = new ArrayList<>(IntStream.range(0, 5000)
                .mapToObj(i -> "  sh-10 [000] ..... 0.5: do_sys_open <-x64_sys_open")
                .toList());
        lines.add(SHELL + "1.0: task_newtask: pid=11 comm=sh clone_flags=1200000 oom_score_adj=0");
        lines.add("sh-11 [001] ..... 2.0: sched_process_exit: comm=sh pid=11 prio=120 group_dead=true");
        assertThat(rows(lines)).containsExactly("0 1 fork->exit  11");
    }

    @Test
    void readsAWallClockOfTenDigitsAndSaysTheDate() throws IOException {
        try (LifetimeTable table = read(List.of(
                SHELL + "1700000000.25: task_newtask: pid=11 comm=sh clone_flags=1200000 oom_score_adj=0",
                "sh-11 [001] ..... 1700000001.5: sched_process_exit: comm=sh pid=11 prio=120 group_dead=true",
                "sh-10 [001] ..... 1700000601.5: sched_switch: prev_comm=sh"))) {
            assertThat(rows(table)).containsExactly("0 1.25 fork->exit  11");
            assertThat(table.sentences())
                    .anyMatch(told -> told.startsWith(
                            "the first event is at 1700000000 s (2023-11-14 22:13:20 UTC if that is Unix time)"))
                    .anyMatch(told -> told.startsWith("nothing starts or lives for 10 min, from 1 s on"));
        }
    }

    /** A line may be broken behind its head, its event or in its fields. */
    @Test
    void joinsLinesThatAMailProgramHasWrapped() throws IOException {
        List<String> whole = List.of(
                SHELL + "1.0: task_newtask: pid=11 comm=sh clone_flags=1200000 oom_score_adj=0",
                "sh-11 [001] ..... 2.0: sched_process_exit: comm=sh pid=11 prio=120 group_dead=true");
        for (String place : List.of("1.0:", "task_newtask:", "comm=sh", "pid=11")) {
            List<String> wrapped = whole.stream()
                    .flatMap(line -> Arrays.stream(
                            line.contains(place)
                                    ? line.replaceFirst(place + " ", place + "\n")
                                            .split("\n", -1)
                                    : new String[] {line}))
                    .toList();
            assertThat(wrapped).as(place).hasSizeGreaterThan(2);
            try (LifetimeTable table = read(wrapped)) {
                assertThat(rows(table)).as(place).containsExactly("0 1 fork->exit  11");
                assertThat(table.sentences())
                        .anyMatch(
                                told -> told.matches(
                                        "[0-9]+ lines? joined to (that|those) before (it|them), since the lines look wrapped.*"));
            }
        }
    }

    /** PASID 5 has two tags on the device and is held until the second is gone; 0 is no PASID; 6 began before; 7 is still held. */
    @Test
    void followsCacheTagsFromTheFirstToTheLast() throws IOException {
        String tag = "cache_tag_%s: dmar1/0000:01:00.0 type %s did 3 pasid %d ref %d";
        assertThat(rows(List.of(
                        "x-50 [000] ..... 1.0: " + String.format(tag, "assign", "iotlb", 5, 1),
                        "x-50 [000] ..... 1.5: " + String.format(tag, "assign", "devtlb", 5, 1),
                        "x-50 [000] ..... 2.0: " + String.format(tag, "assign", "iotlb", 0, 1),
                        "x-50 [000] ..... 3.0: " + String.format(tag, "unassign", "iotlb", 6, 0),
                        "x-50 [000] ..... 3.5: " + String.format(tag, "unassign", "devtlb", 6, 0),
                        "x-50 [000] ..... 4.0: " + String.format(tag, "unassign", "iotlb", 5, 0),
                        "x-50 [000] ..... 5.0: " + String.format(tag, "unassign", "devtlb", 5, 0),
                        "y-51 [000] ..... 6.0: " + String.format(tag, "assign", "iotlb", 7, 1),
                        "y-51 [000] ..... 8.0: sched_switch: prev_comm=y")))
                .containsExactly(
                        "0 4 cache-tag  50 dmar1/0000:01:00.0 5",
                        "0 2.5 cache-tag L  dmar1/0000:01:00.0 6",
                        "5 7 cache-tag R 51 dmar1/0000:01:00.0 7");
    }

    @Test
    void followsPasidsOfAmdgpuAndOfIommufd() throws IOException {
        assertThat(rows(List.of(
                        "x 50 [000] 1.0: amdgpu:amdgpu_pasid_allocated: pasid=32770",
                        "x 50 [000] 2.0: probe:try: (iommufd_device_attach+0x0/0x10) idev=0xff01 pasid=0x9 pt_id=4",
                        "x 50 [000] 3.0: iommufd:iommufd_device_detach: idev=0xff01 pasid=9",
                        "x 50 [000] 4.5: amdgpu:amdgpu_pasid_freed: pasid=32770")))
                .containsExactly("0 3.5 amdgpu  50 amdgpu 32770", "1 2 attach  50 0xff01 9");
    }

    /** Two binds of one address space to one device return one handle, which is gone with the second unbind; -16 is EBUSY and binds nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void followsBondsThroughTheProbesOfFtraceAndOfPerf(boolean isPerf) throws IOException {
        String bind = isPerf
                ? "x 50 [000] %s: probe:iommu_sva_bind_device: (ffffffff81a0) dev=0xd1"
                : "x-50 [000] ..... %s: sva_bind: (iommu_sva_bind_device+0x0/0x350) dev=0xd1";
        String returned = isPerf
                ? "x 50 [000] %s: probe:iommu_sva_bind_device__return: (ffffffff81a0 <- ffffffff81b0) handle=%s"
                : "x-50 [000] ..... %s: mine: (open+0x1/0x2 <- iommu_sva_bind_device) anything=%s";
        String unbind = isPerf
                ? "x 50 [000] %s: probe:iommu_sva_unbind_device: (ffffffff81c0) h=0xffff8881"
                : "x-50 [000] ..... %s: sva_unbind: (iommu_sva_unbind_device+0x0/0x80) h=0xffff8881";
        List<String> lines = new ArrayList<>();
        for (String second : List.of("1", "2")) {
            lines.add(String.format(bind, second + ".0"));
            lines.add(String.format(returned, second + ".5", "0xffff8881"));
        }
        for (String refusal : List.of("-16", "0xfffffffffffffff0", "18446744073709551600", "0xfffffff0")) {
            lines.add(String.format(returned, "2.7", refusal));
        }
        lines.add(String.format(unbind, "3.0"));
        lines.add(String.format(unbind, "4.0"));
        try (LifetimeTable table = read(lines)) {
            assertThat(rows(table)).containsExactly("0.5 3 bond  50 0xd1 ");
            assertThat(table.sentences())
                    .contains("2 SVA binds granted", "4 SVA binds refused with EBUSY", "2 SVA bind calls");
            assertThat(table.refusals()).hasValue(4);
        }
    }

    @Test
    void saysWhatIsThereAndWhatToRecordWhereNothingLives() throws IOException {
        try (LifetimeTable table = read(List.of("x-50 [000] ..... 1.0: sched_switch: prev_comm=x"))) {
            assertThat(table.count()).isZero();
            assertThat(table.advice().get(0))
                    .startsWith("found only sched_switch: record task:task_newtask, sched:sched_process_fork, ");
            assertThat(table.advice()).anyMatch(line -> line.startsWith("  trace-cmd record "));
        }
    }

    private List<String> rows(List<String> lines) throws IOException {
        try (LifetimeTable table = read(lines)) {
            return rows(table);
        }
    }

    /** Start, end, class, censoring and pid; device and PASID where there are such columns. */
    private static List<String> rows(LifetimeTable table) {
        boolean isOfPasids = table.columns().contains("pasid");
        List<String> rows = new ArrayList<>();
        table.forEachByStart(cells -> rows.add(
                Stream.of(cells[2], cells[3], cells[11], cells[12], cells[13]).collect(Collectors.joining(" "))
                        + (isOfPasids ? " " + cells[10] + " " + cells[15] : "")));
        return rows;
    }

    private LifetimeTable read(List<String> lines) throws IOException {
        Path file = Files.write(directory.resolve("trace"), lines);
        try (var text = BoundedLines.of(file)) {
            return LifetimeTable.read(text);
        }
    }
}
