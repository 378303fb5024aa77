package org.ioasidsim.ops;

import java.util.List;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.Driver;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.sva.AttachRefusal;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.kernel.sva.DriverPasids;
import org.ioasidsim.kernel.task.Guests;
import org.ioasidsim.kernel.task.HostProcess;

/** The operations on devices and on what is bound or attached to them. */
final class DeviceOperations {
    static final List<Operation> ALL = List.of(
            Operation.of(
                    "device D KEY=VALUE*",
                    "add a device",
                    Keys.of(
                            Key.pasidBits("pasid-bits", "width of its PASIDs; the IOMMU's"),
                            Key.of("max-pasids", "[1-9][0-9]{0,6}", "N", "its PASIDs, counted with 0; 2^pasid-bits"),
                            Key.of("smmu", "[0-9]{1,4}", "N", "the SMMU that it sits behind; 0"),
                            Key.of("queues", "[1-9][0-9]{0,8}", "N", "its work queues; no limit"),
                            Key.words("mode", "dedicated|shared", "dedicated: one opener a queue; dedicated"),
                            Key.words(
                                    "driver",
                                    "generic|uacce|idxd|amdgpu|amdxdna",
                                    "order of queue and bind; by its name, or generic"),
                            Key.of(
                                    "kernel-pasids",
                                    "[0-9]{1,5}",
                                    "N",
                                    "the host's PASIDs that its driver takes for the kernel, one for each idxd instance; 0"),
                            Key.pasidBits("own-pool", "width of its driver's own PASIDs; amdgpu's 16"),
                            Key.words("vfio", "cdev|group", "how VMs open it; cdev")),
                    (host, arguments) -> addDevice(host, arguments.word(0), arguments.settings())),
            Operation.of(
                    "bind P D B?",
                    "open a device, which binds; B, a broker, opens it in P's place; answers the PASID",
                    (host, arguments) -> host.withDevice(arguments.word(1), device -> bind(host, arguments, device))),
            Operation.of(
                    "bind-any P D D*",
                    "bind to the first device that is not busy, as libraries do; answers the PASID",
                    (host, arguments) -> bindAny(host, arguments.word(0), arguments.from(1))),
            Operation.of(
                    "unbind P D",
                    "close the newest file of a device, after its descriptors drained",
                    (host, arguments) ->
                            host.withDevice(arguments.word(1), device -> unbind(host, arguments.word(0), device))),
            Operation.of(
                    "fd P C",
                    "C inherits P's newest device file",
                    (host, arguments) -> host.withLiveProcess(
                            arguments.word(0),
                            process -> host.withLiveProcess(arguments.word(1), heir -> inherit(host, process, heir)))),
            Operation.of(
                    "revoke P",
                    "take P's PASID back while it is in use: bonds end, its devices fault; a proposal's",
                    (host, arguments) -> host.withLiveProcess(arguments.word(0), process -> revoke(host, process))),
            Operation.of(
                    "submit P D N",
                    "N descriptors that the device has not completed",
                    (host, arguments) -> host.withDevice(
                            arguments.word(1),
                            device -> host.withLiveProcess(
                                    arguments.word(0), process -> submit(host, process, device, arguments.number(2))))),
            Operation.of(
                    "private P",
                    "a further id for P's address space, until that is dropped",
                    (host, arguments) -> allocPrivate(host, arguments.word(0))),
            Operation.of(
                    "attach VM D ID",
                    "iommufd: a PASID that user space chose on a device",
                    (host, arguments) -> host.withDevice(
                            arguments.word(1), device -> attach(host, arguments.word(0), device, arguments.number(2)))),
            Operation.of(
                    "detach VM D ID",
                    "iommufd: give that back",
                    (host, arguments) -> host.withDevice(
                            arguments.word(1), device -> detach(host, arguments.word(0), device, arguments.number(2)))),
            Operation.of(
                    "reset D",
                    "a function-level reset begins; bonds stay",
                    (host, arguments) -> host.withDevice(arguments.word(0), device -> setInReset(device, true))),
            Operation.of(
                    "reset-done D",
                    "the reset ends",
                    (host, arguments) -> host.withDevice(arguments.word(0), device -> setInReset(device, false))),
            Operation.of(
                    "remove D",
                    "its driver goes and comes again: host bonds end; what a VM has open goes after the VM",
                    (host, arguments) -> host.withDevice(arguments.word(0), device -> remove(host, device))),
            Operation.of(
                    "sstat",
                    "PASIDs, pinned and SMMU ASIDs, bonds",
                    (host, arguments) -> KernelCounters.sva(host.kernel())));

