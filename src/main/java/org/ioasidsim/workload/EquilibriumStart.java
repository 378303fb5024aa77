package org.ioasidsim.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.Law;
import org.ioasidsim.random.Poisson;
import org.ioasidsim.random.Streams;
import umontreal.ssj.rng.RandomStream;

/**
 * The processes that live at time 0 of a run that starts in the equilibrium of its demand: without limits, the number of those that arrive as a Poisson
 * process is Poisson distributed with mean load, whatever the law of their lifetimes, and what is left of each lifetime has the equilibrium
 * residual law. They ask for their ids in random order; what the limits make of it still has to settle.
 *
 * <p>Source: Takács, <i>Introduction to the Theory of Queues</i>, 1962, chapter 3 (M/G/infinity).
 */
final class EquilibriumStart {
    private final Streams streams;
    private final ProcessLife life;
    private final List<Alive> alive = new ArrayList<>();

    EquilibriumStart(Streams streams, ProcessLife life) {
        this.streams = streams;
        this.life = life;
    }

    private record Alive(Instance instance, double leftSeconds) {}

    /** Draws the processes of an instance; none if they do not arrive as a Poisson process. */
    void add(Instance instance) {
        TenantSpec spec = instance.tenant.spec;
        if (spec.processes().arrivals() instanceof ArrivalsSpec.Poisson poisson) {
            Distribution lifetime = spec.processes().lifetimeSeconds();
            Law left = lifetime.residual();
            RandomStream stream = streams.stream(spec.name(), instance.ordinal, "equilibrium");
            for (int i = Poisson.draw(poisson.perSecond() * lifetime.mean(), stream); i > 0; i--) {
                alive.add(new Alive(instance, left.draw(stream)));
            }
        }
    }

    /** Lets all of them arrive now, in random order. */
    void arrive() {
        RandomStream stream = streams.stream("*", 0, "equilibrium");
        for (int last = alive.size() - 1; last > 0; last--) {
            Collections.swap(alive, last, stream.nextInt(0, last));
        }
        alive.forEach(one -> life.arrive(one.instance, one.leftSeconds));
    }
}
