package org.ioasidsim.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.ioasidsim.kernel.Hosts;
import org.ioasidsim.kernel.IdListener;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.User;
import org.junit.jupiter.api.Test;

/** A gate that is not looked at because something was only given back must not have been shut: it would stay shut for ever. */
class GroupTest {
    private final Kernel kernel = Hosts.pasids(3).kernel(new IdListener() {
        @Override
        public void allocated(int id) {}

        @Override
        public void released(int id) {}
    });

    @Test
    void whatIsGivenBackOpensAGate() {
        var allShut = new ShutGates();
        var root = new Group(kernel.root(), null, allShut);
        var web = new Group(kernel.mkdir("/web"), root, allShut);
        RequestShape shape =
                new Shapes(kernel, Reclaimer.NONE).of(new User(Long.MAX_VALUE), 0, false, kernel.device("dev"));
        Gate gate = web.gate(shape, 0);
        int first = kernel.createMm(web.cgroup());
        int second = kernel.createMm(web.cgroup());
        assertThat(kernel.tryBind(first, kernel.device("dev"))).isTrue();
        web.refreshPath(1);
        assertThat(gate.isShut()).isFalse();
        assertThat(allShut.isEmpty()).isTrue();
        assertThat(kernel.tryBind(second, kernel.device("dev"))).isTrue();
        web.refreshPath(2);
        assertThat(gate.isShut()).isTrue();
        assertThat(allShut.isEmpty()).isFalse();
        kernel.dropMm(first);
        web.refreshPathGivenBack(5);
        assertThat(gate.isShut()).isFalse();
        assertThat(allShut.isEmpty()).isTrue();
        kernel.dropMm(second);
        web.refreshPathGivenBack(6);
        assertThat(gate.shutSeconds(9)).isEqualTo(3);
    }
}
