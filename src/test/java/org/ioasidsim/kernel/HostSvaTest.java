package org.ioasidsim.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.sva.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Host SVA holds one id for an address space, for as long as the kernel's generation says, and refuses in the kernel's order. */
class HostSvaTest {
    private static final List<DeviceConfig> TWO =
            List.of(new DeviceConfig("d1", 1 << 20, 0, 0, false), new DeviceConfig("d2", 1 << 20, 1, 0, false));

    /** V46. */
    @Test
    void lastUnbindFreesThePasidWithTheLastBondOnly() {
        Hosts hosts = new Hosts();
        hosts.sva = Sva.LAST_UNBIND;
        hosts.devices = TWO;
        Kernel kernel = hosts.boot();
        int mm = kernel.createMm(kernel.root());

        assertThat(kernel.tryBind(mm, kernel.device("d1"))).isTrue();
        assertThat(kernel.tryBind(mm, kernel.device("d2"))).isTrue();
        assertThat(kernel.pool().count()).isEqualTo(1);
        kernel.unbind(mm, kernel.device("d1"));
        assertThat(kernel.pasid(mm)).isEqualTo(1);
        kernel.unbind(mm, kernel.device("d2"));
        assertThat(kernel.pasid(mm)).isZero();
        assertThat(kernel.pool().count()).isZero();
    }

    /** V47. */
    @Test
    void mmDropKeepsThePasidUntilTheAddressSpaceEnds() {
        Kernel kernel = new Hosts().boot();
        int mm = kernel.createMm(kernel.root());
        Device device = kernel.device("dev");

        assertThat(kernel.tryBind(mm, device)).isTrue();
        kernel.unbind(mm, device);
        assertThat(kernel.pasid(mm)).isEqualTo(1);
        assertThat(kernel.tryBind(mm, device)).isTrue();
        assertThat(kernel.pasid(mm)).isEqualTo(1);
        kernel.dropMm(mm);
        assertThat(kernel.pool().count()).isZero();
    }

    /** V50: processes on a wide device take the small ids that a narrow one needs. */
    @Test
    void aWideDevicesProcessesStarveANarrowDevice() {
        Hosts hosts = new Hosts();
        hosts.devices =
                List.of(new DeviceConfig("wide", 1 << 20, 0, 0, false), new DeviceConfig("narrow", 4, 0, 0, false));
        Kernel kernel = hosts.boot();
        for (int i = 0; i < 3; i++) {
            assertThat(bindNew(kernel, "wide")).isTrue();
        }

        assertThat(bindNew(kernel, "narrow")).isFalse();
        assertRefusal(kernel, Limit.POOL, "narrow", Errno.ENOSPC);
        int mm = kernel.createMm(kernel.root());
        assertThat(kernel.tryBind(mm, kernel.device("wide"))).isTrue();
        assertThat(kernel.tryBind(mm, kernel.device("narrow"))).isFalse();
        assertRefusal(kernel, Limit.WIDTH, "narrow", Errno.EOVERFLOW);
    }

    /** V54. */
    @ParameterizedTest
    @CsvSource({"65535, MM_DROP, ENOSPC", "256, LAST_UNBIND, ENOMEM"})
    void theLastIdOfTheWidthIsTheLastThatBinds(int maxPasids, Sva sva, Errno errno) {
        Hosts hosts = Hosts.pasids(maxPasids);
        hosts.sva = sva;
        Kernel kernel = hosts.boot();
        for (int id = 1; id < maxPasids; id++) {
            assertThat(bindNew(kernel, "dev")).isTrue();
        }

        assertThat(bindNew(kernel, "dev")).isFalse();
        assertRefusal(kernel, Limit.POOL, "host", errno);
    }

