package org.ioasidsim.kernel.ioasid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A set takes its quota from the capacity of 10; with the flavour that reserves it comes back when the set ends. */
class IoasidSetsTest {
    private final Capacity capacity = new Capacity();

    private IoasidSets sets(IoasidsFlavour flavour) {
        capacity.install(10);
        return new IoasidSets(capacity, flavour);
    }

    @ParameterizedTest
    @CsvSource({"AS_POSTED, 6", "RESERVATION, 10", "LIMIT, 6"})
    void theQuotaComesBackWhereItIsAReservation(IoasidsFlavour flavour, long availableAfterwards) {
        IoasidSets sets = sets(flavour);
        IoasidSet set = sets.create("token", 4);
        assertThat(set.quota()).isEqualTo(4);
        assertThat(capacity.available()).isEqualTo(6);
        assertThat(sets.count()).isOne();
        assertThat(sets.find("token")).isSameAs(set);
        sets.end(set);
        assertThat(sets.find("token")).isNull();
        assertThat(sets.count()).isZero();
        assertThat(capacity.available()).isEqualTo(availableAfterwards);
    }

    @Test
    void aQuotaIsRefusedBeyondWhatIsLeft() {
        IoasidSets sets = sets(IoasidsFlavour.RESERVATION);
        IoasidSet first = sets.create("token", 4);
        assertThat(sets.refusal("other", 6)).isNull();
        assertThat(sets.refusal("other", 7)).isEqualTo(Errno.ENOSPC);
        assertThat(sets.refusal("token", 6)).isEqualTo(Errno.EEXIST);
        assertThat(sets.refusal(null, 6)).isNull();
        assertThatIllegalStateException()
                .isThrownBy(() -> sets.create("other", 7))
                .withMessage("a quota of 7 of 6");
        IoasidSet rest = sets.create(null, 0); // all that is left
        assertThat(rest.quota()).isEqualTo(6);
        assertThat(rest.number()).isNotEqualTo(first.number());
        assertThat(capacity.available()).isZero();
        assertThat(sets.refusal("other", 0)).as("number 0 is taken").isEqualTo(Errno.ENOSPC);
        sets.end(first);
        assertThat(sets.refusal("other", 5)).isEqualTo(Errno.ENOSPC);
        assertThat(sets.refusal("other", 4)).isNull();
    }
}
