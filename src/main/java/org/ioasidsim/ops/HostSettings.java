package org.ioasidsim.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.arm64.CpuAsids;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.HostBounds;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.KernelRelease;
import org.ioasidsim.kernel.base.KernelRules;

/** The machine that a {@code host} line describes: its keys, their meanings and their defaults. */
record HostSettings(Settings settings) {
    /** The keys of the {@code host} line. */
    static final Keys KEYS = Keys.checked(
            HostSettings::contradictions,
            new Key(
                    "kernel",
                    release -> KernelRelease.parse(release).isPresent(),
                    "X.Y[.Z]",
                    "release, which sets what follows; the newest"),
            Key.words("cgroups", "v2|v2-pids-localevents|v1", "how cgroups are mounted; v2"),
            Key.of("cpus", "[1-9][0-9]{0,4}", "N", "possible CPUs; 8"),
            Key.pasidBits("pasid-bits", "width of the IOMMU's PASIDs; 20"),
            Key.number("max-pasids", "PASIDs of the IOMMU, counted with 0; 2^pasid-bits"),
            Key.of("reserved-pasids", "[0-9]{1,7}", "N", "PASIDs that the kernel takes at boot; 0"),
            Key.of("asid-bits", "[1-9]|1[0-6]", "1..16", "width of the ASIDs, 8 or 16 on real machines; 16"),
            Key.onOff("kpti", "the kernel unmapped in user mode, which halves the ASIDs; off"),
            Key.onOff("kpti-config", "the kernel can be unmapped in user mode; as kpti"),
            Key.words(
                    "asid-scheme",
                    "pinned|private|none",
                    "ASIDs of a bond; the kernel's, or pinned, where asid-bits is given"),
            Key.of("dma-domains", "[0-9]{1,5}", "N", "SMMU ASIDs taken by DMA domains; 0"),
            Key.words("sva", "last-unbind|mm-drop", "when a host PASID goes back; the kernel's"),
            Key.onOff("x86-gate", "the kernel refuses every bind, as on x86; the kernel's on a host without ASIDs"),
            Key.range("pid-max", 301, 4_194_304, "spawn, fork, thread answer the number"),
            Key.words("pid-numbers", "cyclic|counted", "counted: pid_max - 300 tasks fit, without numbers; cyclic"),
            Key.of("misc-capacity", "[0-9]{1,18}", "N", "capacity of misc's pasid; 0, not present"),
            Key.words(
                    "misc-pasid",
                    "on|off|per-device",
                    "binds charge misc's pasid, of which there are the host's ids, or pasid.DEVICE; off"),
            Key.number("sev-asids", "capacity of misc's sev: encrypted AMD guests; 0"),
            Key.number("sev-es-asids", "capacity of misc's sev_es: those with encrypted registers; 0"),
            Key.range("threads-max", 20, 536_870_911, "tasks of the host; no limit"),
            Key.of("vmid-bits", "[1-9]|1[0-6]", "1..16", "width of the SMMU's VMIDs, one for each VM; no limit"),
            Key.number("bond-memory", "bytes that a bond charges to memory; 0"),
            Key.number("tdx-keys", "capacity of misc's tdx: trust domains of Intel; 0"),
            Key.onOff("misc-asid", "binds charge misc's asid, of which there are the host's; off"),
            Key.words("charge", "opener|mm-owner|task", "whose cgroup misc charges for a bind; opener"),
            Key.words("ioasids", "as-posted|reservation|limit|off", "flavour of the ioasids controller"),
            Key.number("capacity", "ioasid_install_capacity; 1048576"),
            Key.number("host-quota", "quota of a host set made at boot, 0 for all; no such set"),
            Key.number("vm-quota", "quota of each open of /dev/ioasid, 0 for all; 0"),
            Key.words("errors", "user|internal", "internal: alloc says which check failed; user"),
            Key.words("guest-ids", "pool|pool-and-asid|none", "what a guest process takes of the host; pool"),
            Key.onOff("iommufd", "user space may attach PASIDs of its choice; the kernel's, from 6.15 on"));

    private static final Set<String> IOASID_KEYS = Set.of("capacity", "host-quota", "vm-quota", "errors");
    private static final Set<String> SVA_KEYS =
            Set.of("sva", "pasid-bits", "max-pasids", "asid-scheme", "dma-domains", "ioasids", "iommufd", "guest-ids");
    private static final long PID_MAX = 4_194_304;
    private static final long PASID_BITS = 20;
    private static final long ASID_BITS = 16;
    private static final long CPUS = 8;

    /** What {@code stat} counts. */
    enum Subsystem {
        MISC,
        PIDS,
        IOASIDS,
        ARM
    }

    private static List<OpProblem> contradictions(int line, Settings settings) {
        var host = new HostSettings(settings);
        List<OpProblem> problems = new ArrayList<>();
        host.checkAsids(line, problems);
        host.checkWidth(line, problems);
        return problems;
    }

    /** There must be an ASID for each CPU beside ASID 0 and a spare, and for each DMA domain; a host without ASIDs has none for these. */
    private void checkAsids(int line, List<OpProblem> problems) {
        long asids = 1L << settings.number("asid-bits", ASID_BITS);
        long mostCpus = CpuAsids.mostCpus((int) settings.number("asid-bits", ASID_BITS), settings.isOn("kpti"));
        if (cpus() > mostCpus) {
            problems.add(new OpProblem(line, "cpus below " + (mostCpus + 1), "'cpus=" + cpus() + "'"));
        }
        if (asidScheme() == AsidScheme.NONE) {
            if (dmaDomains() > 0) {
                problems.add(new OpProblem(
                        line, "dma-domains=0 without ASIDs (asid-scheme)", "'dma-domains=" + dmaDomains() + "'"));
            }
        } else if (dmaDomains() >= asids) {
            problems.add(new OpProblem(line, "dma-domains below " + asids, "'dma-domains=" + dmaDomains() + "'"));
        }
    }

