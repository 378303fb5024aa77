package org.ioasidsim.kernel.sva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.junit.jupiter.api.Test;

/** Devices by name and number, the narrowest of them, and who has opened or attached one. */
class DevicesTest {
    private final Devices devices = new Devices(true);

    @Test
    void theNarrowestIsThatOfAll() {
        assertThat(devices.narrowest()).isEqualTo(Integer.MAX_VALUE);
        devices.add(new DeviceConfig("dsa", 64, 0, 0, false));
        devices.add(new DeviceConfig("iax", 16, 1, 0, false));
        devices.add(new DeviceConfig("qat", 32, 0, 0, false));
        assertThat(devices.narrowest()).isEqualTo(16);
        assertThat(devices.at(1).name()).isEqualTo("iax");
        assertThat(devices.named("qat").index()).isEqualTo(2);
        assertThat(devices.named("iax").smmu()).isEqualTo(1);
    }

    @Test
    void aNameIsThatOfOneDevice() {
        devices.add(new DeviceConfig("dsa", 64, 0, 0, false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> devices.add(new DeviceConfig("dsa", 16, 0, 0, false)))
                .withMessage("there are two devices dsa");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> devices.named("iax"))
                .withMessage("there is no device iax");
    }

    @Test
    void thereIsRoomForAsManyAsABondCanName() {
        for (int i = 0; i < AddressSpaces.MOST_DEVICES; i++) {
            devices.add(new DeviceConfig("d" + i, 64, 0, 0, false));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> devices.add(new DeviceConfig("last", 64, 0, 0, false)))
                .withMessageContaining("no room for one more");
    }

    @Test
    void onlyDedicatedQueuesRunOut() {
        var dedicated = new Device(new DeviceConfig("dsa", 64, 0, 1, true), 0, new DriverPasids(true));
        var shared = new Device(new DeviceConfig("iax", 64, 0, 1, false), 1, new DriverPasids(true));
        var unlimited = new Device(new DeviceConfig("qat", 64, 0, 0, true), 2, new DriverPasids(true));
        dedicated.open(false);
        shared.open(false);
        unlimited.open(false);
        assertThat(dedicated.hasFreeQueue()).isFalse();
        assertThat(shared.hasFreeQueue()).isTrue();
        assertThat(unlimited.hasFreeQueue()).isTrue();
        dedicated.close(false);
        assertThat(dedicated.hasFreeQueue()).isTrue();
        assertThat(dedicated.openers()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> dedicated.close(false));
    }

    @Test
    void aPasidIsAttachedUntilItsOwnerDetachesIt() {
        var device = new Device(new DeviceConfig("dsa", 64, 0, 0, false), 0, new DriverPasids(true));
        assertThat(device.isAttached(5)).isFalse();
        device.attach("one", 5);
        device.attach("one", 6);
        device.attach("two", 7);
        assertThat(device.isAttached(5)).isTrue();
        assertThat(device.isAttached(8)).isFalse();
        assertThat(device.isAttachedBy("one", 5)).isTrue();
        assertThat(device.isAttachedBy("two", 5)).isFalse();
        device.detach(5);
        assertThat(device.isAttached(5)).isFalse();
        device.detachAll("one");
        assertThat(device.isAttached(6)).isFalse();
        assertThat(device.isAttached(7)).isTrue();
    }

    @Test
    void aDeviceRefusesNothingWhileItHasNeitherQueuesNorAResetNorAVm() {
        var device = new Device(new DeviceConfig("dsa", 64, 0, 0, false), 0, new DriverPasids(true));
        var dedicated = new Device(new DeviceConfig("iax", 64, 0, 1, true), 1, new DriverPasids(true));
        assertThat(device.refusesNothing()).isTrue();
        assertThat(dedicated.refusesNothing()).isFalse();
        device.setInReset(true);
        assertThat(device.refusesNothing()).isFalse();
        device.setInReset(false);
        assertThat(device.refusesNothing()).isTrue();
        device.claim("one");
        assertThat(device.refusesNothing()).isFalse();
        device.attach("two", 7);
        device.detachAll("one");
        assertThat(device.refusesNothing()).isFalse();
        device.detach(7);
        assertThat(device.refusesNothing()).isTrue();
    }
}
