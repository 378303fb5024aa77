package org.ioasidsim.ops;

import java.util.List;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;

/** Writes the operations that describe a simulated kernel: its host, and its devices in their order. */
final class HostLine {
    private HostLine() {}

    static String host(KernelConfig config) {
        var line = new StringBuilder("host");
        add(line, "kernel", config.rules().release());
        add(line, "x86-gate", onOff(config.rules().isSvaGated()));
        add(line, "cgroups", Settings.wordOf(config.rules().cgroups()));
        add(line, "cpus", config.cpus());
        add(line, "pasid-bits", 32 - Integer.numberOfLeadingZeros(config.maxPasids() - 1));
        add(line, "max-pasids", config.maxPasids());
        addAbove(line, "reserved-pasids", config.bounds().reservedPasids());
        add(line, "sva", Settings.wordOf(config.sva()));
        add(line, "asid-scheme", Settings.wordOf(config.asidScheme()));
        if (config.asidScheme() != AsidScheme.NONE) {
            add(line, "asid-bits", config.asidBits());
            add(line, "kpti", onOff(config.kpti()));
            add(line, "kpti-config", onOff(config.kpti()));
            add(line, "dma-domains", config.dmaDomains());
        }
        add(line, "guest-ids", Settings.wordOf(config.guestIds()));
        add(line, "pid-max", config.pidMax());
        add(line, "pid-numbers", "counted");
        add(line, "misc-pasid", config.bounds().limitsDevices() ? "per-device" : onOff(config.miscPasid()));
        addAbove(line, "sev-asids", config.bounds().sevAsids());
        addAbove(line, "sev-es-asids", config.bounds().sevEsAsids());
        addAbove(line, "tdx-keys", config.bounds().tdxKeys());
        addBelow(line, "threads-max", config.bounds().threadsMax(), Long.MAX_VALUE);
        addBelow(line, "vmid-bits", Integer.bitCount(config.bounds().vmids()), Integer.SIZE - 1);
        addAbove(line, "bond-memory", config.bounds().bondBytes());
        add(line, "misc-asid", onOff(config.miscAsid()));
        add(line, "charge", Settings.wordOf(config.rules().charge()));
        add(line, "ioasids", Settings.wordOf(config.ioasids()));
        add(line, "capacity", config.maxPasids());
        if (config.ioasids() == IoasidsFlavour.AS_POSTED && config.hostSetQuota() != KernelConfig.NO_HOST_SET) {
            add(line, "host-quota", config.hostSetQuota());
        }
        return line.toString();
    }

    static List<String> devices(KernelConfig config) {
        return config.devices().stream().map(HostLine::device).toList();
    }

    private static String device(DeviceConfig device) {
        var line = new StringBuilder("device ").append(device.name());
        add(line, "max-pasids", device.maxPasids());
        add(line, "smmu", device.smmu());
        add(line, "driver", Settings.wordOf(device.driver()));
        addAbove(line, "kernel-pasids", device.kernelPasids());
        if (device.isOpenedByGroup()) {
            add(line, "vfio", "group");
        }
        if (device.workQueues() > 0) {
            add(line, "queues", device.workQueues());
            add(line, "mode", device.dedicated() ? "dedicated" : "shared");
        }
        return line.toString();
    }

    private static void add(StringBuilder line, String key, Object value) {
        line.append(' ').append(key).append('=').append(value);
    }

    /** Adds a number whose default is 0. */
    private static void addAbove(StringBuilder line, String key, long number) {
        if (number > 0) {
            add(line, key, number);
        }
    }

    /** Adds a number whose default is {@code standard}, the largest. */
    private static void addBelow(StringBuilder line, String key, long number, long standard) {
        if (number < standard) {
            add(line, key, number);
        }
    }

    private static String onOff(boolean isOn) {
        return isOn ? "on" : "off";
    }
}
