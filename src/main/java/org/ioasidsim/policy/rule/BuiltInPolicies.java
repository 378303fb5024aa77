package org.ioasidsim.policy.rule;

import java.util.List;
import org.ioasidsim.policy.Policies;

/** The catalogue of the policies that come with the program: one line for each. */
public final class BuiltInPolicies {
    private BuiltInPolicies() {}

    public static Policies catalogue() {
        return new Policies(List.of(
                FirstCome.ENTRY,
                StaticQuota.ENTRY,
                HardReservation.ENTRY,
                OvercommittableLimit.ENTRY,
                Guarantee.ENTRY,
                FairShare.ENTRY,
                TrunkReservation.ENTRY,
                DominantResource.ENTRY,
                BindRate.ENTRY,
                BlockingBind.ENTRY,
                ReclaimIdle.ENTRY,
                Revoke.ENTRY,
                ProcessLimit.ENTRY,
                Adaptive.ENTRY));
    }
}
