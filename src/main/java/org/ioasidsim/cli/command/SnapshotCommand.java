package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.OutputFile;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.scenario.snapshot.MachineSnapshot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a scenario that describes a machine. */
@Command(
        name = SnapshotCommand.NAME,
        description = {
            "Read /proc, /sys/fs/cgroup and /sys of this machine, or of another one, and write a commented scenario that describes it: "
                    + "CPUs, KPTI, widths of ids, accelerators, cgroups with their limits, and how many processes each has.",
            "Each value says where it was read; what could not be read is listed, and never made up."
        },
        footer = {
            "",
            "To describe another machine, run this there as root and bring machine.tgz here:",
            "",
            "  D=$(mktemp -d) && cd / && mkdir -p $D/var/log && dmesg >$D/var/log/dmesg",
            "  cp --parents proc/cpuinfo proc/version proc/[0-9]*/statm \\",
            "    proc/sys/kernel/osrelease proc/sys/kernel/pid_max \\",
            "    proc/sys/kernel/hostname \\",
            "    sys/devices/system/cpu/possible \\",
            "    sys/devices/system/cpu/vulnerabilities/meltdown \\",
            "    sys/class/iommu/*/uevent sys/class/iommu/*/*-iommu/* \\",
            "    sys/bus/pci/devices/*/uevent sys/bus/dsa/devices/wq*/* \\",
            "    sys/bus/dsa/devices/*/pasid_enabled \\",
            "    sys/class/uacce/*/available_instances $D 2>/dev/null",
            "  find sys/fs/cgroup \\( -name cgroup.procs -o -name 'pids.[cm]*' \\",
            "    -o -name 'misc.[cm]*' \\) -exec cp --parents -t $D {} + 2>/dev/null",
            "  tar czf /tmp/machine.tgz -C $D .",
            "",
            "Unpacked in a directory, it is what --root reads. It holds no command lines and no users."
        })
public final class SnapshotCommand implements Callable<Integer> {
    public static final String NAME = "snapshot";

    private static final int LEAST_TENANTS = 2;

    private final Console console;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "Where the scenario is written (default: standard output).")
    private @Nullable Path file;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "The root of the files (default: /), for a machine whose files were copied.")
    private Path root = Path.of("/");

    @Option(
            names = "--tenants",
            paramLabel = "N",
            description =
                    "Tenants at most (default: ${DEFAULT-VALUE}): the groups with the most processes are divided as far as they go.")
    private int tenants = MachineSnapshot.MOST_TENANTS;

    public SnapshotCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        OutputFile.check(file);
        if (tenants < LEAST_TENANTS) {
            throw CommandFailure.usage("--tenants must be at least " + LEAST_TENANTS + ", but is " + tenants);
        }
        if (!Files.isDirectory(root) || !MachineSnapshot.isMachine(root)) {
            throw CommandFailure.invalid(root + ": expected a directory with proc and sys of a Linux machine, found "
                    + "neither: 'ioasid-sim snapshot --help' says how to copy them");
        }
        String scenario = MachineSnapshot.scenario(root, tenants);
        OutputFile.write(file, console, out -> out.write(scenario.getBytes(StandardCharsets.UTF_8)));
        if (!OutputFile.isStandardOutput(file)) {
            console.out().println(SafeText.line(String.valueOf(file)));
        }
        return ExitStatus.DONE.code();
    }
}
