package org.ioasidsim.ops;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleSupplier;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.KernelListener;
import org.ioasidsim.kernel.VirtualMachine;
import org.ioasidsim.kernel.base.Confidential;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.base.VmConfig;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.ioasid.PidNumbers;
import org.ioasidsim.kernel.sva.Device;
import org.jspecify.annotations.Nullable;

/**
 * Records a simulation as an op script: what it asks of its kernel becomes operations with times, what the kernel answers becomes the
 * expected results. A comment behind a refused operation names the error, the limit and its level. The script ends with the counters of every cgroup
 * and of the host.
 *
 * <p>A process is named after its cgroup and its place in the order of arrival: the 17th, in {@code /vms/web}, is {@code vms.web.17}.
 */
public final class OpRecorder implements KernelListener {
    private static final List<String> STATE_FILES = List.of(
            "pids.current",
            "pids.peak",
            "pids.events",
            "pids.events.local",
            "misc.current",
            "misc.peak",
            "misc.events",
            "misc.events.local",
            "ioasids.max",
            "ioasids.current",
            "ioasids.events");

    private final Writer script;
    private final Writer answers;
    private final DoubleFunction<String> number;
    private final IdentityHashMap<VirtualMachine, String> vms = new IdentityHashMap<>();
    private final IdentityHashMap<User, String> users = new IdentityHashMap<>();
    private @Nullable String[] names = new String[1024];
    private DoubleSupplier nowSeconds = () -> 0;

    /** What was made at the boot, and is made again after each other one. */
    private final List<Made> madeAtBoot = new ArrayList<>();

    private boolean hasBooted;
    private @Nullable Kernel kernel;
    private double timeSeconds = Double.NaN;
    private String time = "";
    private long named;
    private long lines;
    private boolean isComplete;
    private @Nullable IOException failure;

    /**
     * Makes a recorder.
     *
     * @param script receives the operations
     * @param answers receives a result for each
     * @param number writes a number of seconds
     */
    public OpRecorder(Writer script, Writer answers, DoubleFunction<String> number) {
        this.script = script;
        this.answers = answers;
        this.number = number;
    }

    /** Writes a comment line into the script. */
    public void comment(String text) {
        lines++;
        write(script, "# " + text + "\n");
    }

