package org.ioasidsim.host;

/** Counts by the clock of the gate at the tenant's cgroup, where the kernel alone decides. */
final class GateClock implements RefusalClock {
    private final RequestShape shape;
    private final RefusedTime time;
    private Gate gate;

    /** The gate's clock when the time was settled last. */
    private double countedSeconds;

    GateClock(Group group, RequestShape shape, RefusedTime time, double nowSeconds) {
        this.shape = shape;
        this.time = time;
        this.gate = group.gate(shape, nowSeconds);
        this.countedSeconds = gate.shutSeconds(nowSeconds);
    }

    @Override
    public void settle(double nowSeconds) {
        double shut = gate.shutSeconds(nowSeconds);
        time.settle(nowSeconds, shut - countedSeconds);
        countedSeconds = shut;
    }

    @Override
    public void move(Group to, double nowSeconds) {
        gate = to.gate(shape, nowSeconds);
        countedSeconds = gate.shutSeconds(nowSeconds);
    }

    @Override
    public void resume() {}

    @Override
    public boolean isFull(Group group) {
        return shape.isRefusedAt(group.cgroup());
    }
}
