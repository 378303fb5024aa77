package org.ioasidsim.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.sva.Device;
import org.jspecify.annotations.Nullable;

/** The shapes of the tenants' requests. Equal needs share one shape, so that one gate at each cgroup watches for all of them. */
final class Shapes {
    private final Kernel kernel;
    private final Reclaimer reclaimer;
    private final Map<Shared, RequestShape> known = new HashMap<>();

    /** @param reclaimer takes idle ids back for such requests */
    Shapes(Kernel kernel, Reclaimer reclaimer) {
        this.kernel = kernel;
        this.reclaimer = reclaimer;
    }

    /**
     * What requests of one shape have in common.
     *
     * @param limitedUser the user whose limit on tasks they share; null where no limit holds, so that it does not matter whose they are
     */
    private record Shared(@Nullable User limitedUser, RequestNeeds needs) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Shared shared && limitedUser == shared.limitedUser && needs.equals(shared.needs);
        }

        @Override
        public int hashCode() {
            return 31 * Objects.hashCode(limitedUser) + needs.hashCode();
        }
    }

    /**
     * Returns the shape of the requests of processes.
     *
     * @param user whose tasks they fork
     * @param forkedTasks host tasks that a process forks; 0 for guest processes
     * @param ofVm whether they are guest processes
     * @param devices that a process binds, in order
     */
    RequestShape of(User user, int forkedTasks, boolean ofVm, Device... devices) {
        return of(user, new RequestNeeds(forkedTasks, ofVm, kernel.config().guestIds(), List.of(devices), false));
    }

    /** Returns the shape of requests with these needs. */
    RequestShape of(User user, RequestNeeds needs) {
        User limited = user.limit() == Long.MAX_VALUE ? null : user;
        return known.computeIfAbsent(
                new Shared(limited, needs), shared -> new RequestShape(kernel, reclaimer, user, needs));
    }
}
