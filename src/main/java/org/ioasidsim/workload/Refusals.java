package org.ioasidsim.workload;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.ioasidsim.host.Host;

/** Reports each refused try, of a fork, a bind or a private id, to the listener and to the policy. */
final class Refusals {
    private final Host host;
    private final WorkloadListener listener;

    Refusals(Host host, WorkloadListener listener) {
        this.host = host;
        this.listener = listener;
    }

    /** Reports the refusal that the kernel gave last; returns whether the policy puts the request in its queue for it. */
    @CanIgnoreReturnValue
    boolean report(Instance owner) {
        listener.refused(owner.tenant.index, host.kernel().refusal());
        return host.noteRefused();
    }
}
