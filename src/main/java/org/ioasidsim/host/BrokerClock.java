package org.ioasidsim.host;

import java.util.List;
import org.ioasidsim.host.RequestNeeds.Part;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;

/**
 * Counts for a tenant whose brokers open the devices. A process is refused where its own cgroup lacks tasks, where no queue is left, or where
 * what its broker's open still takes is refused: an id and bonds, bonds alone where the address space that is bound has its id, or nothing where
 * it has both. It asks after every event, as two cgroups and the state of each broker decide.
 */
public final class BrokerClock implements RefusalClock {
    private final int tenant;
    private final Arbiter arbiter;
    private final RefusedTime time;
    private final Congestion congestion;
    private final Group broker;
    private final boolean brokerPays;
    private final RequestShape tasks;
    private final RequestShape ofBroker;
    private final RequestShape files;
    private final RequestShape memory;
    private final RequestShape idAndBond;
    private final RequestShape bond;
    private Group own;
    private int live;
    private int full;
    private int withoutBroker;
    private int withoutId;
    private int withoutBond;

    BrokerClock(Arbiter arbiter, Shapes shapes, int tenant, Group own, User user, Brokered request, double nowSeconds) {
        RequestNeeds needs = request.needs();
        this.tenant = tenant;
        this.arbiter = arbiter;
        this.own = own;
        this.broker = request.broker();
        this.brokerPays = request.brokerPays();
        this.tasks = shapes.of(user, needs.only(Part.TASKS));
        this.ofBroker =
                shapes.of(user, new RequestNeeds(1, false, needs.guestIds(), List.of(), false).only(Part.TASKS));
        this.files = shapes.of(user, needs.only(Part.FILE));
        this.memory = shapes.of(user, needs.only(Part.MEMORY));
        this.idAndBond = shapes.of(user, needs.only(Part.ID, Part.BOND));
        this.bond = shapes.of(user, needs.only(Part.BOND));
        this.time = new RefusedTime(nowSeconds);
        this.congestion = new Congestion(time, this);
        var unused =
                arbiter.clock(tenant, own, tasks, new RefusedTime(nowSeconds), nowSeconds); // it numbers the tenants
    }

    /**
     * A request that a broker takes part in.
     *
     * @param needs of the process that it opens for
     * @param broker the cgroup that it lives in
     * @param brokerPays whether that is charged for the id and the bonds, and not the process's own
     */
    public record Brokered(RequestNeeds needs, Group broker, boolean brokerPays) {}

    /** Returns what it counts. */
    public Congestion congestion() {
        return congestion;
    }

    /**
     * Notes the number of live instances, which counts from the end of this event on.
     *
     * @param newLive all of them
     * @param newFull those whose own limits are full
     * @param newWithoutBroker of the others, those whose broker was killed and starts with the next open, for which an id and bonds are taken too
     * @param newWithoutId of the others, those for whose next open an id and bonds are taken
     * @param newWithoutBond of the others, those for whose next open bonds are taken, but no id
     */
    public void instances(int newLive, int newFull, int newWithoutBroker, int newWithoutId, int newWithoutBond) {
        live = newLive;
        full = newFull;
        withoutBroker = newWithoutBroker;
        withoutId = newWithoutId;
        withoutBond = newWithoutBond;
    }

    /** Asks whether requests would be refused now; counts the time until now if the answer has changed. */
    void judge(double nowSeconds) {
        if (live == 0 && time.instances() == 0) {
            return;
        }
        int refused = full;
        refused += withoutBroker > 0 && (isRefused(broker, ofBroker) || isOpenRefused(idAndBond)) ? withoutBroker : 0;
        refused += withoutId > 0 && isOpenRefused(idAndBond) ? withoutId : 0;
        refused += withoutBond > 0 && isOpenRefused(bond) ? withoutBond : 0;
        if (live != time.instances() || refused != time.fullInstances()) {
            time.settle(nowSeconds);
            time.instances(live, refused);
        }
        time.refuse(isRefused(own, tasks) || files.isRefusedByHost(), nowSeconds);
    }

    private boolean isOpenRefused(RequestShape taken) {
        return isRefused(brokerPays ? broker : own, taken) || isRefused(broker, memory);
    }

    private boolean isRefused(Group group, RequestShape shape) {
        for (Cgroup cgroup = group.cgroup(); cgroup != null; cgroup = cgroup.parent()) {
            if (shape.isRefusedAt(cgroup)) {
                return true;
            }
        }
        return shape.isRefusedByHost() || arbiter.wouldRefuse(tenant, group.cgroup(), shape);
    }

    @Override
    public void settle(double nowSeconds) {
        time.settle(nowSeconds);
    }

    @Override
    public void move(Group to, double nowSeconds) {
        own = to;
    }

    @Override
    public void resume() {}

    @Override
    public boolean isFull(Group group) {
        return isFull(group, tasks) || (!brokerPays && isFull(group, idAndBond));
    }

    private boolean isFull(Group group, RequestShape shape) {
        return shape.isRefusedAt(group.cgroup()) || arbiter.wouldRefuse(tenant, group.cgroup(), shape);
    }
}
