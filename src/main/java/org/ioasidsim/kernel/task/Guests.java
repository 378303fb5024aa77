package org.ioasidsim.kernel.task;

import java.util.ArrayDeque;
import java.util.Deque;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.VirtualMachine;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.base.VmConfig;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.jspecify.annotations.Nullable;

/** The VMs of the host, each a process of a few host tasks with a set of ids, and their guest processes. */
public final class Guests {
    private final Kernel kernel;
    private final Tasks tasks;

    public Guests(Kernel kernel, Tasks tasks) {
        this.kernel = kernel;
        this.tasks = tasks;
    }

    /** A VM with the numbers of its host tasks. */
    public static final class Vm {
        private final VirtualMachine machine;
        private final User user;
        private final Deque<Integer> numbers;

        private Vm(VirtualMachine machine, User user, Deque<Integer> numbers) {
            this.machine = machine;
            this.user = user;
            this.numbers = numbers;
        }

        public VirtualMachine machine() {
            return machine;
        }
    }

    /** A guest process. */
    public static final class GuestProcess {
        private final Vm vm;
        private final int mm;
        private boolean hasExited;

        private GuestProcess(Vm vm, int mm) {
            this.vm = vm;
            this.mm = mm;
        }

        /** Returns the handle of its address space. */
        public int mm() {
            return mm;
        }

        public boolean isAlive() {
            return !hasExited && !vm.machine.isClosed();
        }
    }

    /** Starts a VM of {@code threads} host tasks, all or none; returns null if these, or an id of the hardware for a confidential VM, are refused. If only its set is refused, it runs without one. */
    public @Nullable Vm tryStart(Cgroup group, User user, long threads, VmConfig config) {
        Deque<Integer> numbers = new ArrayDeque<>();
        for (long i = 0; i < threads; i++) {
            int number = i == 0 ? tasks.tryCloneInto(group, user) : tasks.tryClone(group, user);
            if (number == Tasks.NONE) {
                numbers.forEach(made -> tasks.release(group, user, made));
                return null;
            }
            numbers.push(number);
        }
        VirtualMachine machine = kernel.tryCreateVm(group, config);
        if (machine == null) {
            numbers.forEach(made -> tasks.release(group, user, made));
            return null;
        }
        group.countProcess(1);
        return new Vm(machine, user, numbers);
    }

    /** Ends a VM with its guest processes; {@code isKilled}: without clean-up by the victim. */
    public void end(Vm vm, boolean isKilled) {
        Cgroup group = vm.machine.group();
        kernel.closeVm(vm.machine, isKilled);
        vm.numbers.forEach(number -> tasks.release(group, vm.user, number));
        vm.numbers.clear();
        group.countProcess(-1);
    }

    /** Moves a VM's host process with the charges that follow it; never refused. */
    public void move(Vm vm, Cgroup to) {
        Cgroup from = vm.machine.group();
        if (from == to) {
            return;
        }
        kernel.moveTasks(from, to, vm.numbers.size());
        kernel.moveVm(vm.machine, to);
        from.countProcess(-1);
        to.countProcess(1);
    }

    /** Forks a guest process; returns null if the guest's own pid_max refuses. */
    public @Nullable GuestProcess tryFork(Vm vm) {
        int mm = kernel.tryCreateGuestMm(vm.machine);
        return mm < 0 ? null : new GuestProcess(vm, mm);
    }

    /** Ends a guest process, which must be alive. */
    public void exit(GuestProcess process) {
        kernel.dropMm(process.mm);
        process.hasExited = true;
    }
}