    /** V57. */
    @Test
    void aDedicatedQueueRefusesItsSecondOpenerBeforeAnIdIsTaken() {
        Hosts hosts = new Hosts();
        hosts.devices = List.of(new DeviceConfig("dsa", 1 << 20, 0, 1, true));
        Kernel kernel = hosts.boot();

        assertThat(bindNew(kernel, "dsa")).isTrue();
        assertThat(bindNew(kernel, "dsa")).isFalse();
        assertRefusal(kernel, Limit.WORK_QUEUE, "dsa", Errno.EBUSY);
        assertThat(kernel.pool().count()).isEqualTo(1);
    }

    /** V61. */
    @ParameterizedTest
    @CsvSource({
        "8, 4, false, 250",
        "8, 4, true, 122",
        "16, 64, false, 65470",
        "16, 64, true, 32702",
        "5, 1, false, 29",
        "6, 4, true, 26"
    })
    void pinsEndBeforeTheAsidsDo(int bits, int cpus, boolean isKpti, int pins) {
        Kernel kernel = Hosts.arm(bits, cpus, isKpti, AsidScheme.PINNED).boot();
        for (int i = 0; i < pins; i++) {
            assertThat(bindNew(kernel, "dev")).isTrue();
        }

        assertThat(bindNew(kernel, "dev")).isFalse();
        assertRefusal(kernel, Limit.ASID, "host", Errno.ESRCH);
        assertThat(kernel.pool().count())
                .as("the refused address space keeps its PASID")
                .isEqualTo(pins + 1);
    }

    /** V67: 255 numbers, of which short-lived processes that never bind use one each. */
    @Test
    void processesThatNeverBindCauseRollovers() {
        Kernel kernel = Hosts.arm(8, 4, false, AsidScheme.PINNED).boot();
        for (int i = 0; i < 256; i++) {
            kernel.dropMm(kernel.createMm(kernel.root()));
        }

        assertThat(kernel.asidRollovers()).isEqualTo(1);
    }

    /** Section 5.1, the model run of 10,000 short-lived address spaces over 4 CPUs at 8 bits. */
    @ParameterizedTest
    @CsvSource({"0, 39", "64, 53", "128, 81", "192, 169", "240, 908", "250, 9995"})
    void rolloversGrowWithThePins(int pins, long expected) {
        Kernel kernel = Hosts.arm(8, 4, false, AsidScheme.PINNED).boot();
        for (int i = 0; i < pins; i++) {
            assertThat(kernel.tryBind(kernel.createIdleMm(kernel.root()), kernel.device("dev")))
                    .isTrue();
        }
        for (int i = 0; i < 10_000; i++) {
            kernel.dropMm(kernel.createMm(kernel.root()));
        }

        assertThat(kernel.asidRollovers()).isEqualTo(expected);
    }

    /** V69. */
    @ParameterizedTest
    @CsvSource({"PINNED, 1, 0", "PRIVATE, 0, 2"})
    void privateAsidsAreTakenForEachSmmuAndPinnedOnesOnce(AsidScheme scheme, int pinned, int smmuAsids) {
        Hosts hosts = Hosts.arm(16, 4, false, scheme);
        hosts.devices = TWO;
        Kernel kernel = hosts.boot();
        int mm = kernel.createMm(kernel.root());

        assertThat(kernel.tryBind(mm, kernel.device("d1"))).isTrue();
        assertThat(kernel.tryBind(mm, kernel.device("d2"))).isTrue();
        assertThat(kernel.cpuAsids().pinned()).isEqualTo(pinned);
        assertThat(kernel.smmuAsids()).isEqualTo(smmuAsids);
        kernel.dropMm(mm);
        assertThat(kernel.cpuAsids().pinned() + kernel.smmuAsids()).isZero();
    }

    private static boolean bindNew(Kernel kernel, String device) {
        return kernel.tryBind(kernel.createMm(kernel.root()), kernel.device(device));
    }

    private static void assertRefusal(Kernel kernel, Limit limit, String level, Errno errno) {
        assertThat(kernel.refusal().limit()).isEqualTo(limit);
        assertThat(kernel.refusal().level()).isEqualTo(level);
        assertThat(kernel.refusal().errno()).isEqualTo(errno);
    }
}
