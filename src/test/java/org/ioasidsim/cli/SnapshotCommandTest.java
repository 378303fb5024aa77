package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot must be a scenario that runs whatever the machine has, must say only what was read, and must lose no process. */
@Tag("slow")
class SnapshotCommandTest {
    private static final String ARM = "processor\t: 0\nCPU implementer\t: 0x48\n";
    private static final String CGROUP = "sys/fs/cgroup";

    @TempDir
    private Path directory = Path.of("");

    private Path machine = Path.of("");
    private int lastPid;

    @BeforeEach
    void anEmptyMachine() throws IOException {
        machine = directory.resolve("machine");
        Files.createDirectories(machine.resolve("proc"));
        lastPid = 1000;
    }

    @Test
    void describesAnArmHostWhoseMiscControllerKnowsPasids() throws IOException {
        host(ARM, "6.8.0-31-generic", "0-127");
        file("var/log/dmesg", "[    0.1] ASID allocator initialised with 32768 entries\n");
        file("sys/class/iommu/smmu3.0x0000000148000000/uevent", "");
        file(CGROUP + "/misc.capacity", "pasid 65406\nsev 500\n");
        group(CGROUP, 0, "", "");
        group(CGROUP + "/web.slice", 10, "25", "4096");
        file(CGROUP + "/web.slice/misc.max", "pasid 1000\nsev max\n");
        group(CGROUP + "/ci.slice", 4, "4", "max");

        String yaml = valid();

        assertThat(yaml)
                .contains("preset: arm64-smmuv3-64k ", "cpus: 128 ", "sva: mm-drop ", "asid_scheme: pinned ")
                .contains("asid_bits: 16 ", "kpti: on ", "# /var/log/dmesg: ASID allocator initialised with 32768")
                .contains("controls: {misc_pasid: on}", "sev 500, which is not modelled")
                .contains("/web.slice: {pids.max: 4096, misc.max: pasid 1000}", "/ci.slice: {}")
                .contains("initial: 10 ", "threads: 2 ", "initial: 4 ", "threads: 1 ");
        // (4096 - 25) tasks / 2 threads = 2035 processes in 10 s
        assertThat(yaml)
                .contains("tenants.web-slice.processes.arrivals: {every: 4.914005ms, jitter: 4.914005ms}")
                .doesNotContain("tenants.ci-slice.processes.arrivals");
        // 2^16 / 2 - 128 - 2
        assertThat(Cli.run("show", scenario(yaml).toString()).out()).contains("capacity 32638 ids");
    }

    @Test
    void takesTheSchemeOfSmmuAsidsFromANewerKernel() throws IOException {
        host(ARM, "6.12.117", "0-63");

        assertThat(valid())
                .contains("preset: arm64-private-64k ", "asid_scheme: private ")
                .contains("The width of the ASIDs is the preset's")
                .contains("# - /var/log/dmesg: no such file")
                .doesNotContain("asid_bits:");
    }

    /** Bit 40 of ecap says that there are PASIDs, bits 35 to 39 their width less 1; AMD's features have it in bits 32 to 36. */
    @ParameterizedTest
    @CsvSource({
        "GenuineIntel, 6.6, dmar0/intel-iommu/ecap, 19800000000, x86-vtd-20bit, pasid_bits: 20",
        "GenuineIntel, 6.6, dmar0/intel-iommu/ecap, 17800000000, x86-vtd-20bit, pasid_bits: 16",
        "GenuineIntel, 6.6, dmar0/intel-iommu/ecap, 1f800000000, x86-vtd-20bit, pasid_bits: 20",
        "GenuineIntel, 6.6, dmar0/intel-iommu/ecap, 09800000000, x86-vtd-20bit, No IOMMU of",
        "GenuineIntel, 5.15, dmar0/intel-iommu/ecap, 0x19800000000, x86-vtd-20bit, sva: last-unbind",
        "AuthenticAMD, 6.6, ivhd0/amd-iommu/features, f00000000:1, amd-16bit, pasid_bits: 16",
        "AuthenticAMD, 6.6, ivhd0/amd-iommu/features, 1300000000, amd-16bit, max_pasids: 1048575",
        "GenuineIntel, 6.6, dmar0/intel-iommu/ecap, nonsense, x86-vtd-20bit, is not a hexadecimal number"
    })
    void readsTheWidthOfPasidsFromTheIommu(
            String vendor, String release, String register, String value, String preset, String said)
            throws IOException {
        host("vendor_id\t: " + vendor + "\n", release, "0-7");
        file("sys/class/iommu/" + register, value + "\n");

        assertThat(valid()).contains("preset: " + preset + " ", said);
    }

