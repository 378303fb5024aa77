package org.ioasidsim.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.Denial;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.task.HostProcess;
import org.ioasidsim.kernel.task.ProcessTable;
import org.ioasidsim.kernel.task.Tasks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernel has two models of a held id: {@link IdAccount}, which a run uses, and {@link org.ioasidsim.kernel.ioasid.Ioasids} behind
 * /dev/ioasid, which op scripts use. A rule that is changed in one of them only must not go unnoticed: here both carry out the same random
 * operations, guest processes of VMs on the one side, a process with an open /dev/ioasid for each VM on the other, and answer the same.
 */
class HeldIdsTest {
    private static final int OPERATIONS = 8_000;
    private static final int CHECK_EVERY = 16;
    private static final int MAX_PASIDS = 25;
    private static final int MOST_QUOTA = 8;
    private static final int MOST_VMS = 4;
    private static final int HOST_QUOTA = 5;

    /** Too little for all, so that opens and reservations are refused too. */
    private static final long CAPACITY = 600;

    private static final List<IoasidsFlavour> FLAVOURS = List.copyOf(EnumSet.allOf(IoasidsFlavour.class));
    private static final List<String> GROUPS = List.of("/", "/a", "/a/x", "/a/y", "/b");

    static IntStream seeds() {
        return IntStream.range(0, 32);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothModelsAnswerTheSame(int seed) {
        new Run(seed).go();
    }

    /** An id with its address space on the one side; on the other it has the same number. */
    private record Held(int id, int mm) {}

    /** A VM and the process that stands for it. */
    private static final class Pair {
        private final VirtualMachine vm;
        private final HostProcess process;
        private final ProcessTable table;
        private final List<Held> held = new ArrayList<>();

        Pair(VirtualMachine vm, HostProcess process, ProcessTable table) {
            this.vm = vm;
            this.process = process;
            this.table = table;
        }

        IoasidSet set() {
            return Objects.requireNonNull(table.newestSet(process));
        }
    }

    private static final class Run {
        private final int seed;
        private final Random random;
        private final IoasidsFlavour flavour;
        private final boolean defersFree;
        private final Kernel binds;
        private final Kernel files;
        private final org.ioasidsim.kernel.ioasid.Ioasids ioasids;
        private final List<ProcessTable> tables;
        private final User user = new User(Long.MAX_VALUE);
        private final List<Pair> pairs = new ArrayList<>();
        private final List<Integer> hostMms = new ArrayList<>();
        private final List<Pending> pending = new ArrayList<>();
        private int granted;
        private int step;

        /** An id whose free has begun: on the one side it is to be finished, on the other a holder has the last reference. */
        private record Pending(int id, Pair pair) {}

        Run(int seed) {
            this.seed = seed;
            random = new Random(seed);
            flavour = FLAVOURS.get(seed & 3);
            defersFree = (seed & 4) != 0;
            Hosts hosts = Hosts.pasids(MAX_PASIDS);
            hosts.ioasids = flavour;
            hosts.sva = (seed & 8) != 0 ? Sva.MM_DROP : Sva.LAST_UNBIND;
            hosts.defersFree = defersFree;
            hosts.hostSetQuota = (seed & 16) != 0 ? HOST_QUOTA : KernelConfig.NO_HOST_SET;
            binds = boot(hosts.config());
            files = boot(hosts.config());
            ioasids = new org.ioasidsim.kernel.ioasid.Ioasids(files.pool(), files.sets(), flavour);
            Tasks tasks = new Tasks(files, false);
            tables = IntStream.rangeClosed(0, MOST_QUOTA)
                    .mapToObj(quota -> new ProcessTable(files, flavour, ioasids, tasks, quota))
                    .toList();
        }

        private Kernel boot(KernelConfig config) {
            // without reservations the account takes nothing of the capacity, which the table of sets always does
            boolean reserves = flavour == IoasidsFlavour.AS_POSTED || flavour == IoasidsFlavour.RESERVATION;
            Kernel kernel = new Kernel(config, Hosts.DEAF, new Kernel.Boot(reserves ? CAPACITY : 1 << 30, 0, false));
            GROUPS.stream()
                    .skip(1)
                    .forEach(path -> assertThat(kernel.mkdir(path).path()).isEqualTo(path));
            return kernel;
        }

        void go() {
            for (step = 0; step < OPERATIONS; step++) {
                operate();
                if (step % CHECK_EVERY == 0) {
                    compare();
                }
            }
            compare();
            assertThat(granted).as("ids granted").isGreaterThan(100);
        }

        private void operate() {
            switch (random.nextInt(12)) {
                case 0 -> open();
                case 1 -> end();
                case 2, 3, 4, 5 -> allocate();
                case 6, 7 -> free();
                case 8 -> move();
                case 9 -> write();
                case 10 -> finishOne();
                default -> host();
            }
        }

        private void open() {
            if (pairs.size() == MOST_VMS) {
                return;
            }
            int quota = 1 + random.nextInt(MOST_QUOTA);
            String path = anyGroup();
            VirtualMachine vm = binds.createVm(group(binds, path), quota, Long.MAX_VALUE);
            ProcessTable table = tables.get(quota);
            HostProcess process = Objects.requireNonNull(table.spawn(group(files, path), user));
            Errno error = table.open(process);
            check(vm.hasSet() == (error == null), "a set: " + vm.hasSet() + ", " + error);
            if (error == null) {
                pairs.add(new Pair(vm, process, table));
            } else {
                check(error == Errno.ENOSPC, "refused by " + error);
                binds.closeVm(vm, false);
                table.exit(process);
            }
        }

        private void end() {
            if (!pairs.isEmpty() && random.nextInt(6) == 0) {
                Pair pair = pairs.remove(random.nextInt(pairs.size()));
                if (random.nextBoolean()) {
                    kill(pair);
                } else {
                    close(pair);
                }
            }
        }

        private void kill(Pair pair) {
            binds.closeVm(pair.vm, true);
            pair.table.exit(pair.process);
            pair.held.forEach(held -> startFree(held.id(), pair));
        }

        /** As posted, a free that ends after the process leaves its charge behind, which the account does for killed VMs only: here none does. */
        private void close(Pair pair) {
            pending.stream().filter(free -> free.pair() == pair).toList().forEach(this::finish);
            if (defersFree) {
                pair.held.forEach(
                        held -> check(!ioasids.drop("drain", held.id(), files.root()), "was the last reference"));
            }
            binds.closeVm(pair.vm, false);
            if (defersFree) {
                pair.held.forEach(held -> binds.finishFree(held.id()));
            }
            check(pair.table.tryClose(pair.process), "no open file");
            pair.table.exit(pair.process);
        }

        private void startFree(int id, Pair pair) {
            if (defersFree) {
                pending.add(new Pending(id, pair));
            }
        }

        private void allocate() {
            if (pairs.isEmpty()) {
                return;
            }
            Pair pair = any(pairs);
            int mm = binds.createGuestMm(pair.vm);
            boolean isGranted = binds.tryBind(mm, binds.device("dev"));
            int id = pair.table.tryAlloc(pair.process, pair.set(), 1, MAX_PASIDS - 1);
            check(isGranted == (id != IdSpace.NONE), "granted: " + isGranted + ", " + id);
            if (isGranted) {
                check(binds.pasid(mm) == id, "the id: " + binds.pasid(mm) + ", " + id);
                holdToDefer(id);
                pair.held.add(new Held(id, mm));
                granted++;
            } else {
                compareRefusals(pair.vm);
                binds.dropMm(mm);
            }
        }

        /** As posted both answer EINVAL, as the ioctl does. Otherwise an open /dev/ioasid keeps the ioctl's answers, and a bind has its own. */
        private void compareRefusals(VirtualMachine vm) {
            Refusal refusal = binds.refusal();
            Denial denial = ioasids.denial();
            Limit limit = switch (denial) {
                case CGROUP -> Limit.IOASIDS;
                case QUOTA -> Limit.VM_QUOTA;
                case RANGE -> Limit.POOL;
                case ARGS, SET, OWNER -> throw new AssertionError("denied by " + denial);
            };
            check(refusal.limit() == limit, "refused by " + refusal.limit() + ", " + denial);
            // the level of a quota is the set's: a run names its VM's cgroup, an op script knows the set by its process
            String level = denial == Denial.QUOTA ? vm.group().path() : ioasids.denialLevel();
            check(refusal.level().equals(level), "level: " + refusal.level() + ", " + ioasids.denialLevel());
            Errno errno = flavour == IoasidsFlavour.AS_POSTED ? Errno.EINVAL : bindErrno(denial);
            check(refusal.errno() == errno, "errno: " + refusal.errno() + ", " + errno);
        }

        private Errno bindErrno(Denial denial) {
            return switch (denial) {
                case CGROUP -> denial.errno();
                case RANGE -> binds.config().sva() == Sva.LAST_UNBIND ? Errno.ENOMEM : Errno.ENOSPC;
                default -> Errno.ENOSPC;
            };
        }

        private void holdToDefer(int id) {
            if (defersFree) {
                check(ioasids.hold("drain", id, false) == null, "no reference");
            }
        }

        private void free() {
            Pair pair = pairs.isEmpty() ? null : any(pairs);
            if (pair == null || pair.held.isEmpty() || isLastAsPosted(pair)) {
                return;
            }
            Held held = pair.held.remove(random.nextInt(pair.held.size()));
            binds.dropMm(held.mm());
            ioasids.free(pair.set(), held.id(), pair.process.group());
            startFree(held.id(), pair);
        }

        /** As posted a set behind /dev/ioasid dies with its last id, where the account keeps a VM's set: here the last one stays. */
        private boolean isLastAsPosted(Pair pair) {
            return flavour == IoasidsFlavour.AS_POSTED && pair.held.size() == 1;
        }

        private void finishOne() {
            if (!pending.isEmpty()) {
                finish(any(pending));
            }
        }

        private void finish(Pending free) {
            pending.remove(free);
            binds.finishFree(free.id());
            check(ioasids.drop("drain", free.id(), free.pair().process.group()), "not the last reference");
        }

        private void move() {
            if (!pairs.isEmpty()) {
                Pair pair = any(pairs);
                String path = anyGroup();
                binds.moveVm(pair.vm, group(binds, path));
                pair.table.move(pair.process, group(files, path));
            }
        }

        private void write() {
            String path = anyGroup();
            String value = "" + random.nextInt(20);
            Errno error = binds.write(group(binds, path), "ioasids.max", value);
            check(error == files.write(group(files, path), "ioasids.max", value), "another error of a write");
        }

        /** Host processes and the host's own set, where it has one; without one there is nothing to compare. */
        private void host() {
            if (binds.hostSet() == null) {
                return;
            }
            if (hostMms.size() > 1 && random.nextBoolean() && !defersFree) {
                int mm = hostMms.remove(random.nextInt(hostMms.size()));
                int id = binds.pasid(mm);
                binds.dropMm(mm);
                check(ioasids.put(files.hostSet(), id, files.root()), "not the last reference");
                return;
            }
            int mm = binds.createMm(binds.root());
            boolean isGranted = binds.tryBind(mm, binds.device("dev"));
            int id = ioasids.tryAllocHost(files.hostSet(), 1, MAX_PASIDS - 1);
            check(isGranted == (id != IdSpace.NONE), "host granted: " + isGranted + ", " + id);
            if (isGranted) {
                check(binds.pasid(mm) == id, "the host's id: " + binds.pasid(mm) + ", " + id);
                hostMms.add(mm);
            } else {
                Limit limit = ioasids.denial() == Denial.QUOTA ? Limit.CAPACITY : Limit.POOL;
                check(
                        binds.refusal().limit() == limit,
                        "host refused by " + binds.refusal().limit());
                check(binds.refusal().level().equals(ioasids.denialLevel()), "another level");
                binds.dropMm(mm);
            }
        }

        private void compare() {
            for (String path : GROUPS) {
                Cgroup one = group(binds, path);
                Cgroup other = group(files, path);
                check(one.usage(Resource.IOASIDS) == other.usage(Resource.IOASIDS), path + ": usage");
                check(one.peak(Resource.IOASIDS) == other.peak(Resource.IOASIDS), path + ": peak");
                check(one.events(Resource.IOASIDS) == other.events(Resource.IOASIDS), path + ": events");
                check(
                        one.localEvents(Resource.IOASIDS) == other.localEvents(Resource.IOASIDS),
                        path + ": local events");
            }
            check(taken(binds).equals(taken(files)), "ids: " + taken(binds) + ", " + taken(files));
            for (Pair pair : pairs) {
                check(Objects.requireNonNull(pair.vm.set()).ids() == pair.set().ids(), "ids of a set");
            }
            boolean reserves = flavour == IoasidsFlavour.AS_POSTED || flavour == IoasidsFlavour.RESERVATION;
            if (reserves) {
                check(binds.sets().count() == files.sets().count(), "sets");
                check(binds.capacity().available() == files.capacity().available(), "capacity");
            }
        }

        private static Set<Integer> taken(Kernel kernel) {
            Set<Integer> taken = new TreeSet<>();
            IdSpace pool = kernel.pool();
            for (int id = pool.nextTaken(0); id != IdSpace.NONE; id = pool.nextTaken(id + 1)) {
                taken.add(id);
            }
            return taken;
        }

        private static Cgroup group(Kernel kernel, String path) {
            return Objects.requireNonNull(kernel.find(path));
        }

        private String anyGroup() {
            return any(GROUPS);
        }

        private <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private void check(boolean holds, String what) {
            if (!holds) {
                throw new AssertionError("seed " + seed + ", " + flavour + ", step " + step + ": " + what);
            }
        }
    }
}
