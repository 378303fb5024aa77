package org.ioasidsim.kernel.arm64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.ioasidsim.kernel.ioasid.IdSpace;
import org.junit.jupiter.api.Test;

/** An SMMU of 4 bits has 15 ASIDs, of which each DMA domain takes one. */
class SmmuAsidsTest {
    @Test
    void whatDomainsLeaveIsHandedOutFromTheLowestOn() {
        var asids = new SmmuAsids(4, 3);
        assertThat(asids.free()).isEqualTo(12);
        for (int expected = 4; expected <= 15; expected++) {
            assertThat(asids.tryTake()).isEqualTo(expected);
        }
        assertThat(asids.free()).isZero();
        assertThat(asids.tryTake()).isEqualTo(IdSpace.NONE);
        asids.release(7);
        assertThat(asids.free()).isEqualTo(1);
        assertThat(asids.tryTake()).isEqualTo(7);
    }

    @Test
    void noMoreDomainsFitThanThereAreAsids() {
        assertThat(new SmmuAsids(4, 15).free()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmmuAsids(4, 16))
                .withMessage("16 DMA domains do not fit into 15 ASIDs");
    }
}