    @Test
    void takesTheNarrowestIommu() throws IOException {
        host("vendor_id\t: GenuineIntel\n", "6.6", "0-7");
        file("sys/class/iommu/dmar0/intel-iommu/ecap", "19800000000\n");
        file("sys/class/iommu/dmar1/intel-iommu/ecap", "17800000000\n");
        file("sys/class/iommu/dmar2/intel-iommu/ecap", "f020de\n");

        assertThat(valid()).contains("pasid_bits: 16 ", "the narrowest of 3");
    }

    @Test
    void readsTheHierarchyOfThePidsControllerInTheHybridLayout() throws IOException {
        host("vendor_id\t: GenuineIntel\n", "5.15", "0,2-4");
        group(CGROUP + "/unified", 9, "", "");
        group(CGROUP + "/pids", 2, "", "");
        group(CGROUP + "/pids/docker", 0, "6", "max");
        group(CGROUP + "/pids/docker/0123abcd", 3, "6", "100");

        String yaml = valid();

        assertThat(yaml).contains("(cgroup v1)", "cpus: 4 ", "/docker/0123abcd: {pids.max: 100}");
        assertThat(processes(yaml)).isEqualTo(5);
    }

    @Test
    void saysWhatIsMissingAndAssumesNothingInItsPlace() throws IOException {
        String yaml = valid();

        assertThat(yaml)
                .contains("# - /proc/cpuinfo: no such file", "# - /sys/class/iommu: no such directory")
                .contains("an assumption: the processor is not known", "scenario: snapshot\n")
                .doesNotContain("  cpus:", "  pid_max:", "  sva:", "  kpti:");
        assertThat(Cli.run("run", scenario(yaml).toString(), "--no-charts", "--out", directory.toString())
                        .status())
                .isZero();
    }

