package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A machine that cannot bind, or of another kind than its files look like at first sight, must not become one with a million ids. */
class SnapshotKindsTest {
    @TempDir
    private Path machine = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "AuthenticAMD, 6.12.64-1-lts, true",
        "AuthenticAMD, 6.12.63-1-lts, false",
        "GenuineIntel, 6.17.0-22-generic, true",
        "GenuineIntel, 6.17.0-21-generic, false",
        "GenuineIntel, 6.17.0, false",
        "GenuineIntel, 6.18.0, false"
    })
    void saysWhichKernelsOnX86RefuseEveryBind(String vendor, String release, boolean isGated) throws IOException {
        file("proc/cpuinfo", "vendor_id : " + vendor + "\n");
        file("proc/sys/kernel/osrelease", release + "\n");
        String yaml = snapshot();
        assertThat(yaml.contains("x86_gate: on ")).isEqualTo(isGated);
        assertThat(yaml.contains("refuses every bind with -EOPNOTSUPP")).isEqualTo(isGated);
    }

    @Test
    void knowsTheKernelByItsBannerAlone() throws IOException {
        file("proc/version", "Linux version 6.18.7-arch1 (build@host) (gcc 15) #1 SMP\n");
        assertThat(snapshot())
                .contains("kernel: 6.18.7 ", "# /proc/version: 6.18.7-arch1")
                .doesNotContain("osrelease: no such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CPU implementer : 0x41,CPU architecture: 7 | x86-vtd-20bit | 32-bit Arm",
                "Features : half thumb fastmult vfp neon aes,CPU implementer : 0x41,CPU architecture: 8 | x86-vtd-20bit | 32-bit Arm",
                "vendor : GenuineIntel,arch : IA-64,family : Itanium 2 | x86-vtd-20bit | Itanium"
            })
    void takesNoOldProcessorForOneThatBinds(String cpuinfo, String preset, String kind) throws IOException {
        file("proc/cpuinfo", cpuinfo.replace(",", "\n") + "\n");
        assertThat(snapshot())
                .contains("preset: " + preset, "a processor of the kind " + kind, "x86_gate: on ")
                .doesNotContain("asid_bits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Features : fp asimd evtstrm aes,CPU implementer : 0x41,CPU architecture: 8 | preset: arm64-smmuv3-64k ",
                "processor : 0,hart : 2,isa : rv64imafdch_zicbom,mmu : sv48 | preset: riscv-20bit "
            })
    void knowsArmOf64BitsAndRiscV(String cpuinfo, String preset) throws IOException {
        file("proc/cpuinfo", cpuinfo.replace(",", "\n") + "\n");
        assertThat(snapshot()).contains(preset).doesNotContain("x86_gate");
    }

    /** 2^8 - 1, 2^17 - 1, 2^20 - 1: id 0 is never given out. */
    @ParameterizedTest
    @CsvSource({"riscv-8bit, 255", "riscv-17bit, 131071", "riscv-20bit, 1048575"})
    void presetsOfRiscVHaveTheIdsOfTheirProcessDirectories(String preset, int ids) throws IOException {
        String yaml =
                "{scenario: r, question: How many?, host: {preset: " + preset + ", kernel: 6.18.9, devices: {acc: {}}},"
                        + " cgroups: {/web: {}}, tenants: {web: {cgroup: /web, kind: container, instances: 1, processes: {initial: 1,"
                        + " lifetime: forever, devices: [acc]}}}, run: {duration: 1s}}";
        file("r.yaml", yaml);
        Cli cli = Cli.run("show", machine.resolve("r.yaml").toString());
        assertThat(cli.out()).as(cli.err()).contains("capacity " + ids + " ids", "x86_gate: off");
    }

    /** Bit 40 of ecap says whether there are PASIDs; one unit with them is enough. */
    @ParameterizedTest
    @CsvSource({"09800000000, true", "19800000000, false"})
    void saysThatAMachineWithoutPasidsCannotBind(String ecap, boolean cannotBind) throws IOException {
        file("proc/cpuinfo", "vendor_id : GenuineIntel\n");
        file("sys/class/iommu/dmar0/intel-iommu/ecap", "0\n");
        file("sys/class/iommu/dmar1/intel-iommu/ecap", ecap + "\n");
        String yaml = snapshot();
        assertThat(yaml.contains("has PASIDs: this machine cannot bind")).isEqualTo(cannotBind);
        assertThat(yaml.contains("x86_gate: on ")).isEqualTo(cannotBind);
        assertThat(yaml.contains("pasid_bits: 20 ")).isEqualTo(!cannotBind);
    }

    /** Whoever reads only the answer must learn that it is not of this machine: in the terminal, on the page and in a mail. */
    @ParameterizedTest
    @CsvSource({"TEXT", "LKML"})
    void theAnswerSaysThatTheMachineCannotBind(String format) throws IOException {
        file("proc/cpuinfo", "vendor_id : AuthenticAMD\n");
        file("proc/7/statm", "100 1\n");
        Files.createDirectories(machine.resolve("sys/class/iommu"));
        assertThat(snapshot()).contains("caveat: ");
        Path out = machine.resolve("out");
        Cli run = Cli.run(
                "run",
                machine.resolve("snapshot.yaml").toString(),
                "--no-charts",
                "--format",
                format,
                "--out",
                out.toString());
        String answer = run.out().replaceAll("\\s+", " ");
        assertThat(answer)
                .contains("But: this machine has no IOMMU (/sys/class/iommu) and cannot bind")
                .contains("Held at once: at most 2 of 65,534 ids with twice-as-many.");
        try (var pages = Files.walk(out)) {
            Path page = pages.filter(path -> path.endsWith("report.html"))
                    .findFirst()
                    .orElseThrow();
            assertThat(page).content().contains("But: this machine has no IOMMU");
        }
    }

    /** Nobody but the tenant of the verdict holds anything: the column says what it holds. */
    @Test
    void theTableSaysWhatAllHoldWhereThereAreNoOthers() throws IOException {
        file("proc/7/statm", "100 1\n");
        var unused = snapshot();
        Cli run = Cli.run(
                "run",
                machine.resolve("snapshot.yaml").toString(),
                "--no-charts",
                "--out",
                machine.resolve("out").toString());
        assertThat(run.out()).containsPattern("(?m) all +host$").containsPattern("(?m)^now .* 1 +never +nobody$");
    }

    /** The top allows 12 tasks and has 4, so that 8 more fit, whatever the group below it may have. */
    @Test
    void countsTheLimitsAtTheTopOfACgroupNamespace() throws IOException {
        file("proc/cpuinfo", "vendor_id : AuthenticAMD\n");
        String top = "sys/fs/cgroup/";
        file(top + "cgroup.procs", "1\n");
        file(top + "pids.max", "12\n");
        file(top + "pids.current", "4\n");
        file(top + "misc.max", "pasid 6\n");
        file(top + "job/cgroup.procs", "2\n3\n4\n");
        file(top + "job/pids.max", "500\n");
        file(top + "job/pids.current", "3\n");
        file(top + "job/misc.max", "pasid 3\n");
        assertThat(snapshot())
                .contains("/namespace: {pids.max: 12} ", "/namespace/job: {pids.max: 500}", "inside a container")
                .contains("misc.max has pasid 6: no misc.capacity here, so left out")
                // 8 tasks in 10 s, half of them those of the process at the top
                .contains("tenants.job.processes.arrivals: {every: 2500ms, jitter: 2500ms}")
                .doesNotContain("misc.max: pasid");
    }

    @Test
    void saysWhichDevicesRunWithoutPasids() throws IOException {
        file("proc/cpuinfo", "vendor_id : GenuineIntel\n");
        file("sys/bus/dsa/devices/dsa2/pasid_enabled", "0\n");
        file("sys/bus/dsa/devices/dsa4/pasid_enabled", "1\n");
        assertThat(snapshot()).contains("# - dsa2: pasid_enabled is 0 in /sys/bus/dsa/devices");
    }

    private String snapshot() throws IOException {
        Files.createDirectories(machine.resolve("proc"));
        Cli cli = Cli.run("snapshot", "--root", machine.toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        Path scenario = Files.writeString(machine.resolve("snapshot.yaml"), cli.out());
        assertThat(Cli.run("validate", scenario.toString()).err()).as(cli.out()).isEmpty();
        return cli.out();
    }

    private void file(String path, String text) throws IOException {
        Path file = machine.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
