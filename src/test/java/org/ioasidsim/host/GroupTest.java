package org.ioasidsim.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.ioasidsim.kernel.Hosts;
import org.ioasidsim.kernel.IdListener;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.Syscalls;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.ioasid.PidNumbers;
import org.ioasidsim.kernel.sva.AddressSpaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A gate that is not looked at must not have been about to change: one that is shut would stay so for ever, one that is open would let pass what is
 * refused.
 */
class GroupTest {
    private final Kernel kernel = Hosts.pasids(3).kernel(new IdListener() {
        @Override
        public void allocated(int id) {}

        @Override
        public void released(int id) {}
    });

    @Test
    void whatIsGivenBackOpensAGate() {
        var allGates = new AllGates();
        var root = new Group(kernel.root(), null, allGates);
        var web = new Group(kernel.mkdir("/web"), root, allGates);
        RequestShape shape =
                new Shapes(kernel, Reclaimer.NONE).of(new User(Long.MAX_VALUE), 0, false, kernel.device("dev"));
        Gate gate = web.gate(shape, 0);
        int first = kernel.createMm(web.cgroup());
        int second = kernel.createMm(web.cgroup());
        assertThat(kernel.tryBind(first, kernel.device("dev"))).isTrue();
        web.refreshPath(1);
        assertThat(gate.isShut()).isFalse();
        assertThat(allGates.areOpen()).isTrue();
        assertThat(kernel.tryBind(second, kernel.device("dev"))).isTrue();
        web.refreshPath(2);
        assertThat(gate.isShut()).isTrue();
        assertThat(allGates.areOpen()).isFalse();
        kernel.dropMm(first);
        web.refreshPathGivenBack(5);
        assertThat(gate.isShut()).isFalse();
        assertThat(allGates.areOpen()).isTrue();
        kernel.dropMm(second);
        web.refreshPathGivenBack(6);
        assertThat(gate.shutSeconds(9)).isEqualTo(3);
    }

    @Test
    void oneThatIsShutIsLookedAtAlthoughNothingIsInUse() {
        var all = new AllGates();
        assertThat(all.stayOpen(kernel)).isTrue();
        all.countShut(1);
        assertThat(all.stayOpen(kernel)).isFalse();
    }

    /** Random binds, exits, limits and resets on hosts of few ids and tasks: each gate is as one that is made anew. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void gatesThatAreNotLookedAtAreAsThoseMadeAnew(long seed) {
        var run = new RandomRun(seed);
        for (int step = 0; step < 3000; step++) {
            run.step(step);
        }
        assertThat(run.notLookedAt).isPositive();
        assertThat(run.shut).isPositive();
    }

    /** Two groups, one below the other, and one beside them; which shapes there are, and whether limits are written, differs from seed to seed. */
    private static final class RandomRun {
        private final SplittableRandom random;
        private final Kernel kernel;
        private final Syscalls calls;
        private final AllGates all = new AllGates();
        private final List<Group> groups = new ArrayList<>();
        private final List<RequestShape> shapes = new ArrayList<>();
        private final User user;
        private final Map<Integer, Group> alive = new LinkedHashMap<>();
        private final boolean writesLimits;
        private final boolean resets;
        private int notLookedAt;
        private int shut;

        RandomRun(long seed) {
            random = new SplittableRandom(seed);
            Hosts hosts = Hosts.pasids(8);
            hosts.devices =
                    List.of(new DeviceConfig("dev", 8, 0, 0, false), new DeviceConfig("narrow", 5, 0, 0, false));
            hosts.pidMax = PidNumbers.pidMax(seed % 2 == 0 ? 12 : 1000);
            kernel = hosts.kernel(Hosts.DEAF);
            calls = new Syscalls(kernel);
            user = new User(seed % 4 == 0 ? 9 : Long.MAX_VALUE);
            writesLimits = seed % 3 == 0;
            resets = seed % 5 == 0;
            var root = new Group(kernel.root(), null, all);
            groups.add(root);
            groups.add(new Group(calls.mkdir("/a"), root, all));
            groups.add(new Group(calls.mkdir("/a/x"), groups.get(1), all));
            groups.add(new Group(calls.mkdir("/b"), root, all));
            var made = new Shapes(kernel, Reclaimer.NONE);
            shapes.add(made.of(user, 2, false, kernel.device("dev")));
            if (seed % 2 == 1) {
                shapes.add(made.of(user, 1, false, kernel.device("narrow")));
            }
        }

        void step(int step) {
            Group group = groups.get(2 + random.nextInt(2));
            int what = random.nextInt(100);
            boolean isFilling = step / 50 % 2 == 0;
            if (what < (isFilling ? 70 : 25)) {
                enter(group, step);
            } else if (what < 95) {
                leave(step);
            } else if (what < 97 && writesLimits) {
                Group limited = groups.get(1 + random.nextInt(3));
                String value = random.nextBoolean() ? "max" : Integer.toString(random.nextInt(20));
                assertThat(calls.write(limited.cgroup(), "pids.max", value)).isNull();
                limited.reviewLimits();
                refresh(limited, step);
            } else if (what >= 97 && resets) {
                calls.setInReset(kernel.device("dev"), random.nextInt(3) == 0);
                refresh(groups.get(0), step);
            }
            compare(step);
        }

        private void enter(Group group, int step) {
            int mm = calls.tryFork(group.cgroup(), user, tasks(group));
            if (mm != AddressSpaces.NONE) {
                var unused = calls.tryBind(mm, kernel.device(random.nextBoolean() ? "dev" : "narrow"));
                alive.put(mm, group);
            }
            refresh(group, step);
        }

        private void leave(int step) {
            if (!alive.isEmpty()) {
                int mm = new ArrayList<>(alive.keySet()).get(random.nextInt(alive.size()));
                Group group = Objects.requireNonNull(alive.remove(mm));
                calls.exit(mm, group.cgroup(), user, tasks(group));
                group.refreshPathGivenBack(step);
            }
        }

        private int tasks(Group group) {
            return group == groups.get(2) ? 2 : 1;
        }

        /** As {@link Host#refresh} does. */
        private void refresh(Group group, int step) {
            if (all.stayOpen(kernel)) {
                notLookedAt++;
            } else {
                group.refreshPath(step);
            }
        }

        private void compare(int step) {
            for (Group group : groups.subList(2, 4)) {
                for (RequestShape shape : shapes) {
                    boolean isShut = group.gate(shape, step).isShut();
                    assertThat(isShut)
                            .as("step " + step)
                            .isEqualTo(anew(group, shape).isShut());
                    shut += isShut ? 1 : 0;
                }
            }
        }

        private static Gate anew(Group group, RequestShape shape) {
            Group parent = group.parent();
            Gate above = parent == null ? null : anew(parent, shape);
            return new Gate(group.cgroup(), shape, above, new AllGates(), 0);
        }
    }
}
