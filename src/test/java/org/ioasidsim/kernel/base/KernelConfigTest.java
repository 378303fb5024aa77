package org.ioasidsim.kernel.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.ioasidsim.kernel.Hosts;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Capacity is the narrowest of ids and ASIDs; the presets' numbers of the scenario format must come out. */
class KernelConfigTest {
    @ParameterizedTest
    @CsvSource({
        "16, 128, false, 65406",
        "16, 128, true, 32638",
        "14, 128, false, 16254",
        "8, 8, false, 246",
        "8, 8, true, 118",
        "16, 64, false, 65470"
    })
    void pinnedAsidsLimitAnArmHost(int bits, int cpus, boolean isKpti, long expected) {
        KernelConfig config = Hosts.arm(bits, cpus, isKpti, AsidScheme.PINNED).config();

        assertThat(config.capacity(1)).isEqualTo(expected);
    }

    @Test
    void privateAsidsAreSharedWithDmaDomainsAndTakenOncePerSmmu() {
        Hosts hosts = Hosts.arm(16, 128, true, AsidScheme.PRIVATE);
        hosts.dmaDomains = 35;

        assertThat(hosts.config().capacity(1)).isEqualTo(65_500);
        assertThat(hosts.config().capacity(2)).isEqualTo(32_750);
    }

    @ParameterizedTest
    @CsvSource({"1048576, 1048575", "256, 255", "65535, 65534"})
    void theWidthLimitsWhereAsidsDoNot(int maxPasids, long expected) {
        assertThat(Hosts.pasids(maxPasids).config().capacity(1)).isEqualTo(expected);
    }

    @Test
    void aLinearTableLimitsAnArmHostToTenBits() {
        Hosts hosts = Hosts.arm(16, 128, false, AsidScheme.PINNED);
        hosts.maxPasids = 1 << 10;

        assertThat(hosts.config().capacity(1)).isEqualTo(1_023);
    }
}
