package org.ioasidsim.scenario.snapshot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ioasidsim.yaml.YamlWriter;

/** A machine as its files under {@code /proc} and {@code /sys} describe it, and the scenario that is written from it. */
public final class MachineSnapshot {
    /** The default of the largest number of tenants in a snapshot. */
    public static final int MOST_TENANTS = 16;

    private static final String HOST_NAME = "/proc/sys/kernel/hostname";

    private final MachineFiles files;
    private final int mostTenants;

    private MachineSnapshot(MachineFiles files, int mostTenants) {
        this.files = files;
        this.mostTenants = mostTenants;
    }

    /** Returns whether {@code root} has the directories that a snapshot reads. */
    public static boolean isMachine(Path root) {
        var files = new MachineFiles(root);
        return files.isPresent("/proc") || files.isPresent("/sys");
    }

    /**
     * Returns a scenario, with comments, that describes the machine.
     *
     * @param root of its files, {@code /} for the one that this runs on
     * @param mostTenants the largest number of tenants, at least 2; beyond it the smallest groups are put together
     */
    public static String scenario(Path root, int mostTenants) {
        return new MachineSnapshot(new MachineFiles(root), mostTenants).text();
    }

    private String text() {
        MachineFacts host = new MachineFacts(files).read();
        Accelerators accelerators = new Accelerators(files).read();
        Optional<CgroupHierarchy> hierarchy = CgroupHierarchy.of(files);
        CgroupNode root = hierarchy.map(CgroupHierarchy::read).orElseGet(this::processesAlone);
        MiscLimits misc = MiscLimits.of(hierarchy, host.isArm());
        TenantText tenants = new TenantText(
                root,
                FoundTenants.of(root, mostTenants),
                misc,
                hierarchy.map(CgroupHierarchy::directory).orElse(""));

        List<String> remarks = new ArrayList<>(host.remarks());
        remarks.addAll(accelerators.remarks());
        remarks.addAll(misc.remarks());
        if (hierarchy.map(CgroupHierarchy::isNamespace).orElse(false)) {
            remarks.add(
                    "The top of " + hierarchy.orElseThrow().directory()
                            + " has limits, as no machine's root has: this was read inside a"
                            + " container, and there may be lower limits above. What the limits at the top leave bounds all below.");
        }
        String name = files.line(HOST_NAME)
                .map(new Names()::unique)
                .map(word -> word.replace('_', '-'))
                .orElse("");
        var yaml = new CommentedYaml();
        head(yaml, hierarchy.map(CgroupHierarchy::layout).orElse("no cgroups"), remarks);
        yaml.line("scenario: snapshot" + (name.isEmpty() ? "" : "-" + name));
        yaml.line("question: " + tenants.question());
        if (!host.caveats().isEmpty()) {
            yaml.line("caveat: " + YamlWriter.text(String.join(" And ", host.caveats())));
        }
        host(yaml, host, accelerators);
        tenants.write(yaml, accelerators.bound(), host.ids());
        return yaml.text();
    }

    /** Returns all processes of a machine without cgroups in one group. */
    private CgroupNode processesAlone() {
        long processes = files.names("/proc").stream()
                .filter(name -> name.matches("\\d{1,10}"))
                .filter(pid -> files.lineIfPresent("/proc/" + pid + "/statm")
                        .map(line -> !line.startsWith("0 "))
                        .orElse(false))
                .count();
        return new CgroupNode("/", processes, OptionalLong.empty(), OptionalLong.empty(), Map.of(), List.of());
    }

    private void head(CommentedYaml yaml, String layout, List<String> remarks) {
        yaml.paragraph("A machine as `ioasid-sim snapshot` found it (" + layout
                + "). Behind each value that was read stands the"
                + " file that it was read from. What no file says, and so is assumed: each process with an address space"
                + " binds, and lives for ever; none arrives but in a variant that fills the limits. Change that to what"
                + " you know of the machine.");
        remarks.forEach(yaml::item);
        List<String> unread = files.unread();
        if (!unread.isEmpty()) {
            yaml.paragraph("Not read, and so left at the preset's value or left out:");
            unread.forEach(yaml::item);
        }
    }

    private static void host(CommentedYaml yaml, MachineFacts host, Accelerators accelerators) {
        yaml.empty();
        yaml.line("host:");
        host.facts().forEach(fact -> yaml.fact(2, fact));
        yaml.line("  devices:");
        accelerators.devices().forEach(fact -> yaml.fact(4, fact));
    }
}