    private DeviceOperations() {}

    private static Reply addDevice(ScriptedHost host, String name, Settings settings) {
        if (host.names().device(name) != null) {
            return Reply.failed(Errno.EEXIST, "there is a device " + name);
        }
        Kernel kernel = host.kernel();
        kernel.addDevice(config(name, settings, kernel.config().maxPasids()));
        host.names().add(name, kernel.device(name));
        return Reply.ok();
    }

    /** Returns the device that the settings describe, cut to the IOMMU's width. */
    private static DeviceConfig config(String name, Settings settings, int iommuPasids) {
        long width = settings.has("pasid-bits") ? 1L << settings.number("pasid-bits", 0) : iommuPasids;
        long pasids = Math.min(Math.min(width, settings.number("max-pasids", iommuPasids)), iommuPasids);
        Driver byName = settings.has("own-pool") ? Driver.AMDGPU : Driver.of(name, Driver.GENERIC);
        Driver driver = settings.choice("driver", byName);
        return new DeviceConfig(
                name,
                (int) pasids,
                (int) settings.number("smmu", 0),
                (int) settings.number("queues", 0),
                settings.is("mode", "dedicated", "dedicated"),
                driver,
                (int) settings.number("own-pool", driver.ownPasidBits()),
                (int) settings.number("kernel-pasids", 0),
                settings.is("vfio", "group", "cdev"));
    }

    private static Reply bind(ScriptedHost host, Arguments arguments, Device device) {
        String name = arguments.word(0);
        return arguments.has(2)
                ? host.withLiveProcess(
                        name,
                        process ->
                                host.withLiveProcess(arguments.word(2), broker -> bind(host, process, device, broker)))
                : bind(host, name, device);
    }

    /** Opens a device. One whose driver has a pool of its own takes nothing of the host's ids, and is not passed to guests. */
    private static Reply bind(ScriptedHost host, String name, Device device) {
        Guests.GuestProcess guest = host.names().guest(name);
        return guest == null || device.hasOwnPasids()
                ? host.withLiveProcess(name, process -> bind(host, process, device))
                : bind(host, guest, device);
    }

    /** Tries one device after the other while they answer -EBUSY; any other answer is that of all. */
    private static Reply bindAny(ScriptedHost host, String name, List<String> devices) {
        Reply reply = Reply.ok();
        for (String device : devices) {
            reply = host.withDevice(device, found -> bind(host, name, found));
            boolean isBusy = reply instanceof Reply.Failure failure && failure.errno() == Errno.EBUSY;
            if (!isBusy) {
                return reply;
            }
        }
        return reply;
    }

    private static Reply bind(ScriptedHost host, HostProcess process, Device device) {
        return bind(host, process, device, process);
    }

    private static Reply bind(ScriptedHost host, HostProcess process, Device device, HostProcess opener) {
        if (!host.processes().tryBind(process, device, opener)) {
            return host.refused();
        }
        return device.hasOwnPasids()
                ? driverPasid(host.processes().newestDriverPasid(process, device), device)
                : new Reply.Value(host.processes().pasid(process));
    }

    private static Reply bind(ScriptedHost host, Guests.GuestProcess guest, Device device) {
        Kernel kernel = host.kernel();
        return kernel.tryBind(guest.mm(), device) ? new Reply.Value(kernel.pasid(guest.mm())) : host.refused();
    }

    private static Reply driverPasid(int pasid, Device device) {
        return new Reply.Value(pasid, pasid == DriverPasids.NO_PASID ? whyNoPasid(device) : "");
    }

    private static String whyNoPasid(Device device) {
        return "pool at " + device.name() + ": all " + device.driverPasids().count()
                + " PASIDs of the driver are taken; it warns \"No more PASIDs available!\" and goes on with PASID 0"
                + " (drivers/gpu/drm/amd/amdgpu/amdgpu_kms.c, amdgpu_driver_open_kms).";
    }

    private static Reply id(ScriptedHost host, int id) {
        return id == 0 ? host.refused() : new Reply.Value(id);
    }

    private static Reply unbind(ScriptedHost host, String name, Device device) {
        Guests.GuestProcess guest = host.names().guest(name);
        return guest == null
                ? host.withLiveProcess(name, process -> unbind(host, process, device))
                : unbind(host, guest, device);
    }

    private static Reply unbind(ScriptedHost host, Guests.GuestProcess guest, Device device) {
        Kernel kernel = host.kernel();
        if (!kernel.isBound(guest.mm(), device)) {
            return notOpen(Errno.EINVAL, device);
        }
        int before = kernel.pool().count();
        kernel.unbind(guest.mm(), device);
        return new Reply.Released(kernel.pool().count() < before);
    }

