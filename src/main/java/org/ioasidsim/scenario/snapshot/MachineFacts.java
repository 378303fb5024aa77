package org.ioasidsim.scenario.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.yaml.Units;

/**
 * The facts about a machine's processor, kernel and IOMMU that its files contain.
 *
 * <p>Source: drivers/iommu/intel/iommu.c (ecap: bit 40 says that there are PASIDs, bits 35 to 39 their width less 1),
 * drivers/iommu/amd/init.c (features: bits 32 to 36, the width less 1), arch/arm64/mm/context.c (the boot log's line),
 * Documentation/ABI/testing/sysfs-devices-system-cpu.
 */
final class MachineFacts {
    private static final String POSSIBLE = "/sys/devices/system/cpu/possible";
    private static final String MELTDOWN = "/sys/devices/system/cpu/vulnerabilities/meltdown";
    private static final String PID_MAX = "/proc/sys/kernel/pid_max";
    private static final String BOOT_LOG = "/var/log/dmesg";
    private static final String IOMMUS = "/sys/class/iommu";
    private static final Pattern CPU_RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");
    private static final Pattern ASIDS = Pattern.compile("ASID allocator initialised with (\\d{1,6}) entries");
    private static final String UNKNOWN_PRESET = "x86-vtd-20bit";
    private static final String GATE = "x86_gate";
    private static final int MOST_CPUS = 8192;
    private static final int LEAST_PID_MAX = 301;
    private static final int MOST_PID_MAX = 4_194_304;
    private static final int MOST_PASID_BITS = 20;
    private static final int AMD_PRESET_BITS = 16;

    private final MachineFiles files;
    private final List<Fact> facts = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> caveats = new ArrayList<>();
    private boolean isArm;
    private boolean hasNoPasids;

    MachineFacts(MachineFiles files) {
        this.files = files;
    }

    /** Reads the facts in the order in which a scenario writes them. */
    MachineFacts read() {
        Optional<Processor> processor = Processor.of(files);
        Optional<KernelRelease> release = KernelRelease.of(files);
        isArm = processor.equals(Optional.of(Processor.ARM64));
        boolean isPrivate = release.map(kernel -> kernel.isAtLeast(6, 11)).orElse(false);
        facts.add(preset(processor, isPrivate));
        release.ifPresent(this::kernel);
        OptionalLong cpus = cpus();
        pidMax();
        if (isArm) {
            asids(cpus.orElse(MOST_CPUS));
        }
        release.ifPresent(this::generation);
        iommu(processor);
        gate(processor, release);
        return this;
    }

    boolean isArm() {
        return isArm;
    }

    /** Returns approximately how many ids there are: the number that the widths allow. */
    long ids() {
        long asidBits = isArm ? number("asid_bits", 16) : MOST_PASID_BITS;
        return 1L << Math.min(asidBits, number("pasid_bits", MOST_PASID_BITS));
    }

    private long number(String key, long standard) {
        return facts.stream()
                .filter(fact -> fact.key().equals(key))
                .mapToLong(fact -> Long.parseLong(fact.value()))
                .findFirst()
                .orElse(standard);
    }

    List<Fact> facts() {
        return facts;
    }

    /** Returns further remarks about the host, a sentence each. */
    List<String> remarks() {
        return remarks;
    }

    /** Returns why answers are not those of this machine, a sentence each; nothing where they are. */
    List<String> caveats() {
        return caveats;
    }

    private static Fact preset(Optional<Processor> processor, boolean isPrivate) {
        String source = processor
                .map(word -> word + " processor: /proc/cpuinfo")
                .orElse("an assumption: the processor is not known");
        String name = processor
                .map(kind -> switch (kind) {
                    case ARM64 -> isPrivate ? "arm64-private-64k" : "arm64-smmuv3-64k";
                    case INTEL -> "x86-vtd-20bit";
                    case AMD -> "amd-16bit";
                    case RISCV -> "riscv-20bit";
                    case ARM32, ITANIUM -> UNKNOWN_PRESET;
                })
                .orElse(UNKNOWN_PRESET);
        return new Fact("preset", name, source);
    }

    private void kernel(KernelRelease release) {
        release.known()
                .ifPresent(known -> facts.add(
                        new Fact("kernel", known.toString(), release.file() + ": " + Names.inComment(release.text()))));
    }

