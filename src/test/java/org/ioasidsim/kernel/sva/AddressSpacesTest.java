package org.ioasidsim.kernel.sva;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.ioasidsim.kernel.base.MmOwner;
import org.junit.jupiter.api.Test;

class AddressSpacesTest {
    private static final long SEED = 8;
    private static final int STEPS = 100_000;

    private final AddressSpaces spaces = new AddressSpaces();
    private final int mm = spaces.create(new MmOwner() {});

    @Test
    void bindsAndUnbindsToSeveralDevicesCountAsInAMap() {
        var random = new Random(SEED);
        int[] devices = {0, 7, AddressSpaces.MOST_DEVICES - 1};
        Map<Integer, Integer> expected = new HashMap<>();
        for (int i = 0; i < STEPS; i++) {
            int device = devices[random.nextInt(devices.length)];
            boolean grows = i / (STEPS / 4) % 2 == 0; // to thousands of binds and back, twice
            if (random.nextInt(10) < (grows ? 8 : 2)) {
                spaces.bind(mm, device);
                expected.merge(device, 1, Integer::sum);
            } else if (expected.getOrDefault(device, 0) > 0) {
                int left = expected.merge(device, -1, Integer::sum);
                assertThat(spaces.unbind(mm, device)).isEqualTo(left);
            }
            assertThat(spaces.binds(mm, device)).isEqualTo(expected.getOrDefault(device, 0));
            assertThat(spaces.isBound(mm)).isEqualTo(expected.values().stream().anyMatch(binds -> binds > 0));
        }
        assertThat(spaces.bonds()).isEqualTo((int)
                expected.values().stream().filter(binds -> binds > 0).count());
    }

    @Test
    void aDeviceCanBeBoundMoreOftenThanTheRecordHasRoomFor() {
        int binds = 10_000;
        for (int i = 1; i <= binds; i++) {
            spaces.bind(mm, 3);
            assertThat(spaces.binds(mm, 3)).isEqualTo(i);
        }
        for (int i = binds - 1; i >= 0; i--) {
            assertThat(spaces.unbind(mm, 3)).isEqualTo(i);
        }
        assertThat(spaces.isBound(mm)).isFalse();
        spaces.free(mm);
        assertThat(spaces.create(new MmOwner() {})).isEqualTo(mm);
    }
}
