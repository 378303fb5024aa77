package org.ioasidsim.scenario;

import java.util.List;
import org.ioasidsim.kernel.base.Driver;
import org.ioasidsim.kernel.base.HostBounds;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.KernelRelease;
import org.ioasidsim.kernel.base.KernelRules;

/**
 * A kind of machine, whose values are the defaults of a scenario that names it.
 *
 * @param maxPasids counted with PASID 0
 * @param asidBits 0 where there are no ASIDs
 * @param hostSetQuota ids that the host's own set takes, or {@code none}
 * @param ioasids the controller that goes with it
 * @param kernel the release whose behaviour it has
 * @param driver of devices whose names tell none
 * @param bounds its confidential guests
 */
public record Preset(
        String name,
        String summary,
        int cpus,
        int pasidBits,
        long maxPasids,
        int asidBits,
        boolean kpti,
        AsidScheme asidScheme,
        Sva sva,
        GuestIds guestIds,
        String hostSetQuota,
        IoasidsFlavour ioasids,
        String kernel,
        Driver driver,
        HostBounds bounds) {
    /** PID_MAX_LIMIT: include/linux/threads.h. */
    static final long PID_MAX = 4_194_304;

    /** Returns all presets, in the order of the documentation. */
    public static List<Preset> all() {
        return List.of(
                arm(
                        "arm64-smmuv3-64k",
                        "Arm server, 16-bit ASIDs pinned (up to 6.10)",
                        128,
                        20,
                        16,
                        false,
                        AsidScheme.PINNED),
                arm(
                        "arm64-smmuv3-64k-kpti",
                        "the same with KPTI, which halves the ASIDs",
                        128,
                        20,
                        16,
                        true,
                        AsidScheme.PINNED),
                arm("arm64-smmuv3-16k", "what if an ASID had 14 bits", 128, 20, 14, false, AsidScheme.PINNED),
                arm("arm64-8bit", "small Arm machine with 8-bit ASIDs", 8, 20, 8, false, AsidScheme.PINNED),
                arm(
                        "arm64-private-64k",
                        "Arm server, an SMMU ASID for each SMMU (from 6.11)",
                        128,
                        20,
                        16,
                        false,
                        AsidScheme.PRIVATE),
                arm(
                        "arm64-linear-cd",
                        "SMMU with linear context descriptors: 10-bit PASIDs",
                        128,
                        10,
                        16,
                        false,
                        AsidScheme.PINNED),
                plain("x86-vtd-20bit", "VT-d with 20-bit PASIDs", 128, 20, 1L << 20),
                plain("x86-vtd-8bit-viommu", "a guest behind a virtual VT-d with 8-bit PASIDs", 8, 8, 1L << 8),
                plain("amd-16bit", "AMD IOMMU with 16-bit PASIDs, of which the last is lost", 128, 16, 65_535),
                plain(
                        "riscv-8bit",
                        "RISC-V IOMMU with process directories of one level (PD8): 8-bit PASIDs",
                        64,
                        8,
                        1L << 8),
                plain("riscv-17bit", "RISC-V IOMMU with two levels (PD17): 17-bit PASIDs", 64, 17, 1L << 17),
                plain("riscv-20bit", "RISC-V IOMMU with three levels (PD20): 20-bit PASIDs", 64, 20, 1L << 20),
                new Preset(
                        "rfc-v4-vtd",
                        "VT-d with the series of February 2021 as posted: each ioasids.max starts at 0",
                        128,
                        20,
                        1L << 20,
                        0,
                        false,
                        AsidScheme.NONE,
                        Sva.LAST_UNBIND,
                        GuestIds.POOL,
                        "32768",
                        IoasidsFlavour.AS_POSTED,
                        "5.11",
                        Driver.IDXD,
                        HostBounds.NONE),
                confidential("amd-sev-509", "AMD with 509 ASIDs for encrypted guests (Rome, Milan)", 509, 0),
                confidential("amd-sev-1006", "AMD with 1,006 ASIDs for encrypted guests (Genoa)", 1006, 0),
                confidential("intel-tdx", "VT-d with 47 key ids for trust domains (key ids 16 to 63)", 0, 47));
    }

    private static Preset arm(
            String name, String summary, int cpus, int pasidBits, int asidBits, boolean kpti, AsidScheme scheme) {
        return new Preset(
                name,
                summary,
                cpus,
                pasidBits,
                1L << pasidBits,
                asidBits,
                kpti,
                scheme,
                Sva.MM_DROP,
                GuestIds.POOL_AND_ASID,
                "none",
                IoasidsFlavour.OFF,
                scheme == AsidScheme.PINNED ? "6.10" : "6.12",
                Driver.UACCE,
                HostBounds.NONE);
    }

    /** Returns a machine without ASIDs. */
    private static Preset plain(String name, String summary, int cpus, int pasidBits, long maxPasids) {
        return new Preset(
                name,
                summary,
                cpus,
                pasidBits,
                maxPasids,
                0,
                false,
                AsidScheme.NONE,
                Sva.MM_DROP,
                GuestIds.POOL,
                "none",
                IoasidsFlavour.OFF,
                "6.12",
                name.startsWith("x86") || name.startsWith("intel") ? Driver.IDXD : Driver.GENERIC,
                HostBounds.NONE);
    }

    /** Returns a machine for confidential guests: AMD's IOMMU with SEV, or VT-d with TDX. */
    private static Preset confidential(String name, String summary, int sevAsids, int tdxKeys) {
        boolean isAmd = sevAsids > 0;
        Preset plain = plain(name, summary, 128, isAmd ? 16 : 20, isAmd ? 65_535 : 1L << 20);
        return new Preset(
                name,
                summary,
                plain.cpus,
                plain.pasidBits,
                plain.maxPasids,
                plain.asidBits,
                plain.kpti,
                plain.asidScheme,
                plain.sva,
                GuestIds.NONE,
                plain.hostSetQuota,
                plain.ioasids,
                isAmd ? plain.kernel : "6.16",
                plain.driver,
                HostBounds.ofGuests(sevAsids, 0, tdxKeys));
    }

    /** Returns whether it is an x86 machine, on which kernels of some releases refuse every bind. */
    boolean isX86() {
        return asidScheme == AsidScheme.NONE && !name.startsWith("riscv");
    }

    /** Returns whether it is an Arm machine, which has ASIDs. */
    boolean isArm() {
        return asidScheme != AsidScheme.NONE;
    }

    /** Returns the release whose behaviour it has. */
    KernelRelease release() {
        return KernelRelease.parse(kernel).orElseThrow();
    }

    /** Returns what tenants can hold together on such a machine, with its devices behind one SMMU and no DMA domains. */
    public long capacity() {
        var kernel = new KernelConfig(
                cpus,
                Math.toIntExact(maxPasids),
                asidBits,
                kpti,
                sva,
                asidScheme,
                0,
                guestIds,
                PID_MAX,
                List.of(),
                IoasidsFlavour.OFF,
                false,
                false,
                KernelConfig.NO_HOST_SET,
                false,
                KernelRules.NEWEST,
                HostBounds.NONE);
        return kernel.capacity(1);
    }
}
