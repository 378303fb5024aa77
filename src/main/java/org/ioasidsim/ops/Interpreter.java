package org.ioasidsim.ops;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ioasidsim.kernel.IdListener;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.Denial;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.ioasid.Ioasids;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.kernel.sva.DriverPasids;
import org.ioasidsim.kernel.task.Guests;
import org.ioasidsim.kernel.task.HostProcess;
import org.ioasidsim.kernel.task.ProcessTable;
import org.ioasidsim.kernel.task.Tasks;
import org.jspecify.annotations.Nullable;

/** One host and the names that a script gave to what is on it; turns operations into calls and answers into text. */
final class Interpreter {
    static final String OK = "ok";
    private static final String INVALID = "invalid";
    private static final String ROLLOVER = " rollover";
    private static final IdListener DEAF = new IdListener() {
        @Override
        public void allocated(int id) {}

        @Override
        public void released(int id) {}
    };

    private final Settings keys;
    private final KernelConfig config;
    private final Kernel kernel;
    private final Ioasids ioasids;
    private final Tasks tasks;
    private final ProcessTable processes;
    private final Explanation explanation;
    private final GuestOps guests;
    private final User root;
    private final Map<String, HostProcess> byName = new HashMap<>();
    private final Set<String> forgotten = new HashSet<>();
    private final Map<String, Device> devices = new HashMap<>();
    private final Map<String, User> users = new HashMap<>();

    Interpreter(Settings keys) {
        this.keys = keys;
        config = keys.config();
        kernel = new Kernel(config, DEAF, keys.boot());
        ioasids = new Ioasids(kernel.pool(), kernel.sets(), config.ioasids());
        tasks = new Tasks(kernel, keys.hasPidNumbers());
        processes = new ProcessTable(kernel, config.ioasids(), ioasids, tasks, keys.number("vm-quota", 0));
        guests = new GuestOps(kernel, new Guests(kernel, tasks));
        root = kernel.user(Long.MAX_VALUE);
        explanation = new Explanation(kernel, config);
    }

    String explain() {
        return explanation.text();
    }

    String run(Op op) {
        return switch (op.verb()) {
            case "mkdir" -> mkdir(op.arg(0));
            case "rmdir" -> withGroup(op.arg(0), this::rmdir);
            case "write" -> write(op.arg(0), op.arg(1));
            case "cat" -> cat(op.arg(0));
            case "spawn" -> withGroup(op.arg(1), group -> spawn(op.arg(0), group, op.settings(2)));
            case "fork" -> withAlive(op.arg(0), parent -> created(op.arg(1), () -> processes.fork(parent)));
            case "thread" -> withAlive(op.arg(0), process -> thread(process, op.number(1)));
            case "exit" -> exit(op.arg(0));
            case "reap" -> withKnown(op.arg(0), process -> reap(op.arg(0), process));
            case "exec" -> withAlive(op.arg(0), process -> done(() -> processes.exec(process)));
            case "move" -> withGroup(op.arg(1), group -> move(op.arg(0), group));
            case "move-refused" -> withKnown(op.arg(0), process -> moveRefused(process, op.arg(1)));
            case "rep" -> repeat(op);
            case "stat" -> stat();
            default -> runIoasids(op);
        };
    }

    private String runIoasids(Op op) {
        return switch (op.verb()) {
            case "open" -> withAlive(op.arg(0), this::open);
            case "alloc" -> withAlive(op.arg(0), process -> alloc(process, op));
            case "free" -> withAlive(op.arg(0), process -> free(process, op.number(1)));
            case "close" ->
                withAlive(op.arg(0), process -> processes.tryClose(process) ? OK : failed(Errno.EBADF, "no open file"));
            case "hold" -> answer(ioasids.hold(op.arg(0), op.number(1), op.has(2)), "ioasid_get: unknown or pending");
            case "drop" -> drop(op);
            case "flush" -> OK + " " + ioasids.flush(kernel.root());
            case "host-alloc" -> hostAlloc(op);
            case "host-free" ->
                freed(kernel.hostSet() != null && ioasids.put(kernel.hostSet(), op.number(0), kernel.root()));
            case "install" -> done(() -> kernel.capacity().install(op.number(0)));
            case "reserve" -> amount(kernel.capacity().tryReserve(op.number(0)), Errno.ENOSPC);
            case "cancel" -> amount(kernel.capacity().tryCancel(op.number(0)), Errno.EINVAL);
            case "set-alloc" -> setAlloc(op);
            default -> runIds(op);
        };
    }

