package org.ioasidsim.ops;

import java.util.List;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
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
                            Key.pasidBits("own-pool", "its driver hands out PASIDs of that width itself")),
                    (host, arguments) -> addDevice(host, arguments.word(0), arguments.settings())),
            Operation.of(
                    "bind P D",
                    "open a device, which binds; answers the PASID",
                    (host, arguments) ->
                            host.withDevice(arguments.word(1), device -> bind(host, arguments.word(0), device))),
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
                            arguments.word(1), device -> detach(arguments.word(0), device, arguments.number(2)))),
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
        return new DeviceConfig(
                name,
                (int) pasids,
                (int) settings.number("smmu", 0),
                (int) settings.number("queues", 0),
                settings.is("mode", "dedicated", "dedicated"),
                (int) settings.number("own-pool", 0));
    }

    /** Opens a device. One whose driver has a pool of its own takes nothing of the host's ids, and is not passed to guests. */
    private static Reply bind(ScriptedHost host, String name, Device device) {
        DriverPasids ownPasids = device.ownPasids();
        if (ownPasids != null) {
            return host.withLiveProcess(name, process -> openDriverFile(host, process, device, ownPasids));
        }
        Guests.GuestProcess guest = host.names().guest(name);
        return guest == null
                ? host.withLiveProcess(
                        name, process -> id(host, host.processes().tryBind(process, device)))
                : bind(host, guest, device);
    }

    private static Reply bind(ScriptedHost host, Guests.GuestProcess guest, Device device) {
        Kernel kernel = host.kernel();
        return kernel.tryBind(guest.mm(), device) ? new Reply.Value(kernel.pasid(guest.mm())) : host.refused();
    }

    private static Reply openDriverFile(ScriptedHost host, HostProcess process, Device device, DriverPasids pasids) {
        int pasid = host.processes().openDriverFile(process, device, pasids);
        return new Reply.Value(pasid, pasid == DriverPasids.NO_PASID ? whyNoPasid(device, pasids) : "");
    }

    private static String whyNoPasid(Device device, DriverPasids pasids) {
        return "pool at " + device.name() + ": all " + pasids.count()
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
        if (!host.settings().hasIommufd() || pasid < 1 || pasid >= device.maxPasids()) {
            return Reply.failed(
                    Errno.EINVAL,
                    "width at " + device.name() + ": PASIDs are 1 to " + (device.maxPasids() - 1)
                            + " (drivers/iommu/iommu.c, iommu_attach_device_pasid)");
        }
        if (device.isAttached((int) pasid) || host.kernel().isBoundTo(device, (int) pasid)) {
            return Reply.failed(
                    Errno.EBUSY,
                    "PASID " + pasid + " is in use on " + device.name()
                            + " (drivers/iommu/iommu.c, iommu_attach_device_pasid)");
        }
        device.attach(owner, (int) pasid);
        return Reply.ok();
    }

    private static Reply detach(String owner, Device device, long pasid) {
        if (pasid != (int) pasid || !device.isAttachedBy(owner, (int) pasid)) {
            return Reply.failed(Errno.EINVAL, owner + " has no PASID " + pasid + " on " + device.name());
        }
        device.detach((int) pasid);
        return Reply.ok();
    }
}