    /** There must be a PASID beside 0, and no more than the width has. */
    private void checkWidth(int line, List<OpProblem> problems) {
        long most = 1L << settings.number("pasid-bits", PASID_BITS);
        long reserved = settings.number("reserved-pasids", 0);
        if (maxPasids() >= 2 && reserved > maxPasids() - 1) {
            problems.add(new OpProblem(
                    line, "reserved-pasids=0.." + (maxPasids() - 1), "'reserved-pasids=" + reserved + "'"));
        }
        if (maxPasids() < 2 || maxPasids() > most) {
            problems.add(new OpProblem(line, "max-pasids=2.." + most, "'max-pasids=" + maxPasids() + "'"));
        }
    }

    KernelConfig config() {
        return new KernelConfig(
                (int) cpus(),
                (int) maxPasids(),
                (int) settings.number("asid-bits", ASID_BITS),
                settings.isOn("kpti"),
                settings.choice("sva", Sva.of(release())),
                asidScheme(),
                (int) dmaDomains(),
                settings.choice("guest-ids", GuestIds.POOL),
                settings.number("pid-max", PID_MAX),
                List.of(),
                settings.choice("ioasids", isPosted() ? IoasidsFlavour.AS_POSTED : IoasidsFlavour.OFF),
                settings.isOn("misc-pasid"),
                settings.isOn("misc-asid"),
                settings.number("host-quota", KernelConfig.NO_HOST_SET),
                false,
                rules(),
                bounds());
    }

    private HostBounds bounds() {
        return new HostBounds(
                (int) settings.number("reserved-pasids", 0),
                settings.is("misc-pasid", "per-device", "off"),
                (int) settings.number("sev-asids", 0),
                (int) settings.number("sev-es-asids", 0),
                (int) settings.number("tdx-keys", 0),
                settings.number("threads-max", Long.MAX_VALUE),
                HostBounds.vmids((int) settings.number("vmid-bits", 0)),
                settings.number("bond-memory", 0));
    }

    Kernel.Boot boot() {
        long miscPasids = settings.isOn("misc-pasid") ? config().ids() : 0;
        return new Kernel.Boot(
                settings.number("capacity", Capacity.DEFAULT),
                settings.number("misc-capacity", miscPasids),
                isKptiBuilt());
    }

    /** Returns the quota of each open of {@code /dev/ioasid}; 0 takes all that is left. */
    long vmQuota() {
        return settings.number("vm-quota", 0);
    }

    /** Returns whether a refused allocation of an ioasid says which check failed. */
    boolean showsInternalErrors() {
        return settings.is("errors", "internal", "user");
    }

    /** Returns whether user space may attach PASIDs of its choice. */
    boolean hasIommufd() {
        return settings.is("iommufd", "on", release().hasPasidAttach() ? "on" : "off");
    }

    /** Returns whether tasks have pid numbers, or are only counted. */
    boolean hasPidNumbers() {
        return settings.is("pid-numbers", "cyclic", "cyclic");
    }

    /** Returns whether an operation that makes a task answers its pid number. */
    boolean showsPidNumbers() {
        return settings.has("pid-max") && hasPidNumbers();
    }

    Subsystem subsystem() {
        if (settings.has("misc-capacity")) {
            return Subsystem.MISC;
        }
        if (settings.has("asid-bits")) {
            return Subsystem.ARM;
        }
        return hasAny(IOASID_KEYS) ? Subsystem.IOASIDS : Subsystem.PIDS;
    }

    /** Returns whether the posted controller is there where no key says so: it is unless the line describes only shared address spaces. */
    private boolean isPosted() {
        return hasAny(IOASID_KEYS) || !hasAny(SVA_KEYS);
    }

    private boolean hasAny(Set<String> keys) {
        return keys.stream().anyMatch(settings::has);
    }

    private long cpus() {
        return settings.number("cpus", CPUS);
    }

    private long maxPasids() {
        return settings.number("max-pasids", 1L << settings.number("pasid-bits", PASID_BITS));
    }

    private AsidScheme asidScheme() {
        AsidScheme ofKernel = settings.has("kernel") ? AsidScheme.ofArm(release()) : AsidScheme.PINNED;
        return settings.choice("asid-scheme", settings.has("asid-bits") ? ofKernel : AsidScheme.NONE);
    }

    private KernelRelease release() {
        return KernelRelease.parse(settings.word("kernel", "")).orElse(KernelRelease.NEWEST);
    }

    private KernelRules rules() {
        boolean isX86 = asidScheme() == AsidScheme.NONE;
        boolean isGated = isX86 && release().isSvaGatedOnX86();
        return new KernelRules(
                release(),
                settings.choice("cgroups", KernelRules.Mount.V2),
                settings.is("x86-gate", "on", isGated ? "on" : "off"),
                settings.choice("charge", KernelRules.Charge.OPENER));
    }

    private long dmaDomains() {
        return settings.number("dma-domains", 0);
    }

    private boolean isKptiBuilt() {
        return settings.isOn("kpti") || settings.isOn("kpti-config");
    }
}