    private String runIds(Op op) {
        return switch (op.verb()) {
            case "attach-spid" -> answer(ioasids.attachSpid(op.number(0), op.number(1)), "ioasid_attach_spid");
            case "detach-spid" -> answer(ioasids.detachSpid(op.number(0)), "ioasid_detach_spid");
            case "find-spid" -> withKnown(op.arg(0), process -> findSpid(process, op.number(1), op.has(2)));
            case "find" -> find(op.arg(0), op.number(1));
            case "put" -> freed(ioasids.put(null, op.number(0), kernel.root()));
            case "attach-data" -> answer(ioasids.attachData(op.number(0)), "ioasid_attach_data");
            case "register-allocator" -> answer(ioasids.registerAllocator(op.arg(0)), "ioasid_register_allocator");
            case "unregister-allocator" -> done(() -> ioasids.unregisterAllocator(op.arg(0)));
            case "free-events" -> OK + " " + ioasids.freeEvents();
            default -> runHardware(op);
        };
    }

    private String runHardware(Op op) {
        return switch (op.verb()) {
            case "misc-charge" -> withAlive(op.arg(0), process -> refusal(processes.chargeMisc(process)));
            case "misc-uncharge" ->
                withKnown(
                        op.arg(0),
                        process ->
                                processes.tryUnchargeMisc(process) ? OK : failed(Errno.EINVAL, "nothing is charged"));
            case "switch" -> withAlive(op.arg(1), process -> switchTo(op.number(0), process));
            case "pin" -> withAlive(op.arg(0), process -> withRollover(() -> pin(process)));
            case "unpin" ->
                withKnown(
                        op.arg(0),
                        process -> processes.tryUnpin(process) ? OK : failed(Errno.EINVAL, "nothing is pinned"));
            case "device" -> device(op);
            case "bind" -> withDevice(op.arg(1), device -> bind(op.arg(0), device));
            case "unbind" -> withDevice(op.arg(1), device -> unbind(op.arg(0), device));
            case "fd" -> withAlive(op.arg(0), process -> withAlive(op.arg(1), heir -> inherit(process, heir)));
            case "attach" -> withDevice(op.arg(1), device -> attach(op.arg(0), device, op.number(2)));
            case "detach" -> withDevice(op.arg(1), device -> detach(op.arg(0), device, op.number(2)));
            case "sstat" -> StateText.sva(kernel);
            default -> runGuests(op);
        };
    }

    private String runGuests(Op op) {
        return switch (op.verb()) {
            case "submit" ->
                withDevice(op.arg(1), device -> withAlive(op.arg(0), process -> submit(process, device, op.number(2))));
            case "private" -> allocPrivate(op.arg(0));
            case "user" -> user(op.arg(0), op.settings(1));
            case "vm" -> withGroup(op.arg(1), group -> startVm(op.arg(0), group, op.settings(2)));
            case "guest" -> withVm(op.arg(0), vm -> unused(op.arg(1), () -> guests.fork(vm, op.arg(1))));
            case "stop" -> withVm(op.arg(0), vm -> guests.end(vm, false));
            case "kill" -> withVm(op.arg(0), vm -> guests.end(vm, true));
            default -> throw new IllegalArgumentException("no operation " + op.verb());
        };
    }

    private String mkdir(String path) {
        Errno errno = kernel.cgroups().mkdirRefusal(path);
        if (errno != null) {
            return failed(errno, "mkdir: " + path + (errno == Errno.EEXIST ? " exists" : " has no parent"));
        }
        var unused = kernel.mkdir(path);
        return OK;
    }

    private String rmdir(Cgroup group) {
        Errno errno = kernel.cgroups().rmdirRefusal(group);
        if (errno != null) {
            return failed(errno, "rmdir: " + group.path() + " has a live process or a child");
        }
        kernel.rmdir(group);
        return OK;
    }

