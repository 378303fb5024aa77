package org.ioasidsim.kernel.base;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of the kernel, and what of the model differs between releases. {@code docs/kernel.md} has the table with sources.
 *
 * @param patch the number of a stable release, such as 164 in 6.1.164; {@link #UNNAMED} where only the series is named, as first released
 */
public record KernelRelease(int major, int minor, int patch) implements Comparable<KernelRelease> {
    /** The patch level of a release that is named by its series alone. */
    public static final int UNNAMED = -1;

    /** The newest release whose behaviour the model knows. */
    public static final KernelRelease NEWEST = new KernelRelease(7, 0, UNNAMED);

    /** The oldest release with PASIDs that processes share: 5.5. */
    public static final KernelRelease OLDEST = new KernelRelease(5, 5, UNNAMED);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})(?:\\.([0-9]{1,4}))?");

    private static final Comparator<KernelRelease> ORDER = Comparator.comparingInt(KernelRelease::major)
            .thenComparingInt(KernelRelease::minor)
            .thenComparingInt(KernelRelease::patch);

    /**
     * The stable releases with "iommu: disable SVA when CONFIG_X86 is set" and without the fix that lifts it.
     *
     * <p>Source: the fixed releases of CVE-2025-71089 (the gate) and CVE-2025-71202 (the fix, e37d5a2d60a3) in the kernel's CVE records.
     */
    private static final List<Gated> GATED = List.of(
            new Gated(new KernelRelease(5, 15, 200), Integer.MAX_VALUE),
            new Gated(new KernelRelease(6, 1, 163), Integer.MAX_VALUE),
            new Gated(new KernelRelease(6, 6, 120), Integer.MAX_VALUE),
            new Gated(new KernelRelease(6, 12, 64), Integer.MAX_VALUE),
            new Gated(new KernelRelease(6, 18, 4), 7));

    /**
     * The releases of one series that refuse SVA on x86.
     *
     * @param lifted the patch level of the first later one that does not
     */
    private record Gated(KernelRelease first, int lifted) {
        boolean has(KernelRelease release) {
            boolean isOfSeries = release.major == first.major && release.minor == first.minor;
            return isOfSeries && release.patch >= first.patch && release.patch < lifted;
        }
    }

    /** Reads a release such as {@code 6.12} or {@code 6.1.164} that the model knows; empty for anything else. */
    public static Optional<KernelRelease> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String patch = matcher.group(3);
        var release = new KernelRelease(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? UNNAMED : Integer.parseInt(patch));
        return release.isAtLeast(OLDEST.major, OLDEST.minor) && release.major <= NEWEST.major
                ? Optional.of(release)
                : Optional.empty();
    }

    /** Returns whether it is of this series or a later one. */
    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    /** Returns whether an address space keeps its PASID until it is dropped: from 5.18 on (701fac40384f). */
    public boolean keepsPasids() {
        return isAtLeast(5, 18);
    }

    /** Returns whether a shared address space takes private SMMU ASIDs on Arm, and pins none of the CPU's: from 6.11 on (d7b2d2ba1b84). */
    public boolean hasPrivateAsids() {
        return isAtLeast(6, 11);
    }

    /**
     * Returns whether an address space that holds the highest PASID of a device is refused (-EOVERFLOW) at a bind that finds it there: from 5.18 to 6.3, whose
     * test compares with an inclusive bound as if it were exclusive. No stable release is known to have the repair.
     *
     * <p>Source: 701fac40384f, drivers/iommu/iommu-sva-lib.c, iommu_sva_alloc_pasid; repaired by 4e14176ab13f, in 6.4.
     */
    public boolean refusesHighestPasidAgain() {
        return isAtLeast(5, 18) && !isAtLeast(6, 4);
    }

    /**
     * Returns whether Arm looks for a bond of the same device and address space before it looks at the PASID: up to 6.1 (arm-smmu-v3-sva.c,
     * __arm_smmu_sva_bind); from 6.2 on iommu_sva_bind_device, and intel_svm_bind at all times, look at the PASID first.
     */
    public boolean reusesBondsFirstOnArm() {
        return !isAtLeast(6, 2);
    }

    /** Returns the error of a bind that finds no free PASID: up to 6.3 that of ioasid_alloc's caller, since then that of an IDA. */
    public Errno poolErrno() {
        return isAtLeast(6, 4) ? Errno.ENOSPC : Errno.ENOMEM;
    }

    /**
     * Returns whether every SVA bind on x86 is refused (-EOPNOTSUPP). No mainline release is; 6.19 has the fix beside the gate. The series 6.18 alone
     * stands for its gated releases, 6.18.4 to 6.18.6.
     */
    public boolean isSvaGatedOnX86() {
        boolean isSeries = patch == UNNAMED && major == 6 && minor == 18;
        return isSeries || GATED.stream().anyMatch(gated -> gated.has(this));
    }

    /** Returns whether a process can be cloned into another cgroup (CLONE_INTO_CGROUP): from 5.7 on (ef2c41cf38a7). */
    public boolean hasCloneIntoCgroup() {
        return isAtLeast(5, 7);
    }

    /** Returns whether a cgroup has cgroup.kill: from 5.14 on (661ee6280931). */
    public boolean hasCgroupKill() {
        return isAtLeast(5, 14);
    }

    /** Returns whether user space may attach PASIDs of its choice through iommufd: from 6.15 on. */
    public boolean hasPasidAttach() {
        return isAtLeast(6, 15);
    }

    /** Returns whether an attach during a device's reset is refused: from 7.0 on (c279e83953d9). */
    public boolean blocksAttachInReset() {
        return isAtLeast(7, 0);
    }

    /** Returns whether amdgpu hands out PASIDs cyclically from 1: from 7.0 on (8f1de51f49be); before, the upper half of the width first. */
    public boolean hasCyclicAmdgpuPasids() {
        return isAtLeast(7, 0);
    }

    /** Returns whether misc counts the ASIDs of encrypted AMD guests: from 5.13 on, as long as there is misc (7aef27f0b2a8). */
    public boolean hasMiscSev() {
        return isAtLeast(5, 13);
    }

    /** Returns whether KVM runs trust domains of Intel's TDX, whose key ids misc counts: from 6.16 on. */
    public boolean hasTdx() {
        return isAtLeast(6, 16);
    }

    /** Returns whether each pid namespace has a pid_max: from 6.14 on (7863dcc72d0f). */
    public boolean hasPidMaxByNamespace() {
        return isAtLeast(6, 14);
    }

    /** Returns whether a cgroup has this file, if the controller is there at all. */
    public boolean hasFile(String file) {
        return switch (file) {
            case "misc.events" -> isAtLeast(5, 16);
            case "misc.peak", "misc.events.local", "pids.events.local" -> isAtLeast(6, 11);
            case "pids.peak" -> isAtLeast(6, 1);
            default -> !file.startsWith("misc.") || isAtLeast(5, 13);
        };
    }

    /** Returns whether the root has misc.current: from 6.5 on (e973dfe92994). */
    public boolean hasMiscCurrentOnRoot() {
        return isAtLeast(6, 5);
    }

    /** Returns whether pids.events counts at the limit and above, and no longer in the forking cgroup: from 6.11 on. */
    public boolean hasHierarchicalPidsEvents() {
        return isAtLeast(6, 11);
    }

    @Override
    public int compareTo(KernelRelease other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + (patch == UNNAMED ? "" : "." + patch);
    }
}
