package org.ioasidsim.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.WrittenOutEquality;
import org.ioasidsim.kernel.Hosts;
import org.ioasidsim.kernel.IdListener;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.sva.Device;
import org.junit.jupiter.api.Test;

/** Tenants that share a shape share a clock: a tenant must not be counted as refused because another one's user is at its limit. */
class ShapesTest {
    private static final long LIMIT = 5;

    private final Kernel kernel = Hosts.pasids(16).kernel(new IdListener() {
        @Override
        public void allocated(int id) {}

        @Override
        public void released(int id) {}
    });
    private final Device device = kernel.device("dev");
    private final Shapes shapes = new Shapes(kernel, Reclaimer.NONE);

    @Test
    void givesTwoLimitedUsersTwoShapesEvenIfTheirHashesAreEqual() {
        List<User> users = usersOfOneHash();
        RequestShape first = shapes.of(users.get(0), 1, false, device);
        RequestShape second = shapes.of(users.get(1), 1, false, device);
        users.get(0).count((int) LIMIT);
        assertThat(first.isRefusedByHost()).isTrue();
        assertThat(second.isRefusedByHost()).isFalse();
    }

    @Test
    void givesEqualNeedsOneShape() {
        User limited = new User(LIMIT);
        assertThat(shapes.of(limited, 1, false, device)).isSameAs(shapes.of(limited, 1, false, device));
        assertThat(shapes.of(new User(Long.MAX_VALUE), 1, false, device))
                .isSameAs(shapes.of(new User(Long.MAX_VALUE), 1, false, device));
    }

    @Test
    void tellsApartWhateverARequestTakes() {
        User user = new User(Long.MAX_VALUE);
        assertThat(List.of(
                        shapes.of(user, 1, false, device),
                        shapes.of(user, 2, false, device),
                        shapes.of(user, 1, true, device),
                        shapes.of(user, 1, false)))
                .doesNotHaveDuplicates();
    }

    @Test
    void needsAreEqualOnlyWhereEachOfThemIs() throws Exception {
        WrittenOutEquality.looksAtEachComponent(
                new RequestNeeds(0, false, GuestIds.NONE, List.of(), false),
                new RequestNeeds(1, true, GuestIds.POOL, List.of(device), true, Set.of(RequestNeeds.Part.ID)));
    }

    /** An object's own hash has 31 bits at most: among some 55,000 users two are expected to have the same, among 2^31 + 1 two must. */
    private static List<User> usersOfOneHash() {
        Map<Integer, User> byHash = new HashMap<>();
        while (true) {
            User user = new User(LIMIT);
            User other = byHash.put(user.hashCode(), user);
            if (other != null) {
                return List.of(other, user);
            }
        }
    }
}