    private String write(String pathAndFile, String value) {
        int slash = pathAndFile.lastIndexOf('/');
        return withGroup(directory(pathAndFile, slash), group -> {
            String file = pathAndFile.substring(slash + 1);
            Errno errno = kernel.write(group, file, value);
            return errno == null ? OK : failed(errno, "the write function of " + file + " refused '" + value + "'");
        });
    }

    private String cat(String pathAndFile) {
        int slash = pathAndFile.lastIndexOf('/');
        return withGroup(directory(pathAndFile, slash), group -> {
            String content = StateText.file(kernel, group, pathAndFile.substring(slash + 1));
            return content == null ? failed(Errno.ENOENT, "there is no file " + pathAndFile) : content;
        });
    }

    private static String directory(String pathAndFile, int slash) {
        return slash == 0 ? "/" : pathAndFile.substring(0, slash);
    }

    private String spawn(String name, Cgroup group, Settings settings) {
        return withUser(settings, user -> created(name, () -> processes.spawn(group, user)));
    }

    private String created(String name, Cloning cloning) {
        return unused(name, () -> {
            HostProcess process = cloning.run();
            if (process == null) {
                return GuestOps.REFUSED;
            }
            byName.put(name, process);
            return newPid(process);
        });
    }

    /** Runs what gives {@code name} to something new; a name is never used again. */
    private String unused(String name, Supplier<String> action) {
        if (byName.containsKey(name) || forgotten.contains(name) || guests.isKnown(name)) {
            return failed(Errno.EEXIST, "the name " + name + " was used before");
        }
        return orRefused(action.get());
    }

    private String orRefused(String answer) {
        return answer.equals(GuestOps.REFUSED) ? refused() : answer;
    }

    private String user(String name, Settings settings) {
        if (users.containsKey(name)) {
            return failed(Errno.EEXIST, "there is a user " + name);
        }
        users.put(name, kernel.user(settings.numberOrMax("nproc")));
        return OK;
    }

    private String withUser(Settings settings, Function<User, String> action) {
        User named = settings.has("user") ? users.get(settings.word("user", "")) : root;
        if (named == null) {
            return failed(Errno.ESRCH, "there is no user " + settings.word("user", ""));
        }
        return action.apply(settings.isOn("capable") ? named.exempt() : named);
    }

    private String startVm(String name, Cgroup group, Settings settings) {
        return withUser(settings, user -> unused(name, () -> guests.start(name, group, user, settings)));
    }

    private String submit(HostProcess process, Device device, long descriptors) {
        return processes.trySubmit(process, device, descriptors)
                ? OK
                : failed(Errno.EBADF, "the process has no open file of " + device.name());
    }

    private String allocPrivate(String name) {
        Guests.GuestProcess guest = guests.process(name);
        if (guest != null) {
            return orRefused(guests.allocPrivate(guest));
        }
        return withAlive(name, process -> idOrRefused(processes.tryAllocPrivate(process)));
    }

    private String idOrRefused(int id) {
        return id == 0 ? refused() : OK + " " + id;
    }

    private String newPid(HostProcess process) {
        return keys.has("pid-max") && keys.hasPidNumbers() ? OK + " " + processes.newestNumber(process) : OK;
    }

    private String thread(HostProcess process, long count) {
        for (long made = 0; made < count; made++) {
            if (!processes.tryAddThread(process)) {
                return refused();
            }
        }
        return newPid(process);
    }

    private String exit(String name) {
        Guests.GuestProcess guest = guests.process(name);
        return guest == null ? withAlive(name, process -> exit(name, process)) : guests.exit(guest);
    }

    private String exit(String name, HostProcess process) {
        processes.exit(process);
        devices.values().forEach(device -> device.detachAll(name));
        return OK;
    }

    private String reap(String name, HostProcess process) {
        if (!process.isZombie()) {
            return failed(Errno.ESRCH, "only a zombie can be reaped");
        }
        processes.reap(process);
        if (process.isForgettable()) {
            byName.remove(name);
            forgotten.add(name);
        }
        return OK;
    }