    /**
     * Returns whether the run was recorded up to its end.
     *
     * @throws IOException the first failure to write
     */
    public boolean isComplete() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return isComplete;
    }

    @Override
    public void started(Kernel newKernel, DoubleSupplier newNowSeconds) {
        kernel = newKernel;
        nowSeconds = newNowSeconds;
        untimed(HostLine.host(newKernel.config()));
        HostLine.devices(newKernel.config()).forEach(this::untimed);
    }

    /** An operation that a boot brings with it. */
    private record Made(String text, Reply answer) {}

    @Override
    public void booted() {
        hasBooted = true;
    }

    @Override
    public void rebooted() {
        ok("reboot");
        madeAtBoot.forEach(made -> op(made.text, made.answer));
    }

    @Override
    public void madeGroup(Cgroup group) {
        made("mkdir " + group.path(), Reply.ok());
    }

    private void made(String text, Reply answer) {
        if (!hasBooted) {
            madeAtBoot.add(new Made(text, answer));
        }
        op(text, answer);
    }

    @Override
    public void removedGroup(Cgroup group) {
        ok("rmdir " + group.path());
    }

    @Override
    public void groupRefused(String operation, String path, Errno error) {
        op(operation + " " + path, new Reply.Failure(error, "", ""));
    }

    @Override
    public void wrote(Cgroup group, String file, String value, @Nullable Errno error) {
        made("write " + file(group, file) + " " + value, error == null ? Reply.ok() : new Reply.Failure(error, "", ""));
    }

    @Override
    public void forked(int mm, Cgroup group, User user, int tasks, int cpu, int asid, boolean isRollover) {
        String process = newName(group);
        setName(mm, process);
        ok(spawn(process, group, user));
        if (tasks > 1) {
            ok("thread " + process + " " + (tasks - 1));
        }
        if (cpu >= 0) {
            op("switch " + cpu + " " + process, new Reply.Asid(asid, isRollover));
        }
    }

    @Override
    public void forkRefused(Cgroup group, User user, int tasks, int forked) {
        String process = newName(group);
        if (forked == 0) {
            refused(spawn(process, group, user));
            return;
        }
        ok(spawn(process, group, user));
        refused("thread " + process + " " + (tasks - 1));
        ok("exit " + process);
        ok("reap " + process);
    }

    @Override
    public void childForked(int parent, int mm, Cgroup group, int cpu, int asid, boolean isRollover) {
        String process = newName(group);
        ok("fork " + name(parent) + " " + process);
        setName(mm, process);
        if (cpu >= 0) {
            op("switch " + cpu + " " + process, new Reply.Asid(asid, isRollover));
        }
    }

    @Override
    public void childRefused(int parent, Cgroup group) {
        refused("fork " + name(parent) + " " + newName(group));
    }

    @Override
    public void exited(int mm, boolean isReaped) {
        ok("exit " + name(mm));
        if (isReaped) {
            ok("reap " + name(mm));
        }
    }

    @Override
    public void moved(int mm, Cgroup to) {
        ok("move " + name(mm) + " " + to.path());
    }

    @Override
    public void startedVm(VirtualMachine vm, User user, int threads, VmConfig config) {
        String name = newName(vm.group());
        vms.put(vm, name);
        op(vm(name, vm.group(), user, threads, config), new Reply.VmStarted(vm.hasSet()));
    }

    @Override
    public void vmRefused(Cgroup group, User user, int threads, VmConfig config) {
        refused(vm(newName(group), group, user, threads, config));
    }

    @Override
    public void endedVm(VirtualMachine vm, boolean isKilled) {
        ok((isKilled ? "kill " : "stop ") + vms.remove(vm));
    }

    @Override
    public void movedVm(VirtualMachine vm, Cgroup to) {
        ok("move " + vms.get(vm) + " " + to.path());
    }

    @Override
    public void forkedGuest(VirtualMachine vm, int mm) {
        String process = newName(vm.group());
        String text = "guest " + vms.get(vm) + " " + process;
        if (mm < 0) {
            refused(text);
        } else {
            setName(mm, process);
            ok(text);
        }
    }

    @Override
    public void bound(int mm, int opener, int holder, Device device, boolean isBound, int pasid) {
        String text = "bind " + name(mm) + " " + device.name() + (opener == mm ? "" : " " + name(opener));
        if (!isBound) {
            refused(text);
            return;
        }
        op(text, new Reply.Value(pasid));
        if (holder != mm) {
            passOn(mm, holder, device);
        }
    }

    /** Has a broker pass the file that it has just opened on, and close its own copy. */
    private void passOn(int broker, int holder, Device device) {
        ok("fd " + name(broker) + " " + name(holder));
        op("unbind " + name(broker) + " " + device.name(), new Reply.Released(false));
    }

    @Override
    public void attached(VirtualMachine vm, Device device, int pasid, boolean isAttached) {
        String text = "attach " + vms.get(vm) + " " + device.name() + " " + pasid;
        if (isAttached) {
            ok(text);
        } else {
            refused(text);
        }
    }

    @Override
    public void reset(Device device, boolean isBegun) {
        ok((isBegun ? "reset " : "reset-done ") + device.name());
    }

    @Override
    public void driverRemoved(Device device) {
        ok("remove " + device.name());
    }

    @Override
    public void unbound(int holder, Device device, boolean isFreed) {
        op("unbind " + name(holder) + " " + device.name(), new Reply.Released(isFreed));
    }

    @Override
    public void revoked(int mm) {
        ok("revoke " + name(mm));
    }

    @Override
    public void tookPrivate(int mm, int id) {
        answered("private " + name(mm), id);
    }

    @Override
    public void ended() {
        Kernel ran = kernel();
        for (Cgroup group : ran.cgroups().living()) {
            STATE_FILES.forEach(file -> readFile(ran, group, file));
        }
        boolean hasAsids = ran.config().asidScheme() != AsidScheme.NONE;
        op("stat", hasAsids ? KernelCounters.arm(ran) : KernelCounters.ioasids(ran));
        op("sstat", KernelCounters.sva(ran));
        isComplete = true;
    }

    private void readFile(Kernel ran, Cgroup group, String file) {
        String content = ran.cgroups().read(group, file);
        if (content != null) {
            op("cat " + file(group, file), new Reply.FileContent(content));
        }
    }

    private static String file(Cgroup group, String file) {
        return (group.parent() == null ? "" : group.path()) + "/" + file;
    }

    private String spawn(String process, Cgroup group, User user) {
        return "spawn " + process + " " + group.path() + userSetting(user);
    }

    private String vm(String name, Cgroup group, User user, int threads, VmConfig config) {
        return "vm " + name + " " + group.path() + " threads=" + threads + " quota=" + orMax(config.quota())
                + " guest-pid-max=" + orMax(config.guestPidMax()) + guestSettings(config) + userSetting(user);
    }

    private String guestSettings(VmConfig config) {
        Confidential kind = config.confidential();
        GuestIds ids = config.guestIds();
        return (kind == Confidential.NONE ? "" : " confidential=" + Settings.wordOf(kind))
                + (ids == kernel().config().guestIds() ? "" : " guest-ids=" + Settings.wordOf(ids));
    }

    private static String orMax(long number) {
        return number == Long.MAX_VALUE ? "max" : Long.toString(number);
    }

    /** Returns the setting that names a user, whom the script makes before the first task; a user without limit needs none. */
    private String userSetting(User user) {
        boolean isPlain = user.limit() == Long.MAX_VALUE && user.numbers() == Long.MAX_VALUE;
        if (isPlain) {
            return "";
        }
        String name = users.get(user);
        if (name == null) {
            name = "user." + (users.size() + 1);
            users.put(user, name);
            String namespace =
                    user.numbers() == Long.MAX_VALUE ? "" : " namespace-pid-max=" + PidNumbers.pidMax(user.numbers());
            ok("user " + name + " nproc=" + orMax(user.limit()) + namespace);
        }
        return " user=" + name;
    }

    private String newName(Cgroup group) {
        named++;
        String path = group.parent() == null ? "root" : group.path().substring(1);
        return path.replace('/', '.').replace('=', '_') + "." + named;
    }

    private void setName(int mm, String name) {
        if (mm >= names.length) {
            names = Arrays.copyOf(names, Math.max(mm + 1, names.length * 2));
        }
        names[mm] = name;
    }

    private String name(int mm) {
        String name = names[mm];
        if (name == null) {
            throw new IllegalStateException("address space " + mm + " was not recorded");
        }
        return name;
    }

    private Kernel kernel() {
        if (kernel == null) {
            throw new IllegalStateException("recording has not started");
        }
        return kernel;
    }

    private void answered(String text, int id) {
        if (id == 0) {
            refused(text);
        } else {
            op(text, new Reply.Value(id));
        }
    }

    private void refused(String text) {
        Refusal refusal = kernel().refusal();
        op(
                text,
                new Reply.Failure(refusal.errno(), "", ""),
                "  # -" + refusal.errno() + ", " + refusal.limit().word() + " at " + refusal.level());
    }

    private void ok(String text) {
        op(text, Reply.ok());
    }

    private void op(String text, Reply answer) {
        op(text, answer, "");
    }

    private void op(String text, Reply answer, String remark) {
        String at = time();
        lines++;
        write(script, at + " " + text + remark + "\n");
        write(answers, lines + " " + at + ": " + answer.text() + "\n");
    }

    private void untimed(String text) {
        lines++;
        write(script, text + "\n");
        write(answers, lines + ": " + Reply.ok().text() + "\n");
    }

    private String time() {
        double now = nowSeconds.getAsDouble();
        if (now != timeSeconds) {
            timeSeconds = now;
            time = number.apply(now) + "s";
        }
        return time;
    }

    /** Writes, or keeps the first failure for the end: a run does not fail because its recording does. */
    private void write(Writer to, String text) {
        if (failure == null) {
            try {
                to.write(text);
            } catch (IOException e) {
                failure = e;
            }
        }
    }
}
