package org.ioasidsim.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a policy has charged must add up, or it lends what it has not. */
class AccountsTest {
    @Test
    void chargesAddUpAndComeBack() {
        var accounts = new Accounts(new HostFacts(
                9,
                List.of(),
                List.of(
                        new HostFacts.Tenant("web", 1, "/a", List.of()),
                        new HostFacts.Tenant("noisy", 1, "/b", List.of())),
                List.of()));
        accounts.charge(0);
        accounts.charge(1);
        accounts.charge(1);
        assertThat(accounts.of(0)).isEqualTo(1);
        assertThat(accounts.of(1)).isEqualTo(2);
        assertThat(accounts.total()).isEqualTo(3);
        accounts.uncharge(1);
        accounts.uncharge(0);
        assertThat(accounts.of(1)).isEqualTo(1);
        assertThat(accounts.total()).isEqualTo(1);
        assertThatThrownBy(() -> accounts.uncharge(0))
                .isInstanceOf(PolicyBreach.class)
                .hasMessage("uncharged an id of tenant number 0, which has none charged");
    }
}