    private String move(String name, Cgroup group) {
        Guests.Vm vm = guests.vm(name);
        return vm == null
                ? withKnown(name, process -> done(() -> processes.move(process, group)))
                : guests.move(vm, group);
    }

    private String moveRefused(HostProcess process, String path) {
        return withGroup(path, group -> {
            processes.moveAndCancel(process, group);
            return "refused";
        });
    }

    private String repeat(Op op) {
        long count = op.number(0);
        int succeeded = 0;
        int rollovers = 0;
        String last = "";
        for (long i = 1; i <= count; i++) {
            Op inner = OpLine.read(op.line(), op.arg(1).replace("%", Long.toString(i)))
                    .op();
            last = inner == null ? "" : run(inner);
            succeeded += isSuccess(last, op.arg(1)) ? 1 : 0;
            rollovers += last.endsWith(ROLLOVER) ? 1 : 0;
        }
        boolean isArm = keys.subsystem() == Settings.Subsystem.ARM;
        return succeeded + "/" + count + (isArm ? " rollovers=" + rollovers : "") + " last=" + last;
    }

    private static boolean isSuccess(String result, String repeated) {
        boolean isRefusedPin = repeated.startsWith("pin ") && result.equals("ok 0");
        return result.startsWith(OK) && !isRefusedPin;
    }

    private String stat() {
        return switch (keys.subsystem()) {
            case MISC -> "usage=" + kernel.root().usage(Resource.MISC_PASID);
            case PIDS -> "tasks=" + tasks.count();
            case IOASIDS -> StateText.ioasids(kernel);
            case ARM -> StateText.arm(kernel);
        };
    }

    private String open(HostProcess process) {
        return answer(processes.open(process), "ioasid_fops_open and ioasid_set_alloc (drivers/iommu/ioasid.c)");
    }

    private String alloc(HostProcess process, Op op) {
        IoasidSet set = processes.newestSet(process);
        if (set == null) {
            return failed(Errno.EBADF, "no open file");
        }
        int id = processes.tryAlloc(process, set, rangeMin(op, 1), rangeMax(op, 1));
        if (id != IdSpace.NONE) {
            return OK + " " + id;
        }
        explanation.denied(ioasids, set);
        return keys.showsInternalErrors() ? internal(ioasids.denial()) : "-" + Errno.EINVAL;
    }

    private static String internal(Denial denial) {
        return "-" + denial.errno() + " " + denial.word();
    }

    private static long rangeMin(Op op, int index) {
        return op.has(index) ? op.number(index) : 1;
    }

    private long rangeMax(Op op, int index) {
        return op.has(index + 1) ? op.number(index + 1) : kernel.capacity().total() - 1;
    }

    private String free(HostProcess process, long id) {
        IoasidSet set = processes.newestSet(process);
        if (set == null) {
            return failed(Errno.EBADF, "no open file");
        }
        if (id < 0) {
            return failed(Errno.EINVAL, "the id is negative");
        }
        ioasids.free(set, id, process.group());
        return OK;
    }

    private String drop(Op op) {
        if (!ioasids.isHeld(op.arg(0), op.number(1))) {
            return failed(Errno.EINVAL, op.arg(0) + " does not hold " + op.arg(1));
        }
        if (!op.has(2)) {
            return freed(ioasids.drop(op.arg(0), op.number(1), kernel.root()));
        }
        return withKnown(op.arg(2), process -> freed(ioasids.drop(op.arg(0), op.number(1), process.group())));
    }

    private String hostAlloc(Op op) {
        IoasidSet set = kernel.hostSet();
        int id = ioasids.tryAllocHost(set, rangeMin(op, 0), rangeMax(op, 0));
        if (id != IdSpace.NONE) {
            return OK + " " + id;
        }
        explanation.denied(ioasids, set);
        return keys.showsInternalErrors() ? internal(ioasids.denial()) : INVALID;
    }