    private static Reply unbind(ScriptedHost host, HostProcess process, Device device) {
        int before = host.kernel().pool().count();
        if (!host.processes().tryUnbind(process, device)) {
            return notOpen(Errno.EINVAL, device);
        }
        boolean isFreed = host.kernel().pool().count() < before;
        return new Reply.Released(isFreed, host.processes().drained());
    }

    /** Ends the bonds of the process's address space, whoever holds their files, and frees its PASID. */
    private static Reply revoke(ScriptedHost host, HostProcess process) {
        int pasid = host.processes().pasid(process);
        if (pasid == 0) {
            return Reply.failed(Errno.EINVAL, "the process has no PASID");
        }
        host.processes().revoke(process, host.names().processes());
        return new Reply.Value(pasid);
    }

    private static Reply notOpen(Errno errno, Device device) {
        return Reply.failed(errno, "the process has no open file of " + device.name());
    }

    private static Reply inherit(ScriptedHost host, HostProcess process, HostProcess heir) {
        return host.processes().tryInherit(process, heir)
                ? Reply.ok()
                : Reply.failed(Errno.EBADF, "the process has no open device file");
    }

    private static Reply submit(ScriptedHost host, HostProcess process, Device device, long descriptors) {
        return host.processes().trySubmit(process, device, descriptors) ? Reply.ok() : notOpen(Errno.EBADF, device);
    }

    private static Reply allocPrivate(ScriptedHost host, String name) {
        Guests.GuestProcess guest = host.names().guest(name);
        return guest == null
                ? host.withLiveProcess(
                        name, process -> id(host, host.processes().tryAllocPrivate(process)))
                : allocPrivate(host, guest);
    }

    private static Reply allocPrivate(ScriptedHost host, Guests.GuestProcess guest) {
        Kernel kernel = host.kernel();
        return kernel.tryAllocPrivate(guest.mm())
                ? new Reply.Value(kernel.newestPrivateId(guest.mm()))
                : host.refused();
    }

    private static Reply attach(ScriptedHost host, String owner, Device device, long pasid) {
        AttachRefusal why =
                host.kernel().tryAttach(owner, device, pasid, host.settings().hasIommufd());
        return why == null ? Reply.ok() : new Reply.Failure(why.errno(), "", whyNotAttached(why, device));
    }

    private static String whyNotAttached(AttachRefusal why, Device device) {
        String found = switch (why) {
            case NO_IOMMUFD -> "this kernel attaches no PASIDs for user space";
            case GROUP_IS_OPEN -> "its group is open by " + device.vfioOwner();
            case DEVICE_IS_OPEN -> "it is open by " + device.vfioOwner();
            case LEAVING -> "its driver is being removed, and waits for " + device.vfioOwner();
            case HOST_IS_BOUND -> "processes of the host are bound to it";
            case WIDTH -> "PASIDs are 1 to " + (device.maxPasids() - 1);
            case RESET -> "it is in reset";
        };
        return why.limit().word() + " at " + device.name() + ": " + found + " (" + why.source() + ").";
    }

    /** Gives a PASID back; one that is not attached is no error, but a device that another has opened is. */
    private static Reply detach(ScriptedHost host, String owner, Device device, long pasid) {
        Object present = device.vfioOwner();
        if (!host.settings().hasIommufd() || (present != null && !present.equals(owner))) {
            return Reply.failed(
                    Errno.EINVAL,
                    owner + " has not opened " + device.name()
                            + " (drivers/vfio/device_cdev.c, vfio_df_ioctl_detach_pt)");
        }
        if (pasid == (int) pasid && device.isAttachedBy(owner, (int) pasid)) {
            device.detach((int) pasid);
        }
        return Reply.ok();
    }

    private static Reply setInReset(Device device, boolean isBegun) {
        if (device.isInReset() == isBegun) {
            return Reply.failed(
                    isBegun ? Errno.EBUSY : Errno.EINVAL,
                    device.name() + " is " + (isBegun ? "in reset already" : "not in reset")
                            + " (drivers/iommu/iommu.c, pci_dev_reset_iommu_prepare)");
        }
        device.setInReset(isBegun);
        return Reply.ok();
    }

    private static Reply remove(ScriptedHost host, Device device) {
        host.names().processes().forEach(process -> host.processes().endBonds(process, device));
        device.removeDriver();
        return Reply.ok();
    }
}
