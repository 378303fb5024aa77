package org.ioasidsim.scenario;

import org.ioasidsim.kernel.KernelConfig.AsidScheme;

/** What all tenants can hold together, in ids. */
final class Capacity {
    /** ASID 0 and one spare: arch/arm64/mm/context.c, arm64_mm_context_get. */
    private static final int UNPINNABLE = 2;

    private Capacity() {}

    /** Returns the smaller of the PASIDs but 0 and the address spaces that can be shared; at least 0. */
    static long of(long maxPasids, int asidBits, boolean kpti, AsidScheme scheme, int cpus, int dmaDomains, int smmus) {
        long asids = switch (scheme) {
            case PINNED -> (1L << (kpti ? asidBits - 1 : asidBits)) - cpus - UNPINNABLE;
            case PRIVATE -> ((1L << asidBits) - 1 - dmaDomains) / smmus;
            case NONE -> Long.MAX_VALUE;
        };
        return Math.max(0, Math.min(maxPasids - 1, asids));
    }
}