    private String setAlloc(Op op) {
        boolean isNullToken = op.arg(0).equals("null");
        boolean isMm = op.arg(2).equals("mm") || op.arg(2).equals("2");
        boolean isKnownType = isMm
                || op.arg(2).equals("null")
                || op.arg(2).equals("1")
                || op.arg(2).equals("0");
        long quota = op.number(1) & 0xFFFF_FFFFL;
        if (!isKnownType) {
            return failed(Errno.EINVAL, "ioasid_set_alloc: there is no such type");
        }
        if (quota > kernel.capacity().available()) {
            return failed(Errno.ENOSPC, "ioasid_set_alloc: the quota exceeds what is available");
        }
        if (isMm == isNullToken) {
            return failed(Errno.EINVAL, "ioasid_set_alloc: the token does not fit the type");
        }
        return isNullToken ? nullSet(quota) : withAlive(op.arg(0), process -> mmSet(process, quota));
    }

    private String nullSet(long quota) {
        Errno errno = kernel.sets().refusal(null, quota);
        if (errno == null) {
            var unused = kernel.sets().create(null, quota);
        }
        return answer(errno, "ioasid_set_alloc");
    }

    private String mmSet(HostProcess process, long quota) {
        return answer(processes.allocSet(process, quota), "ioasid_set_alloc");
    }

    private String findSpid(HostProcess process, long spid, boolean get) {
        IoasidSet set = processes.ownSet(process);
        int id = set == null ? IdSpace.NONE : ioasids.findBySpid(set, spid, get);
        return id == IdSpace.NONE ? INVALID : OK + " " + id;
    }

    private String find(String name, long id) {
        if (name.equals("any")) {
            return answer(ioasids.lookUp(null, id), "ioasid_find");
        }
        return withKnown(name, process -> answer(ioasids.lookUp(processes.ownSet(process), id), "ioasid_find"));
    }

    private String switchTo(long cpu, HostProcess process) {
        if (cpu >= config.cpus()) {
            return failed(Errno.EINVAL, "there is no CPU " + cpu);
        }
        return withRollover(() -> processes.switchTo((int) cpu, process));
    }

    private int pin(HostProcess process) {
        int asid = processes.tryPin(process);
        if (asid == 0) {
            explanation.note("asid at host: " + kernel.cpuAsids().pinned() + " of "
                    + kernel.cpuAsids().maxPinned()
                    + " ASIDs are pinned (arch/arm64/mm/context.c, arm64_mm_context_get).");
        }
        return asid;
    }

    private String withRollover(Running running) {
        long before = kernel.asidRollovers();
        int asid = running.run();
        return OK + " " + asid + rollover(kernel.asidRollovers() > before);
    }

    /** Returns what follows an ASID. */
    static String rollover(boolean isRollover) {
        return isRollover ? ROLLOVER : "";
    }

    private String device(Op op) {
        String name = op.arg(0);
        if (devices.containsKey(name)) {
            return failed(Errno.EEXIST, "there is a device " + name);
        }
        Settings deviceKeys = new Settings(op.args().subList(1, op.args().size()));
        kernel.addDevice(deviceKeys.device(name, config.maxPasids()));
        devices.put(name, kernel.device(name));
        return OK;
    }

    private String bind(String name, Device device) {
        DriverPasids ownPasids = device.ownPasids();
        Guests.GuestProcess guest = ownPasids == null ? guests.process(name) : null;
        if (guest != null) {
            return orRefused(guests.bind(guest, device));
        }
        return withAlive(
                name,
                process -> ownPasids == null
                        ? idOrRefused(processes.tryBind(process, device))
                        : openDriverFile(process, device, ownPasids));
    }

    private String openDriverFile(HostProcess process, Device device, DriverPasids pasids) {
        int pasid = processes.openDriverFile(process, device, pasids);
        if (pasid == DriverPasids.NO_PASID) {
            explanation.note("pool at " + device.name() + ": all " + pasids.count()
                    + " PASIDs of the driver are taken; it warns \"No more PASIDs available!\" and goes on with PASID 0"
                    + " (drivers/gpu/drm/amd/amdgpu/amdgpu_kms.c, amdgpu_driver_open_kms).");
        }
        return OK + " " + pasid;
    }

