package org.ioasidsim.scenario.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ioasidsim.yaml.Units;

/**
 * The devices of the machine that processes can bind to.
 *
 * <p>Source: Documentation/ABI/stable/sysfs-driver-dma-idxd (work queues), Documentation/ABI/testing/sysfs-driver-uacce.
 */
final class Accelerators {
    private static final String QUEUES = "/sys/bus/dsa/devices";
    private static final String UACCE = "/sys/class/uacce";
    private static final String PCI = "/sys/bus/pci/devices";
    private static final Set<String> DRIVERS = Set.of(
            "idxd", "hisi_zip", "hisi_sec2", "hisi_hpre", "amdgpu", "amdxdna", "4xxx", "420xx", "c6xx", "habanalabs");

    private final MachineFiles files;
    private final Names names = new Names();
    private final List<Fact> devices = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private String bound = "";

    Accelerators(MachineFiles files) {
        this.files = files;
    }

    Accelerators read() {
        workQueues();
        withoutPasids();
        files.names(UACCE).forEach(this::instances);
        if (bound.isEmpty()) {
            bound = names.unique("accelerator");
            devices.add(0, new Fact(bound, "{}", "an assumption: a device that every process can bind to"));
        }
        drivers();
        remarks.add("No file says which process opens which device: all bind to " + bound + ".");
        return this;
    }

    /** Returns the device that processes bind to. */
    String bound() {
        return bound;
    }

    /** Returns the devices as a scenario writes them. */
    List<Fact> devices() {
        return devices;
    }

    List<String> remarks() {
        return remarks;
    }

    private void workQueues() {
        List<String> shared = queues("shared");
        List<String> dedicated = queues("dedicated");
        if (!shared.isEmpty()) {
            bound = names.unique("dsa-shared");
            devices.add(new Fact(bound, "{}", source(shared)));
        }
        if (!dedicated.isEmpty()) {
            devices.add(new Fact(names.unique("dsa-dedicated"), queues(dedicated.size()), source(dedicated)));
        }
    }

    /** Says which devices run without PASIDs, as accel-config's {@code pasid_enabled} 0 means it. */
    private void withoutPasids() {
        List<String> without = files.names(QUEUES).stream()
                .filter(name -> files.lineIfPresent(QUEUES + "/" + name + "/pasid_enabled")
                        .equals(Optional.of("0")))
                .toList();
        if (!without.isEmpty()) {
            remarks.add(Names.list(without) + ": pasid_enabled is 0 in " + QUEUES
                    + ", so that their dedicated queues take no PASID and"
                    + " shared ones for users cannot be enabled; here they take one all the same.");
        }
    }

    private static String source(List<String> queues) {
        return QUEUES + ": " + Names.list(queues) + ", enabled, for users";
    }

    private static String queues(long count) {
        return "{work_queues: " + count + ", mode: dedicated}";
    }

    private List<String> queues(String mode) {
        return files.names(QUEUES).stream()
                .filter(name -> name.startsWith("wq"))
                .filter(name -> is(name, "state", "enabled") && is(name, "type", "user") && is(name, "mode", mode))
                .toList();
    }

    private boolean is(String queue, String file, String word) {
        return files.line(QUEUES + "/" + queue + "/" + file).equals(Optional.of(word));
    }

    private void instances(String name) {
        String file = UACCE + "/" + name + "/available_instances";
        OptionalLong left = files.line(file).map(Units::count).orElse(OptionalLong.empty());
        if (left.isPresent() && left.getAsLong() > 0 && left.getAsLong() <= Integer.MAX_VALUE) {
            devices.add(new Fact(
                    names.unique(name), queues(left.getAsLong()), file + ": queue pairs that are free, one an opener"));
        }
    }

    private void drivers() {
        TreeMap<String, Long> found = files.names(PCI).stream()
                .map(device -> files.text(PCI + "/" + device + "/uevent"))
                .flatMap(Optional::stream)
                .flatMap(String::lines)
                .filter(line -> line.startsWith("DRIVER="))
                .map(line -> line.substring("DRIVER=".length()))
                .filter(DRIVERS::contains)
                .collect(Collectors.groupingBy(driver -> driver, TreeMap::new, Collectors.counting()));
        if (!found.isEmpty()) {
            remarks.add(PCI + "/*/uevent names accelerators' drivers: "
                    + found.entrySet().stream()
                            .map(driver -> driver.getKey() + " " + driver.getValue())
                            .collect(Collectors.joining(", "))
                    + ". The width of their PASIDs is not read; it is the IOMMU's.");
        }
    }
}