    /** Says why every bind is refused: by the processor, by the IOMMUs, or by the kernel's gate. */
    private void gate(Optional<Processor> processor, Optional<KernelRelease> release) {
        List<String> reasons = new ArrayList<>();
        processor.filter(kind -> !kind.canBind()).ifPresent(kind -> {
            reasons.add(kind + " processor: " + Processor.FILE);
            remarks.add("This machine has a processor of the kind " + kind
                    + ", on which Linux shares no address space with a"
                    + " device: it cannot bind, and in the scenario every bind is refused.");
        });
        if (hasNoPasids) {
            reasons.add("no IOMMU has PASIDs");
        }
        release.filter(kernel -> processor.map(Processor::isX86).orElse(false) && kernel.isGatedOnX86())
                .ifPresent(kernel -> {
                    reasons.add(kernel.file() + ": " + kernel.text());
                    remarks.add(
                            "Kernel " + Names.inComment(kernel.text()) + " on x86 refuses every bind with -EOPNOTSUPP,"
                                    + " as all with the fix for CVE-2025-71089 do: this machine cannot bind. x86_gate: off says what it"
                                    + " would do without.");
                });
        if (!reasons.isEmpty()) {
            facts.add(new Fact(GATE, "on", String.join("; ", reasons)));
            caveats.add("this machine cannot bind: " + Names.inComment(String.join("; ", reasons)) + ".");
        }
    }

    private OptionalLong cpus() {
        OptionalLong cpus = files.line(POSSIBLE).map(this::count).orElse(OptionalLong.empty());
        cpus.ifPresent(count -> facts.add(new Fact("cpus", Long.toString(count), POSSIBLE)));
        return cpus;
    }

    /** Returns the number of CPUs in a list such as {@code 0-63,128}. */
    private OptionalLong count(String list) {
        long count = 0;
        for (String range : list.split(",", -1)) {
            Matcher ends = CPU_RANGE.matcher(range);
            if (!ends.matches()) {
                return unusable(POSSIBLE, "is not a list of CPUs");
            }
            long first = Long.parseLong(ends.group(1));
            count += 1 + (ends.group(2) == null ? first : Long.parseLong(ends.group(2))) - first;
        }
        return count >= 1 && count <= MOST_CPUS
                ? OptionalLong.of(count)
                : unusable(POSSIBLE, "has not 1 to " + MOST_CPUS + " CPUs");
    }

    private OptionalLong unusable(String file, String reason) {
        files.note(file, reason);
        return OptionalLong.empty();
    }

    private void pidMax() {
        Optional<String> text = files.line(PID_MAX);
        OptionalLong value = text.map(Units::count).orElse(OptionalLong.empty());
        if (value.isPresent() && value.getAsLong() >= LEAST_PID_MAX && value.getAsLong() <= MOST_PID_MAX) {
            facts.add(new Fact("pid_max", Long.toString(value.getAsLong()), PID_MAX));
        } else if (text.isPresent()) {
            files.note(PID_MAX, "is not a number from " + LEAST_PID_MAX + " to " + MOST_PID_MAX);
        }
    }

    /** Reads the number of ASIDs from the boot log, which counts them after KPTI has halved them; without a log only KPTI is known. */
    private void asids(long cpus) {
        Matcher line = ASIDS.matcher(files.text(BOOT_LOG).orElse(""));
        if (!line.find()) {
            remarks.add(
                    "The width of the ASIDs is the preset's: only the boot log says it, 'ASID allocator initialised'.");
            kptiOfMeltdown();
            return;
        }
        int entries = Integer.parseInt(line.group(1));
        boolean isKpti = entries == 1 << 15 || entries == 1 << 7;
        int bits = entries > 1 << 8 ? 16 : 8;
        boolean isKnown = entries == 1 << 16 || entries == 1 << 8 || isKpti;
        if (isKnown && KernelConfig.maxPinnedAsids(bits, Math.toIntExact(cpus), isKpti) > 0) {
            String source = BOOT_LOG + ": " + line.group();
            facts.add(new Fact("asid_bits", Integer.toString(bits), source));
            facts.add(new Fact("kpti", isKpti ? "on" : "off", source));
        } else {
            files.note(BOOT_LOG, "'" + line.group() + "' fits no kernel with so many CPUs");
        }
    }