    private String unbind(String name, Device device) {
        Guests.GuestProcess guest = guests.process(name);
        if (guest == null) {
            return withAlive(name, process -> unbind(process, device));
        }
        return kernel.isBound(guest.mm(), device) ? guests.unbind(guest, device) : notOpen(device);
    }

    private String unbind(HostProcess process, Device device) {
        int before = kernel.pool().count();
        if (!processes.tryUnbind(process, device)) {
            return notOpen(device);
        }
        String drained = processes.drained() == 0 ? "" : " drained " + processes.drained();
        return freed(kernel.pool().count() < before) + drained;
    }

    private String notOpen(Device device) {
        return failed(Errno.EINVAL, "the process has no open file of " + device.name());
    }

    private String inherit(HostProcess process, HostProcess heir) {
        return processes.tryInherit(process, heir) ? OK : failed(Errno.EBADF, "the process has no open device file");
    }

    private String attach(String owner, Device device, long pasid) {
        if (!keys.hasIommufd() || pasid < 1 || pasid >= device.maxPasids()) {
            return failed(
                    Errno.EINVAL,
                    "width at " + device.name() + ": PASIDs are 1 to " + (device.maxPasids() - 1)
                            + " (drivers/iommu/iommu.c, iommu_attach_device_pasid)");
        }
        if (device.isAttached((int) pasid) || kernel.isBoundTo(device, (int) pasid)) {
            return failed(
                    Errno.EBUSY,
                    "PASID " + pasid + " is in use on " + device.name()
                            + " (drivers/iommu/iommu.c, iommu_attach_device_pasid)");
        }
        device.attach(owner, (int) pasid);
        return OK;
    }

    private String detach(String owner, Device device, long pasid) {
        if (pasid != (int) pasid || !device.isAttachedBy(owner, (int) pasid)) {
            return failed(Errno.EINVAL, owner + " has no PASID " + pasid + " on " + device.name());
        }
        device.detach((int) pasid);
        return OK;
    }

    private String withGroup(String path, Function<Cgroup, String> action) {
        Cgroup group = kernel.find(path);
        return group == null ? failed(Errno.ENOENT, "there is no cgroup " + path) : action.apply(group);
    }

    private String withKnown(String name, Function<HostProcess, String> action) {
        HostProcess process = byName.get(name);
        return process == null ? failed(Errno.ESRCH, "there is no process " + name) : action.apply(process);
    }

    private String withAlive(String name, Function<HostProcess, String> action) {
        HostProcess process = byName.get(name);
        boolean isAlive = process != null && process.isAlive();
        return isAlive && process != null
                ? action.apply(process)
                : failed(Errno.ESRCH, "there is no live process " + name);
    }

    private String withDevice(String name, Function<Device, String> action) {
        Device device = devices.get(name);
        return device == null ? failed(Errno.ENODEV, "there is no device " + name) : action.apply(device);
    }

    private String withVm(String name, Function<Guests.Vm, String> action) {
        Guests.Vm vm = guests.vm(name);
        return vm == null ? failed(Errno.ESRCH, "there is no running VM " + name) : action.apply(vm);
    }

    private static String done(Runnable action) {
        action.run();
        return OK;
    }

    /** Returns what a release answers. */
    static String freed(boolean isFreed) {
        return isFreed ? "ok freed" : OK;
    }

    private String amount(long amount, Errno errno) {
        return amount < 0 ? failed(errno, "the capacity does not allow it") : OK + " " + amount;
    }

    private String answer(@Nullable Errno errno, String decider) {
        return errno == null ? OK : failed(errno, decider);
    }

    private String refusal(@Nullable Errno errno) {
        if (errno == Errno.EINVAL) {
            return failed(errno, "misc has no capacity of pasid (kernel/cgroup/misc.c, misc_cg_try_charge)");
        }
        return errno == null ? OK : refused();
    }

    private String refused() {
        explanation.refused();
        return "-" + kernel.refusal().errno();
    }

    private String failed(Errno errno, String why) {
        explanation.note("-" + errno + ": " + why + ".");
        return "-" + errno;
    }

    private interface Cloning {
        @Nullable
        HostProcess run();
    }

    private interface Running {
        int run();
    }
}
