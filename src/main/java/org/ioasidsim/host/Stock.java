package org.ioasidsim.host;

import java.util.function.Supplier;
import org.ioasidsim.kernel.Kernel;

/** What the host has free, as a policy may know it. */
final class Stock {
    private final Supplier<Kernel> kernel;
    private final int smmus;

    /**
     * Makes the view of a kernel.
     *
     * @param kernel the same one at each call; asked for as late as used, since a kernel is made after the policy that it consults
     * @param smmus of the host
     */
    Stock(Supplier<Kernel> kernel, int smmus) {
        this.kernel = kernel;
        this.smmus = smmus;
    }

    /** Returns whether an id below {@code maxPasids} is free. */
    boolean hasFreeId(int maxPasids) {
        return kernel.get().hasFreeId(maxPasids);
    }

    boolean hasFreeAsid() {
        return kernel.get().hasFreeAsid(1);
    }

    /** Returns how many more ids tenants could be given. */
    long free() {
        return kernel.get().free(smmus);
    }
}