    private void kptiOfMeltdown() {
        Optional<String> text = files.line(MELTDOWN);
        if (text.isEmpty()) {
            return;
        }
        boolean isOn = text.get().contains("PTI");
        facts.add(new Fact("kpti", isOn ? "on" : "off", MELTDOWN + ": " + Names.inComment(text.get())));
        if (!isOn) {
            remarks.add("KPTI may be on all the same where KASLR asks for it: the boot log would tell.");
        }
    }

    private void generation(KernelRelease kernel) {
        String source = kernel.file() + ": " + kernel;
        boolean isDrop = kernel.isAtLeast(5, 18);
        facts.add(new Fact("sva", isDrop ? "mm-drop" : "last-unbind", source));
        if (isArm) {
            facts.add(new Fact("asid_scheme", kernel.isAtLeast(6, 11) ? "private" : "pinned", source));
        }
        remarks.add("What the kernel does follows from its version; a distribution may have taken over later changes.");
    }

    private void iommu(Optional<Processor> processor) {
        List<String> units = files.names(IOMMUS);
        if (!files.isPresent(IOMMUS)) {
            files.note(IOMMUS, "no such directory");
            caveats.add("no file says whether this machine has an IOMMU (" + IOMMUS + "): without one it cannot bind.");
        } else if (units.isEmpty()) {
            remarks.add(IOMMUS + " has no IOMMU: this machine cannot bind; the scenario says what one with the preset's"
                    + " IOMMU would do.");
            caveats.add("this machine has no IOMMU (" + IOMMUS
                    + ") and cannot bind: all of this is of one with the preset's" + " IOMMU.");
        } else if (processor.equals(Optional.of(Processor.INTEL))) {
            pasidBits(units, "/intel-iommu/ecap", MachineFacts::intelBits);
        } else if (processor.equals(Optional.of(Processor.AMD))) {
            pasidBits(units, "/amd-iommu/features", MachineFacts::amdBits);
        } else {
            remarks.add("The width of the PASIDs is the preset's: no file of such an IOMMU says it ("
                    + Names.list(units) + ").");
        }
    }

    /** Returns the width of PASIDs that a VT-d unit supports; 0 for none. */
    private static long intelBits(long ecap) {
        return (ecap >>> 40 & 1) == 0 ? 0 : (ecap >>> 35 & 0x1f) + 1;
    }

    /** Returns the width of PASIDs that an AMD unit supports. */
    private static long amdBits(long features) {
        return (features >>> 32 & 0x1f) + 1;
    }

    /** Takes the width of the narrowest unit that supports PASIDs, as the kernel does. */
    private void pasidBits(List<String> units, String file, LongUnaryOperator widthOf) {
        long least = 0;
        boolean areAllRead = true;
        for (String unit : units) {
            OptionalLong value = register(IOMMUS + "/" + unit + file);
            areAllRead &= value.isPresent();
            long bits = value.stream().map(widthOf).findFirst().orElse(0);
            least = bits > 0 && (least == 0 || bits < least) ? bits : least;
        }
        if (least == 0) {
            hasNoPasids = areAllRead;
            remarks.add(
                    areAllRead
                            ? "No IOMMU of " + IOMMUS
                                    + " has PASIDs: this machine cannot bind, and in the scenario every bind"
                                    + " is refused."
                            : "No IOMMU of " + IOMMUS + " says that it has PASIDs: the width is the preset's.");
            return;
        }
        long usable = Math.min(least, MOST_PASID_BITS);
        String source = IOMMUS + "/*" + file + ", the narrowest of " + units.size();
        facts.add(new Fact("pasid_bits", Long.toString(usable), source));
        if (file.startsWith("/amd") && usable != AMD_PRESET_BITS) {
            facts.add(new Fact("max_pasids", Long.toString((1L << usable) - 1), "the AMD driver loses the last one"));
        }
    }

    /** Returns the hexadecimal number before the first colon of a file. */
    private OptionalLong register(String path) {
        Optional<String> text =
                files.line(path).map(line -> line.replaceFirst(":.*", "").replaceFirst("^0x", ""));
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        return text.get().matches("[0-9A-Fa-f]{1,16}")
                ? OptionalLong.of(Long.parseUnsignedLong(text.get(), 16))
                : unusable(path, "is not a hexadecimal number");
    }
}
