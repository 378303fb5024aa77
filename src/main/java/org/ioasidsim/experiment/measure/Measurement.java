package org.ioasidsim.experiment.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.host.HostListener;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.scenario.BindingResource;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.fair.MaxMinShares;
import org.ioasidsim.workload.TenantSpec;
import org.ioasidsim.workload.WorkloadListener;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is measured in one replication, updated at each event. A grant or a refusal costs a few steps, independent of the number
 * of tenants; one that changes the unmet demand costs one more for each tenant that was ever above its entitlement ({@link Blame}). All
 * integrals are exact, from the start of measuring to its end.
 */
public final class Measurement implements WorkloadListener, HostListener {
    private final List<String> names = new ArrayList<>();
    private final TenantTally[] tallies;
    private final BindingResource binding;
    private final boolean isAsids;

    /** What a request needs of the binding resource, tenant by tenant; 0 for a tenant that takes nothing of it. */
    private final int[] needs;

    private final MaxMinShares shares;
    private final Blame blame;

    /**
     * The tenants whose ids or demand changed at the current instant. Their own integrals are settled up to now; entitlements are recomputed
     * once, when time advances.
     */
    private final int[] changed;

    private int changedCount;
    private final int widestPasids;
    private final double windowSeconds;
    private final List<WindowTally> windows = new ArrayList<>();
    private final double[] heldAtWindow;
    private final double[] entitledAtWindow;
    private final long[] grantsAtWindow;
    private final long[] requestsAtWindow;
    private final WorstWindow worst;
    private final @Nullable TimelineRecorder timeline;

    private @Nullable Kernel kernel;

    /** Whether the kernel may have no ASID free although it has an id. */
    private boolean hasAsids;

    private double nowSeconds;
    private double nextWindowAt;

    /** Until then, inclusive, no window or step ends and no sample is due; advancing to a later time looks what is. */
    private double quietUntil;

    private final PoolTally pool;

    /** What the one tenant took and gave back since the last settlement; empty where there are several, or none that takes ids. */
    private final Journal journal = new Journal();

    /** The time of the last change; a change of the ids held goes into the journal if it is later. Infinite where none does. */
    private double lastChangeAt;

    private double excessIntegral;
    private double exhaustedSeconds;
    private double exhaustionAt = Double.POSITIVE_INFINITY;
    private long hash = 0xCBF29CE484222325L;

