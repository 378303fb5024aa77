package org.ioasidsim.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the order of operations: the facade decides as the naive model does, charges sum up to the usage at every level, a refusal changes
 * nothing but the documented leaks, no id is held twice, and nothing is lost at the end.
 */
@Tag("slow")
class RandomOperationsTest {
    private static final int OPERATIONS = 32_000;
    private static final int CHECK_EVERY = 64;
    private static final List<IoasidsFlavour> FLAVOURS = List.copyOf(EnumSet.allOf(IoasidsFlavour.class));
    private static final List<AsidScheme> SCHEMES = List.copyOf(EnumSet.allOf(AsidScheme.class));
    private static final long CAPACITY = 1 << 30;
    private static final List<String> GROUPS = List.of("/", "/a", "/a/x", "/a/y", "/b");
    private static final List<DeviceConfig> DEVICES = List.of(
            new DeviceConfig("wide", 25, 0, 0, false),
            new DeviceConfig("narrow", 9, 1, 0, false),
            new DeviceConfig("queued", 25, 1, 5, true));

    static IntStream seeds() {
        return IntStream.range(0, 32);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithTheNaiveModel(int seed) {
        new Run(seed).go();
    }

    private static final class Run {
        private final int seed;
        private final Random random;
        private final KernelConfig config;
        private final Kernel kernel;
        private final NaiveKernel naive;
        private final Set<Integer> told = new HashSet<>();
        private final List<Integer> released = new ArrayList<>();
        private int step;

        Run(int seed) {
            this.seed = seed;
            random = new Random(seed);
            config = randomConfig(seed);
            naive = new NaiveKernel(config, GROUPS);
            Kernel.Boot boot = new Kernel.Boot(CAPACITY, config.miscPasid() ? config.ids() : 0, false);
            kernel = new Kernel(config, listener(), boot);
            for (String path : GROUPS.subList(1, GROUPS.size())) {
                assertThat(kernel.mkdir(path).path()).isEqualTo(path);
                write(path);
            }
        }

        private IdListener listener() {
            return new IdListener() {
                @Override
                public void allocated(int id) {
                    check(told.add(id), "id held twice");
                }

                @Override
                public void released(int id) {
                    check(told.remove(id), "id released twice");
                    released.add(id);
                }
            };
        }

        private static KernelConfig randomConfig(int seed) {
            Hosts hosts = Hosts.pasids(25);
            hosts.devices = DEVICES;
            hosts.ioasids = FLAVOURS.get(seed & 3);
            hosts.scheme = SCHEMES.get(seed % 3);
            hosts.asidBits = 8;
            hosts.cpus = 240;
            hosts.dmaDomains = 241;
            hosts.hasMiscPasid = (seed & 4) != 0;
            hosts.hasMiscAsid = (seed & 4) != 0 && hosts.scheme != AsidScheme.NONE;
            hosts.sva = (seed & 8) != 0 ? Sva.MM_DROP : Sva.LAST_UNBIND;
            hosts.defersFree = (seed & 16) != 0;
            hosts.guestIds = seed % 5 == 0 ? GuestIds.POOL : GuestIds.POOL_AND_ASID;
            return hosts.config();
        }

        void go() {
            for (step = 0; step < OPERATIONS; step++) {
                operate();
                if (step % CHECK_EVERY == 0) {
                    compare();
                }
            }
            end();
        }

        private void operate() {
            switch (random.nextInt(12)) {
                case 0 -> create();
                case 1, 2, 3, 4 -> bind();
                case 5 -> unbind();
                case 6 -> takePrivate();
                case 7 -> drop();
                case 8 -> move();
                case 9 -> vm();
                case 10 -> write(anyGroup());
                default -> finishFree();
            }
        }

        private void create() {
            if (naive.mms.size() > 30) {
                return;
            }
            boolean isGuest = random.nextBoolean() && !naive.vms.isEmpty();
            String path = anyGroup();
            NaiveKernel.Vm vm = isGuest ? any(naive.vms) : null;
            NaiveKernel.Mm mm = new NaiveKernel.Mm(path, vm);
            mm.handle = vm == null ? kernel.createMm(group(path)) : kernel.createGuestMm(vm.real);
            naive.mms.add(mm);
        }

        private void bind() {
            if (naive.mms.isEmpty()) {
                return;
            }
            NaiveKernel.Mm mm = any(naive.mms);
            DeviceConfig device = any(DEVICES);
            decide(naive.bind(mm, device), kernel.tryBind(mm.handle, kernel.device(device.name())));
            int expected = mm.pasid == null ? 0 : mm.pasid.number;
            check(kernel.pasid(mm.handle) == expected, "another PASID");
        }

        private void unbind() {
            List<NaiveKernel.Mm> bound =
                    naive.mms.stream().filter(mm -> !mm.bonds.isEmpty()).toList();
            if (!bound.isEmpty()) {
                NaiveKernel.Mm mm = any(bound);
                DeviceConfig device =
                        any(DEVICES.stream().filter(mm.bonds::containsKey).toList());
                naive.unbind(mm, device);
                kernel.unbind(mm.handle, kernel.device(device.name()));
            }
        }

        private void takePrivate() {
            if (!naive.mms.isEmpty() && random.nextInt(3) == 0) {
                NaiveKernel.Mm mm = any(naive.mms);
                decide(naive.takePrivate(mm), kernel.tryAllocPrivate(mm.handle));
            }
        }

        private void decide(@Nullable Limit expected, boolean isGranted) {
            check(isGranted == (expected == null), "expected " + expected + ", granted " + isGranted);
            check(isGranted || kernel.refusal().limit() == expected, "expected " + expected);
        }

        private void drop() {
            if (!naive.mms.isEmpty()) {
                NaiveKernel.Mm mm = any(naive.mms);
                naive.drop(mm);
                kernel.dropMm(mm.handle);
            }
        }

        private void move() {
            String path = anyGroup();
            if (random.nextBoolean() && !naive.vms.isEmpty()) {
                NaiveKernel.Vm vm = any(naive.vms);
                vm.group = path;
                kernel.moveVm(vm.real, group(path));
                return;
            }
            List<NaiveKernel.Mm> hosts =
                    naive.mms.stream().filter(mm -> mm.vm == null).toList();
            if (!hosts.isEmpty()) {
                NaiveKernel.Mm mm = any(hosts);
                mm.hostGroup = path;
                kernel.moveMm(mm.handle, group(path));
            }
        }

        private void vm() {
            if (naive.vms.size() < 3) {
                openVm();
            } else if (random.nextInt(10) == 0) {
                NaiveKernel.Vm vm = any(naive.vms);
                boolean isKilled = random.nextInt(20) == 0;
                naive.close(vm, isKilled);
                kernel.closeVm(vm.real, isKilled);
            }
        }

        private void openVm() {
            String path = anyGroup();
            long quota = 1L + random.nextInt(8);
            VirtualMachine real = kernel.createVm(group(path), quota, Long.MAX_VALUE);
            check(real.hasSet(), "no set although there is capacity");
            naive.vms.add(new NaiveKernel.Vm(path, quota, real));
        }

        private void write(String path) {
            if (path.equals("/")) {
                return;
            }
            int limit = random.nextInt(20);
            if (config.miscPasid()) {
                assertThat(kernel.write(group(path), "misc.max", "pasid " + limit))
                        .isNull();
                naive.setLimit(path, Resource.MISC_PASID, Math.min(limit, config.ids()));
            }
            if (config.miscAsid()) {
                assertThat(kernel.write(group(path), "misc.max", "asid " + limit))
                        .isNull();
                naive.setLimit(path, Resource.MISC_ASID, Math.min(limit, config.asids()));
            }
            if (config.ioasids() != IoasidsFlavour.OFF
                    && kernel.write(group(path), "ioasids.max", "" + limit) == null) {
                naive.setLimit(path, Resource.IOASIDS, limit);
            }
        }

        private void finishFree() {
            if (config.deferFree() && !released.isEmpty()) {
                finish(released.remove(random.nextInt(released.size())));
            }
        }

        private void finish(int id) {
            naive.pending.removeIf(pending -> pending.number == id);
            kernel.finishFree(id);
        }

        private void compare() {
            for (String path : GROUPS) {
                for (Resource resource : Resource.values()) {
                    long expected = naive.usage(path, resource);
                    long actual = group(path).usage(resource);
                    check(actual == expected, path + " " + resource + ": " + actual + " instead of " + expected);
                }
            }
            Set<Integer> taken = naive.taken();
            check(kernel.pool().count() == taken.size(), "ids in the pool");
            check(taken.stream().allMatch(kernel.pool()::isTaken), "an id is free that is held");
        }

        private void end() {
            List.copyOf(naive.vms).forEach(vm -> {
                naive.close(vm, false);
                kernel.closeVm(vm.real, false);
            });
            List.copyOf(naive.mms).forEach(mm -> {
                naive.drop(mm);
                kernel.dropMm(mm.handle);
            });
            if (config.deferFree()) {
                List.copyOf(released).forEach(this::finish);
            }
            compare();
            check(kernel.pool().count() == 0, "an id is lost");
            check(told.isEmpty(), "an id was not released");
            check(kernel.cpuAsids().pinned() + kernel.smmuAsids() + kernel.bonds() == 0, "an ASID or a bond is lost");
            check(kernel.root().usage(Resource.MISC_PASID) == 0, "a misc charge is lost");
            check(kernel.root().usage(Resource.IOASIDS) == kernel.stuckCharges(), "an ioasids charge is lost");
            check(kernel.sets().count() == 0, "a set is lost");
            check(config.ioasids() != IoasidsFlavour.RESERVATION || isCapacityReturned(), "capacity is lost");
        }

        private boolean isCapacityReturned() {
            long reserved = GROUPS.stream()
                    .skip(1)
                    .mapToLong(path -> naive.limit(path, Resource.IOASIDS))
                    .sum();
            return kernel.capacity().available() + reserved == CAPACITY;
        }

        private Cgroup group(String path) {
            Cgroup group = kernel.find(path);
            if (group == null) {
                throw new AssertionError("no cgroup " + path);
            }
            return group;
        }

        private String anyGroup() {
            return any(GROUPS);
        }

        private <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private void check(boolean holds, String what) {
            if (!holds) {
                throw new AssertionError("seed " + seed + ", step " + step + ": " + what);
            }
        }
    }
}