    /** A directory stands where each file should be: reading fails even for the superuser. */
    @Test
    void saysWhichFilesCannotBeRead() throws IOException {
        for (String name : new String[] {
            "proc/cpuinfo", "proc/sys/kernel/osrelease", "proc/sys/kernel/pid_max", CGROUP + "/cgroup.procs"
        }) {
            Files.createDirectories(machine.resolve(name));
        }

        assertThat(valid())
                .contains("# - /proc/cpuinfo: cannot be read", "# - /proc/sys/kernel/pid_max: cannot be read")
                .contains("# - /sys/fs/cgroup/cgroup.procs: cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "0", "x", "4194305", "99999999999999999999"})
    void saysThatAPidMaxIsNone(String text) throws IOException {
        file("proc/sys/kernel/pid_max", text + "\n");

        assertThat(valid()).doesNotContain("  pid_max: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3-1", "0-99999", "a-b", "0-", ",", "0-7,x"})
    void saysThatAListOfCpusIsNone(String text) throws IOException {
        file("sys/devices/system/cpu/possible", text + "\n");

        assertThat(valid()).doesNotContain("cpus: ").contains("# - /sys/devices/system/cpu/possible: ");
    }

    @Test
    void writesOddNamesAsAScenarioCan() throws IOException {
        host(ARM, "6.8", "0-7");
        group(CGROUP, 0, "", "");
        String[] odd = {
            "system-getty\\x2dtty.slice",
            "a b",
            "a_b",
            "a\tb",
            "{instance}",
            "#x",
            "q\"'",
            "x: y",
            "línea",
            "-",
            "a,b",
            "*"
        };
        for (String name : odd) {
            group(CGROUP + "/" + name, 0, "2", "max");
            group(CGROUP + "/" + name + "/in side", 2, "2", "10");
        }

        String yaml = valid("--tenants", "100");

        assertThat(yaml)
                .contains("\"/system-getty\\\\x2dtty.slice\": {}", "\"/system-getty\\\\x2dtty.slice/in_side\"")
                .contains("/a_b: {}", "/a_b_2: {}", "/a_b_3: {}", "there /a b");
        assertThat(processes(yaml)).isEqualTo(odd.length * 2);
    }

    @ParameterizedTest
    @CsvSource({
        "max, {}, 0",
        "4194304, {pids.max: 4194304}, 0",
        "4194305, {}, 1",
        "99999999999999999999, {}, 1",
        "-5, {}, 1",
        "0, {pids.max: 0}, 0"
    })
    void takesALimitOnlyWhereItIsOne(String max, String limits, int isNoted) throws IOException {
        host(ARM, "6.8", "0-7");
        group(CGROUP, 0, "", "");
        group(CGROUP + "/web", 1, "1", max);

        String yaml = valid();

        assertThat(yaml).contains("/web: " + limits + " ");
        assertThat(yaml.contains("/sys/fs/cgroup/web/pids.max: is neither max nor a number"))
                .isEqualTo(isNoted == 1);
    }

    @Test
    void saysWhereAGroupIsAboveItsLimit() throws IOException {
        host(ARM, "6.8", "0-7");
        group(CGROUP, 0, "", "");
        group(CGROUP + "/web", 4, "4", "3");

        assertThat(valid()).contains("pids.current 4, above the limit");
    }

    @Test
    void takesALimitOfMiscBeyondAllIdsForNone() throws IOException {
        host(ARM, "6.8", "0-7");
        group(CGROUP, 0, "", "");
        group(CGROUP + "/web", 1, "1", "max");
        file(CGROUP + "/misc.capacity", "asid 65526\npasid 65526\n");
        file(CGROUP + "/web/misc.max", "pasid 18446744073709551614\nasid 7\n");

        assertThat(valid()).contains("{misc_asid: on, misc_pasid: on}", "/web: {misc.max: asid 7}");
    }

    /** Kernel threads have no address space, which {@code statm} tells; without cgroups, /proc has all processes. */
    @Test
    void countsNoKernelThreads() throws IOException {
        host("vendor_id\t: GenuineIntel\n", "6.6", "0-1");
        file("proc/1/statm", "42000 3000 2000 10 0 500 0\n");
        file("proc/2/statm", "0 0 0 0 0 0 0\n");
        file("proc/17/statm", "100 30 20 10 0 50 0\n");
        assertThat(processes(valid())).isEqualTo(2);

        file(CGROUP + "/cgroup.procs", "1\n2\n17\n18\n");
        assertThat(processes(valid())).as("18 has no statm and counts").isEqualTo(3);
    }

    /** 60 groups of 1 to 60 processes, in the largest of them three more of 20 each. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 16, 62, 63, 1000})
    void losesNoProcessHoweverFewTenantsThereMayBe(int most) throws IOException {
        host(ARM, "6.8", "0-7");
        group(CGROUP, 3, "", "");
        for (int i = 1; i < 60; i++) {
            group(CGROUP + "/g" + i, i, "" + i, "max");
        }
        group(CGROUP + "/large", 0, "60", "max");
        for (String name : new String[] {"a", "b", "c"}) {
            group(CGROUP + "/large/" + name, 20, "20", "max");
        }

        String yaml = valid("--tenants", Integer.toString(most));

        assertThat(processes(yaml)).isEqualTo(3 + 59 * 60 / 2 + 60);
        assertThat(Pattern.compile("kind: container").matcher(yaml).results().count())
                .isEqualTo(Math.min(most, most >= 63 ? 63 : 61));
        assertThat(yaml.contains("no group of the machine")).isEqualTo(most < 61);
    }

    /** Whatever a machine's limits are, there is something to compare. */
    @Test
    void asksAboutTwiceAsManyWhereNoLimitLeavesRoom() throws IOException {
        host(ARM, "6.8", "0-7");
        group(CGROUP, 3, "", "");
        group(CGROUP + "/full", 4, "4", "4");

        String yaml = valid();

        assertThat(yaml).contains("now: {}", "twice-as-many:", "tenants.full.processes.initial: 8");
        Cli cli = Cli.run("compare", scenario(yaml).toString(), "--no-charts", "--out", "" + directory);
        assertThat(cli.status()).as(cli.err()).isZero();
    }

    /** 20 groups that may have 65,536 tasks each: about 20 times as much as there are ids, of which a quarter too many arrive. */
    @Test
    void runsWhenTheLimitsAreFarAboveTheIds() throws IOException {
        host(ARM, "6.8", "0-127");
        group(CGROUP, 0, "", "");
        for (int i = 0; i < 20; i++) {
            group(CGROUP + "/unit" + i + ".service", 2, "2", "65536");
        }

        String yaml = valid("--tenants", "20");

        assertThat(yaml).contains("81920 arrive, in proportion", "{every: 2.4414063ms, ");
        Cli cli = Cli.run("run", scenario(yaml).toString(), "--no-charts", "--format", "csv", "--out", "" + directory);
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(csv(cli.out(), "now,*,capacity")).isEqualTo(65_406);
        assertThat(csv(cli.out(), "now,*,held_peak")).isEqualTo(40);
        assertThat(csv(cli.out(), "limits-filled,*,held_peak")).isEqualTo(65_406);
    }

    /**
     * Of 4,030 tasks that a slice may have, 30 are there and 4,000 left: 10 and 20 processes of one task each share them alike. A limit of its own leaves the
     * third service 40, which are outside of the slice. In 10 s they fill up to the last task, and none is refused: refusals by chance would look like those of
     * a limit that matters.
     */
    @Test
    void dividesTheRoomBelowALimitThatSeveralShare() throws IOException {
        host(ARM, "6.8", "0-127");
        group(CGROUP, 0, "", "");
        group(CGROUP + "/slice", 0, "30", "4030");
        group(CGROUP + "/slice/a.service", 10, "10", "max");
        group(CGROUP + "/slice/b.service", 20, "20", "max");
        group(CGROUP + "/c.service", 10, "10", "50");

        assertThat(valid())
                .contains(
                        "tenants.a-service.processes.arrivals: {every: 5ms, jitter: 5ms}",
                        "tenants.b-service.processes.arrivals: {every: 5ms, jitter: 5ms}",
                        "tenants.c-service.processes.arrivals: {every: 250ms, jitter: 250ms}");
        Path results = directory.resolve("out");
        Cli cli = Cli.run(
                "run",
                directory.resolve("snapshot.yaml").toString(),
                "--no-charts",
                "--format",
                "csv",
                "--out",
                results.toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(csv(cli.out(), "limits-filled,*,held_peak")).isEqualTo(4030 + 50);
        assertThat(Files.readString(results.resolve("snapshot/run/refusals.csv")))
                .doesNotContain("limits-filled");
    }

    @Test
    void listsTheQueuesOfAccelerators() throws IOException {
        host("vendor_id\t: GenuineIntel\n", "6.6", "0-1");
        queue("wq0.0", "shared", "enabled", "user");
        queue("wq0.1", "dedicated", "enabled", "user");
        queue("wq0.2", "dedicated", "disabled", "user");
        queue("wq0.3", "dedicated", "enabled", "kernel");
        file("sys/class/uacce/hisi_zip-0/available_instances", "1022\n");
        file("sys/bus/pci/devices/0000:6a:01.0/uevent", "DRIVER=idxd\nPCI_ID=8086:0B25\n");

        assertThat(valid())
                .contains("dsa-shared: {} ", "dsa-dedicated: {work_queues: 1, mode: dedicated} ")
                .contains("hisi_zip-0: {work_queues: 1022, mode: dedicated}", "devices: [dsa-shared]", "idxd 1");
    }

    @Test
    void describesTheMachineThatItRunsOn() {
        Path file = directory.resolve("here.yaml");
        Cli cli = Cli.run("snapshot", "-o", file.toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out()).isEqualTo(file + "\n");
        assertThat(Cli.run("validate", file.toString()).err()).isEmpty();
    }

    @Test
    void refusesWhatIsNoMachine() throws IOException {
        Path none = Files.createDirectories(directory.resolve("none"));
        for (Path path : new Path[] {none, none.resolve("missing")}) {
            Cli cli = Cli.run("snapshot", "--root", path.toString());
            assertThat(cli.status()).isEqualTo(3);
            assertThat(cli.err())
                    .startsWith(path + ": expected a directory with proc and sys")
                    .hasLineCount(1);
        }
        assertThat(Cli.run("snapshot", "--tenants", "1").status()).isEqualTo(2);
    }

    private void host(String cpuinfo, String release, String possible) throws IOException {
        file("proc/cpuinfo", cpuinfo);
        file("proc/sys/kernel/osrelease", release + "\n");
        file("sys/devices/system/cpu/possible", possible + "\n");
    }

    /** Makes a cgroup with processes; an empty text leaves its file out. */
    private void group(String path, int processes, String tasks, String max) throws IOException {
        var pids = new StringBuilder();
        for (int i = 0; i < processes; i++) {
            pids.append(++lastPid).append('\n');
        }
        file(path + "/cgroup.procs", pids.toString());
        if (!tasks.isEmpty()) {
            file(path + "/pids.current", tasks + "\n");
        }
        if (!max.isEmpty()) {
            file(path + "/pids.max", max + "\n");
        }
    }

    private void queue(String name, String mode, String state, String type) throws IOException {
        file("sys/bus/dsa/devices/" + name + "/mode", mode + "\n");
        file("sys/bus/dsa/devices/" + name + "/state", state + "\n");
        file("sys/bus/dsa/devices/" + name + "/type", type + "\n");
    }

    private void file(String path, String text) throws IOException {
        Path file = machine.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    /** Returns what a snapshot of the machine prints, which must be a valid scenario. */
    private String valid(String... options) throws IOException {
        String[] args = new String[options.length + 3];
        System.arraycopy(new String[] {"snapshot", "--root", machine.toString()}, 0, args, 0, 3);
        System.arraycopy(options, 0, args, 3, options.length);
        Cli cli = Cli.run(args);
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(Cli.run("validate", scenario(cli.out()).toString()).err())
                .as(cli.out())
                .isEmpty();
        return cli.out();
    }

    private Path scenario(String yaml) throws IOException {
        return Files.writeString(directory.resolve("snapshot.yaml"), yaml);
    }

    private static int processes(String yaml) {
        return Pattern.compile("(?<![.])initial: (\\d+)")
                .matcher(yaml)
                .results()
                .map(MatchResult::group)
                .mapToInt(found -> Integer.parseInt(found.substring("initial: ".length())))
                .sum();
    }

    /** Returns the mean of the row of summary.csv that begins so. */
    private static double csv(String csv, String start) {
        String row = csv.lines()
                .filter(line -> line.startsWith(start + ","))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(row.split(",", -1)[5]);
    }
}