    public Measurement(Scenario scenario, double endSeconds, boolean recordsTimeline) {
        List<TenantSpec> specs = scenario.tenants();
        int count = specs.size();
        tallies = new TenantTally[count];
        binding = scenario.bindingResource();
        isAsids = binding.isAsids();
        pool = new PoolTally(binding.total());
        needs = binding.needs().stream().mapToInt(Integer::intValue).toArray();
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) {
            TenantSpec spec = specs.get(i);
            names.add(spec.name());
            weights[i] = spec.weight();
            tallies[i] = new TenantTally(
                    scenario.measure().starvationAfterSeconds(),
                    scenario.measure().slowdownThresholdSeconds(spec),
                    needs[i],
                    draws(i) ? binding.unit() : 1);
        }
        boolean keepsJournal = count == 1 && draws(0) && !isAsids;
        lastChangeAt = keepsJournal ? 0 : Double.POSITIVE_INFINITY;
        widestPasids = widest(scenario);
        shares = new MaxMinShares(weights, binding.total());
        blame = new Blame(weights, binding.unit());
        changed = new int[count];
        windowSeconds = scenario.measure().windowSeconds();
        heldAtWindow = new double[count];
        entitledAtWindow = new double[count];
        grantsAtWindow = new long[count];
        requestsAtWindow = new long[count];
        for (int size = 1; size * windowSeconds <= scenario.run().durationSeconds(); size *= 2) {
            windows.add(new WindowTally(count, size));
        }
        worst = new WorstWindow(
                count,
                Math.min(scenario.measure().worstWindowSeconds(), scenario.run().durationSeconds()));
        timeline =
                recordsTimeline ? new TimelineRecorder(count, scenario.measure().timelineSeconds(), endSeconds) : null;
    }

    private static int widest(Scenario scenario) {
        return scenario.kernel().devices().stream()
                .mapToInt(KernelConfig.DeviceConfig::maxPasids)
                .max()
                .orElse(scenario.kernel().maxPasids());
    }

    /** Sets the kernel that is asked whether anything is free. */
    public void watch(Kernel newKernel) {
        kernel = newKernel;
        hasAsids = newKernel.config().asidScheme() != KernelConfig.AsidScheme.NONE;
    }

    /** Starts measuring and forgets everything counted so far. */
    public void restart(double atSeconds) {
        advance(atSeconds);
        settleHost();
        shares().reset(atSeconds);
        blame.restart();
        for (TenantTally tally : tallies) {
            tally.restart(atSeconds);
        }
        pool.restart();
        excessIntegral = 0;
        exhaustedSeconds = 0;
        nextWindowAt = atSeconds + windowSeconds;
        markWindow();
        worst.restart(atSeconds);
        quietUntil = atSeconds;
    }

    @Override
    public void advance(double toSeconds) {
        countExhaustion(toSeconds);
        if (toSeconds > quietUntil) {
            endWindowsBefore(toSeconds);
        }
        nowSeconds = toSeconds;
    }

    /** Takes the samples and ends the windows and steps that are due before {@code toSeconds}. */
    private void endWindowsBefore(double toSeconds) {
        settleJournal();
        if (timeline != null && toSeconds > timeline.nextAt()) {
            timeline.sample(toSeconds, tallies, shares(), binding.unit());
        }
        while (toSeconds > nextWindowAt && nextWindowAt > 0) {
            endWindow(nextWindowAt);
        }
        while (toSeconds > worst.nextAt()) {
            worst.endStep(tallies);
        }
        quietUntil = worst.nextAt();
        if (nextWindowAt > 0) {
            quietUntil = Math.min(quietUntil, nextWindowAt);
        }
        if (timeline != null) {
            quietUntil = Math.min(quietUntil, timeline.nextAt());
        }
    }

    /**
     * Counts the time from the last event to {@code toSeconds} as exhausted if the kernel has nothing free: it is asked once all of an
     * instant's events are over, since listeners are notified of a free before the kernel has it back.
     */
    private void countExhaustion(double toSeconds) {
        Kernel asked = kernel;
        if (toSeconds > nowSeconds
                && asked != null
                && !(asked.hasFreeId(widestPasids) && (!hasAsids || asked.hasFreeAsid(binding.fewestAsids())))) {
            exhaustedSeconds += toSeconds - nowSeconds;
            exhaustionAt = Math.min(exhaustionAt, nowSeconds);
        }
    }

    /** Brings every integral up to {@code atSeconds}, before the events of that instant. */
    void settle(double atSeconds) {
        advance(atSeconds);
        settleHost();
    }

    private void endWindow(double atSeconds) {
        for (int i = 0; i < tallies.length; i++) {
            TenantTally tally = tallies[i];
            double held = tally.heldIntegral(atSeconds) - heldAtWindow[i];
            double entitled = draws(i) ? inUnits(shares().integral(i, atSeconds)) - entitledAtWindow[i] : 0;
            for (WindowTally window : windows) {
                window.add(
                        i, held, entitled, tally.grants() - grantsAtWindow[i], tally.requests() - requestsAtWindow[i]);
            }
        }
        windows.forEach(WindowTally::endBaseWindow);
        nowSeconds = atSeconds;
        markWindow();
        nextWindowAt += windowSeconds;
    }

    private void markWindow() {
        for (int i = 0; i < tallies.length; i++) {
            heldAtWindow[i] = tallies[i].heldIntegral(nowSeconds);
            entitledAtWindow[i] = inUnits(shares().integral(i, nowSeconds));
            grantsAtWindow[i] = tallies[i].grants();
            requestsAtWindow[i] = tallies[i].requests();
        }
    }

    @Override
    public void heldChanged(int tenant, int delta, boolean ofPool) {
        mix(tenant * 8L + (delta > 0 ? 1 : 2));
        if (nowSeconds > lastChangeAt && ofPool) {
            if (journal.isFull()) {
                settleJournal();
            }
            journal.add(nowSeconds, delta);
            lastChangeAt = nowSeconds;
            return;
        }
        TenantTally tally = settled(tenant);
        tally.ids += delta;
        if (!isAsids || !tally.draws()) {
            tally.held += delta;
        }
        if (ofPool && !isAsids) {
            pool.held += delta;
        }
    }

    /** Brings the integrals up to the last entry of the journal: the same sums, in the same order, as if each change had been settled as it came. */
    private void settleJournal() {
        if (!journal.isEmpty()) {
            noteChanges();
            pool.settle(journal);
            tallies[0].settle(journal);
            shareOut(tallies[0]);
            journal.clear();
        }
    }

    /** Recomputes the entitlement for the entries of the journal, and whether their grants were modest. */
    private void shareOut(TenantTally tally) {
        // More may happen at the instant of a last entry that is no grant, so that it is noted as any other change.
        int end = journal.endsWithGrant() ? journal.size() : journal.size() - 1;
        int from = 0;
        while (from < end) {
            int to = shares.updateAlone(journal.demands(), journal.atSeconds(), from, end);
            if (to == from) {
                shares.update(0, journal.demands()[from], tally.unmet > 0, journal.atSeconds()[from]);
                to++;
            }
            if (shares.isSatisfied(0)) {
                tally.countModestGrants(journal.grants(from, to));
            }
            from = to;
        }
        if (end < journal.size()) {
            tally.isChanged = true;
            changed[changedCount++] = 0;
        }
    }

    @Override
    public void asidsChanged(int tenant, int delta) {
        if (isAsids) {
            settled(tenant).held += delta;
            pool.held += delta;
        }
    }

    private boolean draws(int tenant) {
        return needs[tenant] > 0;
    }

    private void changeUnmet(int tenant, int delta) {
        TenantTally tally = settled(tenant);
        tally.unmet += delta;
        pool.unmet += (long) delta * needs[tenant];
    }

    /** Returns the tally of a tenant that is about to change, after settling its integrals and the host's up to now. */
    private TenantTally settled(int tenant) {
        if (nowSeconds > pool.settledAt()) { // as always when there is something in the journal
            settleHost();
        }
        TenantTally tally = tallies[tenant];
        if (!tally.isChanged) {
            tally.isChanged = true;
            changed[changedCount++] = tenant;
            tally.settle(nowSeconds);
        }
        return tally;
    }

    /** Returns the entitlements, recomputed for the tenants that changed when the host's integrals were last settled. */
    private MaxMinShares shares() {
        settleJournal();
        noteChanges();
        return shares;
    }

    private void noteChanges() {
        int count = changedCount;
        if (count == 1) {
            noteChange(changed[0]);
        } else if (count > 1) {
            noteChanges(count);
        }
        changedCount = 0;
    }

    private void noteChanges(int count) {
        for (int i = 0; i < count; i++) {
            noteChange(changed[i]);
        }
    }

    /** Passes what a tenant holds and lacks on to the shares and the blame. */
    private void noteChange(int tenant) {
        TenantTally tally = tallies[tenant];
        tally.isChanged = false;
        if (tally.draws()) {
            int unmet = tally.unmetNeed();
            shares.update(tenant, (double) tally.held + unmet, unmet > 0, pool.settledAt());
            blame.change(tenant, tally.held, unmet);
        }
    }

    private void settleHost() {
        settleJournal();
        double passed = nowSeconds - pool.settledAt();
        if (passed > 0) {
            noteChanges();
            double level = shares.level();
            blame.advance(passed, level);
            if (shares.isMarkedSatisfied()) {
                excessIntegral += blame.excess(level) * passed;
            }
            pool.settle(nowSeconds);
            lastChangeAt = Math.max(lastChangeAt, nowSeconds);
        }
    }

    @Override
    public void requested(int tenant) {
        tallies[tenant].countRequest();
        changeUnmet(tenant, 1);
    }

    @Override
    public void askedForVm(int tenant, boolean isStarted) {
        tallies[tenant].countVm(isStarted);
    }

    @Override
    public void attempted(int tenant, double arrivalSeconds) {
        tallies[tenant].countAttempt(arrivalSeconds);
    }

    @Override
    public void refused(int tenant, Refusal refusal) {
        tallies[tenant].countRefusal(refusal, nowSeconds);
        if (timeline != null) {
            timeline.refused(tenant);
        }
        mix(tenant * 8L + 3 + 1024L * refusal.limit().word().hashCode());
    }

    @Override
    public void refusedFirst(int tenant) {
        tallies[tenant].countFirstTryRefusal(isModest(tenant));
    }

    /** Returns whether a tenant, with the request that was just decided, wants no more than its share. */
    private boolean isModest(int tenant) {
        return tallies[tenant].draws() && shares().isSatisfied(tenant);
    }

    @Override
    public void granted(int tenant, double arrivalSeconds, double holdSeconds, int attempts) {
        changeUnmet(tenant, -1);
        drawDenial(tenant, nowSeconds);
        TenantTally tally = tallies[tenant];
        tally.countGrant(arrivalSeconds, holdSeconds, attempts, nowSeconds);
        if (attempts == 1 && tally.isInCohort(arrivalSeconds) && isModest(tenant)) {
            tally.countModestGrant();
        }
        mix(tenant * 8L + 4);
    }

    @Override
    public void grantedAtOnce(int tenant, double holdSeconds) {
        mix(tenant * 8L + 4);
        if (!tallies[tenant].denial().isOpen() && journal.tryGrant(nowSeconds, holdSeconds)) {
            return;
        }
        drawDenial(tenant, nowSeconds);
        TenantTally tally = settled(tenant);
        tally.countGrantAtOnce(holdSeconds, nowSeconds);
        if (isModest(tenant)) {
            tally.countModestGrant();
        }
    }

    /** Adds the tenant's open denial window, if any, to the timeline: it ends at {@code toSeconds}. */
    private void drawDenial(int tenant, double toSeconds) {
        if (timeline != null && tallies[tenant].denial().isOpen()) {
            timeline.denied(tenant, tallies[tenant].denial().since(), toSeconds);
        }
    }

    @Override
    public void gaveUp(int tenant, double arrivalSeconds) {
        tallies[tenant].countNever(arrivalSeconds, nowSeconds);
    }

    @Override
    public void unmetEnded(int tenant, double arrivalSeconds) {
        changeUnmet(tenant, -1);
    }

    @Override
    public void openAtEnd(int tenant, double arrivalSeconds, boolean gaveUp) {
        if (!gaveUp) {
            tallies[tenant].countPending(arrivalSeconds, nowSeconds);
        }
    }

    private void mix(long code) {
        hash = (hash ^ code) * 0x100000001B3L;
        hash = (hash ^ Double.doubleToRawLongBits(nowSeconds)) * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 29;
    }

    /** Ends measuring; the open requests must have been reported before. */
    public void finish(double atSeconds) {
        advance(atSeconds);
        settleJournal();
        if (nextWindowAt > 0 && nextWindowAt <= atSeconds) {
            endWindow(nextWindowAt);
        }
        if (worst.nextAt()
                <= atSeconds * (1 + 1e-12)) { // the sum of a tenth of the time, ten times over, may end above it
            worst.endStep(tallies);
        }
        settleHost();
        for (int i = 0; i < tallies.length; i++) {
            tallies[i].settle(atSeconds);
            double deniedTo = tallies[i].denial().endOfOpen(atSeconds);
            drawDenial(i, deniedTo);
            tallies[i].denial().close(deniedTo);
        }
        if (timeline != null) {
            timeline.finish(atSeconds, tallies, shares(), binding.unit());
        }
    }

    public List<String> names() {
        return names;
    }

    TenantTally tally(int tenant) {
        return tallies[tenant];
    }

    /** Returns the time integral of the tenant's entitlement; NaN if its guests own their ids. */
    double entitlementIntegral(int tenant) {
        return draws(tenant) ? inUnits(shares().integral(tenant, nowSeconds)) : Double.NaN;
    }

    /** Returns how much of the binding resource there is, in its units. */
    double capacity() {
        return inUnits(binding.total());
    }

    double poolHeldIntegral() {
        return inUnits(pool.heldIntegral());
    }

    double poolPeak() {
        return inUnits(pool.peak());
    }

    double strandedIntegral() {
        return inUnits(pool.strandedIntegral());
    }

    /** Returns how long more than nine tenths of the capacity were held. */
    double nearlyFullSeconds() {
        return pool.nearlyFullSeconds();
    }

    /** Returns the time integral of what is held above entitlements while a tenant that wants no more than its share has unmet demand. */
    double excessIntegral() {
        return inUnits(excessIntegral);
    }

    /** Returns the requests that came while their tenant wanted no more than its share and whose first try was decided. */
    long modestRequests() {
        return modestGrants()
                + Stream.of(tallies).mapToLong(tally -> tally.modestRefusals).sum();
    }

    /** Returns those of the {@link #modestRequests} that were granted at the first try. */
    long modestGrants() {
        return Stream.of(tallies).mapToLong(tally -> tally.modestGrants).sum();
    }

    /** Returns the tenant's first-try success in its worst window. */
    double worstWindowSuccess(int tenant) {
        return worst.worst(tenant);
    }

    private double inUnits(double amount) {
        return amount / binding.unit();
    }

    double exhaustedSeconds() {
        return exhaustedSeconds;
    }

    /** Returns the first time, warm-up included, at which nothing was free; infinite if there was none. */
    double exhaustionAt() {
        return exhaustionAt;
    }

    /** Returns the time up to which was measured. */
    double nowSeconds() {
        return nowSeconds;
    }

    public long hash() {
        return hash;
    }

    /** Returns the counts of refusals, tenant by tenant, by limit in kernel order, then level. */
    public List<ReplicationResult.RefusalCount> refusals() {
        List<ReplicationResult.RefusalCount> all = new ArrayList<>();
        for (int i = 0; i < tallies.length; i++) {
            all.addAll(tallies[i].refusals().of(names.get(i)));
        }
        return all;
    }

    /** Returns how long requests waited, tenant by tenant. */
    public List<ReplicationResult.TimeToBind> timeToBind() {
        return Stream.of(tallies).map(WaitHistogram::of).toList();
    }

    public double[][] blameIdSeconds() {
        return blame.idSeconds();
    }

    public List<ReplicationResult.WindowFairness> windowFairness() {
        return windows.stream().map(window -> window.result(windowSeconds)).toList();
    }

    public ReplicationResult.@Nullable Timeline timeline() {
        return timeline == null ? null : timeline.result();
    }
}
