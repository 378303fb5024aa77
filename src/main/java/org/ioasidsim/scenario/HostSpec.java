package org.ioasidsim.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.kernel.arm64.CpuAsids;
import org.ioasidsim.kernel.base.Driver;
import org.ioasidsim.kernel.base.HostBounds;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.KernelRelease;
import org.ioasidsim.kernel.base.KernelRules;
import org.ioasidsim.random.Constant;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.workload.DistributionReader;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/** The machine as a scenario describes it, with the values of its preset filled in. */
record HostSpec(
        Preset preset,
        int cpus,
        long maxPasids,
        int asidBits,
        boolean kpti,
        Sva sva,
        AsidScheme asidScheme,
        int dmaDomains,
        GuestIds guestIds,
        long pidMax,
        long hostSetQuota,
        List<DeviceConfig> devices,
        HostCosts costs,
        KernelRules rules,
        HostBounds bounds) {
    private static final int MOST_PASID_BITS = 20;
    private static final String OF_PRESET = "the preset's";
    private static final String OF_KERNEL = "the kernel's; without `kernel` the preset's";

    static HostSpec read(Section section) {
        Preset preset = section.required("preset", "the machine to start from", presets());
        KernelRelease release = section.optional(
                "kernel",
                "the release: sets sva, asid_scheme, x86_gate and errors",
                release(),
                preset.kernel(),
                OF_PRESET);
        boolean isChosen = section.has("kernel");
        int bits =
                read(section, "pasid_bits", "width of the IOMMU's PASIDs", bits(MOST_PASID_BITS), preset.pasidBits());
        long standardMax = bits == preset.pasidBits() ? preset.maxPasids() : 1L << bits;
        long maxPasids = section.optional(
                "max_pasids",
                "PASIDs of the IOMMU, counted with 0, which is never given out",
                maxPasids(bits),
                Long.toString(standardMax),
                "2^pasid_bits; amd-16bit 65535");
        var host = new HostSpec(
                preset,
                read(
                        section,
                        "cpus",
                        "possible CPUs",
                        Forms.map(Forms.count(1, 8192), Math::toIntExact),
                        preset.cpus()),
                maxPasids,
                section.optional(
                        "asid_bits",
                        "width of the ASIDs",
                        Forms.or(Map.of("none", 0), bits(16)),
                        preset.asidBits() == 0 ? "none" : Integer.toString(preset.asidBits()),
                        OF_PRESET),
                section.optional(
                        "kpti",
                        "the kernel unmapped in user mode, which halves the ASIDs",
                        Forms.onOff(),
                        preset.kpti() ? "on" : "off",
                        OF_PRESET),
                choice(
                        section,
                        "sva",
                        "when a host PASID goes back",
                        Sva.class,
                        isChosen ? Sva.of(release) : preset.sva(),
                        OF_KERNEL),
                choice(
                        section,
                        "asid_scheme",
                        "which ASIDs an address space takes",
                        AsidScheme.class,
                        isChosen && preset.isArm() ? AsidScheme.ofArm(release) : preset.asidScheme(),
                        OF_KERNEL),
                section.optional("dma_domains", "SMMU ASIDs taken by DMA domains", Forms.smallCount(0), "0"),
                choice(
                        section,
                        "guest_ids",
                        "what a guest process takes of the host",
                        GuestIds.class,
                        preset.guestIds(),
                        OF_PRESET),
                section.optional(
                        "pid_max",
                        "the kernel's pid_max",
                        Forms.count(301, Preset.PID_MAX),
                        Long.toString(Preset.PID_MAX)),
                section.optional(
                        "host_set_quota",
                        "ids of the host's own set, as posted",
                        Forms.or(Map.of("none", KernelConfig.NO_HOST_SET), Forms.count(1, 1L << 20)),
                        preset.hostSetQuota(),
                        "none; rfc-v4-vtd 32768"),
                devices(section, bits, maxPasids, preset.driver()),
                costs(section),
                rules(section, preset, release),
                bounds(section, maxPasids, preset.bounds()));
        host.check(section);
        host.comment(section);
        return host;
    }

    private static <T> T read(Section section, String key, String doc, Form<T> form, T standard) {
        return section.optional(key, doc, form, standard.toString(), OF_PRESET);
    }

    private static <E extends Enum<E>> E choice(
            Section section, String key, String doc, Class<E> type, E standard, String standardDoc) {
        return section.optional(key, doc, Forms.choice(type), Forms.word(standard), standardDoc);
    }

    private static Form<KernelRelease> release() {
        Form<String> text = Forms.text("a release from 5.5 to 7.x, such as 6.12 or 6.1.164", "[5-7]\\.[0-9.]+", "6.12");
        return Forms.then(text, KernelRelease.NEWEST, (release, cursor) -> {
            var known = KernelRelease.parse(release);
            if (known.isEmpty()) {
                cursor.problem("expected a release from 5.5 to 7.x, such as 6.12 or 6.1.164, found " + release);
            }
            return known.orElse(KernelRelease.NEWEST);
        });
    }

    private static KernelRules rules(Section section, Preset preset, KernelRelease release) {
        boolean isGated = preset.isX86() && release.isSvaGatedOnX86();
        return new KernelRules(
                release,
                section.optional(
                        "cgroups",
                        "how the hierarchy is mounted: v2; with pids_localevents, pids.events counts in the forking cgroup; v1 lets processes live beside child groups",
                        Forms.choice(KernelRules.Mount.class),
                        "v2"),
                section.optional(
                        "x86_gate",
                        "on: every bind is refused (-EOPNOTSUPP), as x86 kernels with the fix for CVE-2025-71089 do",
                        Forms.onOff(),
                        isGated ? "on" : "off",
                        "the kernel's, on x86"));
    }

    private static HostBounds bounds(Section section, long maxPasids, HostBounds ofPreset) {
        return new HostBounds(
                Math.toIntExact(section.optional(
                        "reserved_pasids",
                        "PASIDs that the kernel takes at boot, before any device",
                        reserved(maxPasids),
                        "0")),
                false,
                guests(section, "sev_asids", "ASIDs of encrypted AMD guests: misc's sev", ofPreset.sevAsids()),
                guests(
                        section,
                        "sev_es_asids",
                        "ASIDs of those whose registers are encrypted too (SEV-ES, SEV-SNP): misc's sev_es",
                        ofPreset.sevEsAsids()),
                guests(section, "tdx_keys", "key ids of Intel's trust domains: misc's tdx", ofPreset.tdxKeys()),
                section.optional(
                        "threads_max",
                        "kernel.threads-max: tasks of the host",
                        Forms.or(Map.of("none", Long.MAX_VALUE), Forms.count(20, 536_870_911)),
                        "none"),
                HostBounds.vmids(section.optional(
                        "vmid_bits",
                        "width of the SMMU's VMIDs, of which each VM takes one",
                        Forms.or(Map.of("none", 0), bits(16)),
                        "none")),
                section.optional(
                        "bond_memory",
                        "bytes that a bond of a host process charges to memory",
                        Forms.count(0, 1L << 40),
                        "0"));
    }

    private static int guests(Section section, String key, String doc, int standard) {
        return read(section, key, doc, Forms.smallCount(0), standard);
    }

    private static Form<Preset> presets() {
        Map<String, Preset> presets = new LinkedHashMap<>();
        Preset.all().forEach(preset -> presets.put(preset.name(), preset));
        return Forms.words(presets);
    }

    /** The schema, which knows no other key's value, has the widest range. */
    private static Form<Long> maxPasids(int bits) {
        return Forms.then(Forms.count(2, 1L << MOST_PASID_BITS), 2L, (count, cursor) -> {
            if (count > 1L << bits) {
                cursor.expected("a whole number from 2 to " + (1L << bits));
            }
            return count;
        });
    }

    /** The schema has the widest range, as that of {@link #maxPasids(int)}. */
    private static Form<Long> reserved(long maxPasids) {
        return Forms.then(Forms.count(0, (1L << MOST_PASID_BITS) - 1), 0L, (count, cursor) -> {
            if (count > maxPasids - 1) {
                cursor.expected("a whole number from 0 to " + (maxPasids - 1));
            }
            return count;
        });
    }

    private static Form<Integer> bits(int max) {
        return Forms.map(Forms.count(1, max), Math::toIntExact);
    }

    private static List<DeviceConfig> devices(Section section, int bits, long maxPasids, Driver standard) {
        var form = Forms.mapOf(
                "a name of ASCII letters, digits, '-' and '_'",
                "[A-Za-z0-9_-]+",
                name -> Forms.section(device -> device(device, name, bits, maxPasids, Driver.of(name, standard))));
        return List.copyOf(section.optional("devices", "what processes bind to", form, "{}")
                .values());
    }

    private static DeviceConfig device(Section section, String name, int iommuBits, long maxPasids, Driver standard) {
        int bits = section.optional(
                "pasid_bits",
                "width of the device's PASIDs",
                bits(MOST_PASID_BITS),
                Integer.toString(iommuBits),
                "the IOMMU's");
        Driver driver = section.optional(
                "driver",
                "uacce, amdxdna: an open binds first, then asks for a work queue; others the other way round; amdgpu: has PASIDs of its own",
                Forms.choice(Driver.class),
                Forms.word(standard),
                "by its name (hpre uacce, dsa idxd), else the preset's");
        return new DeviceConfig(
                name,
                Math.toIntExact(Math.min(1L << bits, maxPasids)),
                section.optional("smmu", "the SMMU that it sits behind", Forms.smallCount(0), "0"),
                section.optional(
                        "work_queues",
                        "how many; none: no limit",
                        Forms.or(Map.of("none", 0), Forms.smallCount(1)),
                        "none"),
                section.optional(
                                "mode",
                                "dedicated: one opener a queue; shared: any number",
                                Forms.choice(Mode.class),
                                "shared")
                        == Mode.DEDICATED,
                driver,
                driver.ownPasidBits(),
                section.optional(
                        "kernel_pasids",
                        "the host's PASIDs that its driver takes for the kernel's own work, one for each idxd instance",
                        Forms.smallCount(0),
                        "0"),
                section.optional(
                                "vfio",
                                "how VMs that attach PASIDs open it; a second one is -EINVAL by its character device, -EBUSY by its group",
                                Forms.choice(Vfio.class),
                                "cdev")
                        == Vfio.GROUP);
    }

    private enum Vfio {
        CDEV,
        GROUP
    }

    private enum Mode {
        DEDICATED,
        SHARED
    }

    private static HostCosts costs(Section section) {
        Times times = section.optional(
                "costs",
                "what binding, freeing, rollovers and invalidations cost in time",
                Forms.section(Times::read),
                "{}");
        boolean isSerial =
                section.optional("serialise_bind", "on: one global lock, as iommu_sva_lock", Forms.onOff(), "off");
        if (!isSerial && !(times.invalidateSeconds() instanceof Constant constant && constant.value() == 0)) {
            section.problem(
                    "costs",
                    "expected serialise_bind: on beside costs.invalidate, for which only those wait who want the lock, found off");
        }
        return new HostCosts(
                times.bindSeconds(), times.freeSeconds(), times.rolloverSeconds(), times.invalidateSeconds(), isSerial);
    }

    private record Times(
            Distribution bindSeconds,
            Distribution freeSeconds,
            Distribution rolloverSeconds,
            Distribution invalidateSeconds) {
        static Times read(Section section) {
            return new Times(
                    section.optional("bind", "the service time of a bind", DistributionReader.time(), "0s"),
                    section.optional(
                            "free",
                            "from the release until the id can be allocated again",
                            DistributionReader.time(),
                            "0s"),
                    section.optional(
                            "rollover",
                            "the TLB flush that each CPU owes after a rollover of ASIDs and pays at its next switch",
                            DistributionReader.time(),
                            "0s"),
                    section.optional(
                            "invalidate",
                            "the invalidation at the end of a bond, under the lock of binds",
                            DistributionReader.time(),
                            "0s"));
        }
    }

    private void check(Section section) {
        if (sva == Sva.LAST_UNBIND && asidScheme == AsidScheme.PRIVATE) {
            section.problem(
                    "asid_scheme",
                    "expected pinned | none with sva: last-unbind (<= 5.17), found private (>= 6.11): no kernel has both");
        }
        if (bounds.tdxKeys() > 0 && !rules.release().hasTdx()) {
            section.problem(
                    "tdx_keys",
                    "expected 0 before kernel 6.16, the first that runs trust domains, found " + bounds.tdxKeys());
        }
        if (asidScheme == AsidScheme.NONE) {
            checkNoAsids(section);
        } else {
            checkAsids(section);
        }
    }

    private void checkNoAsids(Section section) {
        String where = " on a host without ASIDs (asid_scheme: none)";
        if (asidBits != 0) {
            section.problem("asid_bits", "expected none" + where + ", found " + asidBits);
        }
        if (kpti) {
            section.problem("kpti", "expected off" + where + ", found on");
        }
        if (dmaDomains != 0) {
            section.problem("dma_domains", "expected 0" + where + ", found " + dmaDomains);
        }
        if (bounds.vmids() != HostBounds.NONE.vmids()) {
            section.problem("vmid_bits", "expected none" + where + ", found a width");
        }
        if (guestIds == GuestIds.POOL_AND_ASID) {
            section.problem("guest_ids", "expected pool | none" + where + ", found pool-and-asid");
        }
    }

    private void checkAsids(Section section) {
        if (asidBits == 0) {
            section.problem(
                    "asid_bits", "expected a width with asid_scheme: " + Forms.word(asidScheme) + ", found none");
        } else if (cpus > CpuAsids.mostCpus(asidBits, kpti)) {
            section.problem(
                    "cpus",
                    "expected at most " + CpuAsids.mostCpus(asidBits, kpti) + " possible CPUs with " + asidBits
                            + "-bit ASIDs" + (kpti ? " and kpti: on" : "") + ", found " + cpus
                            + ": after a rollover no ASID could be left (asids_update_limit)");
        } else if (kernel(ControlsSpec.NONE).asids() < 1) {
            section.problem("preset", "expected a host on which an address space can be shared, found a capacity of 0");
        }
    }

    private void comment(Section section) {
        section.comment("capacity " + Numbers.counted(capacity(), "id"));
        KernelRelease release = rules.release();
        boolean isArm = preset.isArm();
        commentRelease(section, "sva", Forms.word(sva), Forms.word(Sva.of(release)));
        if (isArm) {
            commentRelease(section, "asid_scheme", Forms.word(asidScheme), Forms.word(AsidScheme.ofArm(release)));
        }
        boolean isGated = preset.isX86() && release.isSvaGatedOnX86();
        commentRelease(section, "x86_gate", onOff(rules.isSvaGated()), onOff(isGated));
    }

    /** Marks a key that the release decides: that its value is the release's, or what the release's would be. */
    private void commentRelease(Section section, String key, String value, String ofRelease) {
        String release = "kernel " + rules.release();
        section.comment(key, value.equals(ofRelease) ? "as " + release : release + " has " + ofRelease);
    }

    private static String onOff(boolean isOn) {
        return isOn ? "on" : "off";
    }

    /** Returns how many ids tenants can hold together; 0 if the width of ASIDs is missing, which is a problem of its own. */
    long capacity() {
        boolean lacksWidth = asidBits == 0 && asidScheme != AsidScheme.NONE;
        if (lacksWidth) {
            return 0;
        }
        KernelConfig kernel = kernel(ControlsSpec.NONE);
        return Math.max(0, kernel.capacity(kernel.smmus()));
    }

    boolean hasDevice(String name) {
        return devices.stream().anyMatch(device -> device.name().equals(name));
    }

    /** Returns the kernel of this machine with {@code controls}. */
    KernelConfig kernel(ControlsSpec controls) {
        return new KernelConfig(
                cpus,
                Math.toIntExact(maxPasids),
                asidBits,
                kpti,
                sva,
                asidScheme,
                dmaDomains,
                guestIds,
                pidMax,
                devices,
                controls.ioasids(),
                controls.miscPasid(),
                controls.miscAsid(),
                hostSetQuota,
                isAboveZero(costs.freeSeconds()),
                rules.charging(controls.charge()),
                bounds.limitingDevices(controls.limitsDevices()));
    }

    private static boolean isAboveZero(Distribution distribution) {
        return !(distribution instanceof Constant constant && constant.value() == 0);
    }
}
