package org.ioasidsim.kernel;

import java.util.List;
import org.ioasidsim.kernel.base.HostBounds;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.KernelRules;

/** Small hosts for tests: each starts from a plain one and changes what the test is about. */
public final class Hosts {
    public static final IdListener DEAF = new IdListener() {
        @Override
        public void allocated(int id) {}

        @Override
        public void released(int id) {}
    };

    public int cpus = 4;
    public int maxPasids = 1 << 20;
    public int asidBits;
    boolean isKpti;
    public Sva sva = Sva.MM_DROP;
    public AsidScheme scheme = AsidScheme.NONE;
    public int dmaDomains;
    public GuestIds guestIds = GuestIds.POOL;
    public long pidMax = 4_194_304;
    public List<DeviceConfig> devices = List.of(new DeviceConfig("dev", 1 << 20, 0, 0, false));
    public IoasidsFlavour ioasids = IoasidsFlavour.OFF;
    public boolean hasMiscPasid;
    public boolean hasMiscAsid;
    public long hostSetQuota = KernelConfig.NO_HOST_SET;
    public boolean defersFree;
    public KernelRules rules = KernelRules.NEWEST;
    public HostBounds bounds = HostBounds.NONE;

    public static Hosts arm(int bits, int cpus, boolean isKpti, AsidScheme scheme) {
        Hosts hosts = new Hosts();
        hosts.asidBits = bits;
        hosts.cpus = cpus;
        hosts.isKpti = isKpti;
        hosts.scheme = scheme;
        hosts.guestIds = GuestIds.POOL_AND_ASID;
        return hosts;
    }

    public static Hosts pasids(int maxPasids) {
        Hosts hosts = new Hosts();
        hosts.maxPasids = maxPasids;
        hosts.devices = List.of(new DeviceConfig("dev", maxPasids, 0, 0, false));
        return hosts;
    }

    public KernelConfig config() {
        return new KernelConfig(
                cpus,
                maxPasids,
                asidBits,
                isKpti,
                sva,
                scheme,
                dmaDomains,
                guestIds,
                pidMax,
                devices,
                ioasids,
                hasMiscPasid,
                hasMiscAsid,
                hostSetQuota,
                defersFree,
                rules,
                bounds);
    }

    Kernel boot() {
        return kernel(DEAF);
    }

    /** Returns the kernel of this host without a further rule. */
    public Kernel kernel(IdListener listener) {
        Admission none = null;
        return new Kernel(config(), listener, none);
    }
}
