package org.ioasidsim.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.ioasidsim.experiment.SingleRun;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.sim.HoldModel;

/** The benchmarks for users: the event list beside others, and the loss model of all 16-bit ids beside a loop that does nothing else. */
public final class Bench {
    /** The loss model: 65,536 ids, slightly overloaded, one process for each request, every metric on. */
    public static final String LOSS = """
            scenario: erlang-loss
            question: What does an event cost?
            host: {preset: x86-vtd-20bit, max_pasids: 65537, devices: {dsa: {}}}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 66000/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
            run: {warm_up: 4s, duration: 12s, replications: 1}
            """;

    /** The loss model with a million live processes, in nearly all ids of 20 bits. */
    public static final String LIVE = """
            scenario: live-processes
            question: What does a live process keep of memory?
            host: {preset: x86-vtd-20bit, devices: {dsa: {}}}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 1000000/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
            run: {warm_up: 4s, duration: 1s, replications: 1}
            """;

    private static final int LIVE_PROCESSES = 1_000_000;

    private static final int LEAST_EVENTS = 1_000_000;

    /** How much longer the run is that is compared to tell what an event allocates in steady state, without what the start allocates. */
    private static final double LONGER_SECONDS = 12;

    private final int rounds;
    private final Consumer<String> progress;

    /**
     * @param rounds that count, at least 1
     * @param progress told what is measured next
     */
    public Bench(int rounds, Consumer<String> progress) {
        this.rounds = rounds;
        this.progress = progress;
    }

    /** Returns what each list costs for taking one of {@code pending} events and setting it again. */
    public List<Figure> hold(int pending) {
        String benchmark = String.format(Locale.ROOT, "hold model, %,d pending", pending);
        progress.accept(benchmark);
        int events = Math.max(LEAST_EVENTS, pending);
        var contest = new Contest(benchmark, rounds);
        contest.add("bare queue", HoldModel.bareQueue(pending, events));
        contest.add("ioasid-sim", HoldModel.timers(pending, events));
        contest.add("java.util.PriorityQueue", HoldModel.priorityQueue(pending, events));
        contest.add("SSJ, SplayTree", HoldModel.splayTree(pending, events));
        return contest.run();
    }

    /** Returns what an event of the loss model costs, and one of the bare loop; {@code loss} is {@link #LOSS} as read. */
    public List<Figure> loss(ScenarioFile loss) {
        String benchmark = "Erlang loss, 65,536 ids";
        progress.accept(benchmark);
        var run = new SingleRun(loss);
        var contest = new Contest(benchmark, rounds);
        contest.add("bare loop", () -> new BareLoss(loss).run());
        contest.add("ioasid-sim, all metrics", run::events);
        List<Figure> figures = contest.run();
        return List.of(
                figures.get(0),
                figures.get(1).withBytes(Contest.bytesPerEvent(() -> run.events(LONGER_SECONDS), run::events)));
    }

    /** Returns how many bytes the heap holds for each live process; {@code live} is {@link #LIVE} as read. */
    public Figure memory(ScenarioFile live) {
        String benchmark = String.format(Locale.ROOT, "memory, %,d live processes", LIVE_PROCESSES);
        progress.accept(benchmark);
        return Figure.ofMemory(
                benchmark, "ioasid-sim, all metrics", LIVE_PROCESSES, new SingleRun(live).bytesPerHeldId());
    }

    /** Returns all figures: the hold model with each number of events pending, the loss model, and the memory of a process. */
    public List<Figure> all(List<Integer> pending, ScenarioFile loss, ScenarioFile live) {
        List<Figure> figures = new ArrayList<>();
        pending.forEach(number -> figures.addAll(hold(number)));
        figures.addAll(loss(loss));
        figures.add(memory(live));
        return figures;
    }
}
