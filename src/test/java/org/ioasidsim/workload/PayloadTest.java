package org.ioasidsim.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.ioasidsim.host.Host;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A timer that is taken for one of another kind would fire for a stranger. */
class PayloadTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4_711, (1 << 27) - 1})
    void eachKindIsItselfAndCarriesItsIndex(int index) {
        assertThat(Payload.isProcess(index)).isTrue();
        assertThat(Payload.isProcess(Payload.ARRIVAL | index)).isFalse();
        assertThat(Payload.isProcess(Payload.INSTANCE_END_OR_ATTACH | index)).isFalse();
        assertThat(Payload.isProcess(Payload.event(index))).isFalse();
        assertThat(Payload.isProcess(Host.TIMER | index)).isFalse();
        assertThat(Payload.kind(Payload.ARRIVAL | index)).isEqualTo(Payload.ARRIVAL);
        assertThat(Payload.index(Payload.ARRIVAL | index)).isEqualTo(index);
        int event = Payload.event(index);
        assertThat(Payload.kind(event)).isEqualTo(Payload.INSTANCE_ARRIVAL_OR_EVENT);
        assertThat(Payload.isEvent(event)).isTrue();
        assertThat(Payload.index(event) / 2).isEqualTo(index);
        assertThat(Payload.isEvent(event + 1)).as("an arrival of instances").isFalse();
        assertThat(event & Host.TIMER).isZero();
    }
}
