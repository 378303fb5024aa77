package org.ioasidsim.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A timer whose payload names another id would free what somebody still holds. */
class HostTimerTest {
    /** Ids have 20 bits at most; a guest's id is negative. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_048_575, -1, -2, -1_048_575})
    void carriesTheIdAndIsNoOtherTimer(int id) {
        int timer = HostTimer.ofFree(id);
        assertThat(HostTimer.id(timer)).isEqualTo(id);
        assertThat(timer & HostTimer.MARK).isEqualTo(HostTimer.MARK);
        assertThat(timer).isPositive().isNotEqualTo(HostTimer.WAKE);
    }
}
