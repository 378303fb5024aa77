package org.ioasidsim.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ioasidsim.experiment.SingleRun;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.sim.HoldModel;

/** The benchmarks for users: the event list compared with others, the loss model compared with a bare loop, and costs that grow with load. */
public final class Bench {
    /** A scenario that takes little more time than the start of the program: one tenant, a load of 90 on a hundred ids, 22,000 events in all. */
    public static final String TRIVIAL = Models.TRIVIAL;

    private static final int HOLDERS = 1_000_000;

    private static final int LEAST_EVENTS = 1_000_000;

    /** How often each live process is replaced, at least, where many live. */
    private static final double LEAST_LIVES = 1.5;

    private static final String GIVE_UP = "give-up";

    /** The extra seconds of a second run. What it allocates beyond the first one is allocated in steady state, not at the start. */
    private static final double LONGER_SECONDS = 12;

    private final int rounds;
    private final Consumer<String> progress;
    private final Function<String, ScenarioFile> reader;

    /**
     * Prepares the benchmarks.
     *
     * @param rounds that count, at least 1
     * @param progress receives the name of each benchmark before it runs
     * @param reader reads a scenario from its text
     */
    public Bench(int rounds, Consumer<String> progress, Function<String, ScenarioFile> reader) {
        this.rounds = rounds;
        this.progress = progress;
        this.reader = reader;
    }

    /** Returns what each list costs to remove the first of {@code pending} events and insert it again. */
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

    /** Returns what an event costs in the bare loop, and in the simulation, of the loss model. */
    public List<Figure> loss() {
        ScenarioFile loss = reader.apply(Models.LOSS);
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

    /** Returns the bytes of heap for each live process. */
    public Figure memory() {
        String benchmark = String.format(Locale.ROOT, "memory, %,d live processes", HOLDERS);
        progress.accept(benchmark);
        double bytes = new SingleRun(reader.apply(Models.holding(HOLDERS))).bytesPerHeldId();
        return Figure.ofMemory(benchmark, "ioasid-sim, all metrics", HOLDERS, bytes);
    }

    /** Returns what an event costs for each number of live processes; the start of the run counts. Ratios are to the first number. */
    public List<Figure> live(List<Integer> live) {
        var contest = new Contest("live processes", rounds);
        for (int count : live) {
            double seconds = Math.max(LEAST_LIVES, LEAST_EVENTS * 2.0 / count);
            addRun(contest, String.format(Locale.ROOT, "%,d", count), Models.live(count, seconds));
        }
        progress.accept("live processes");
        return contest.run();
    }

    /** Returns what an event costs with many idle tenants, and with many that all want more than there is. */
    public List<Figure> tenants() {
        progress.accept("tenants");
        var contest = new Contest("tenants, more wanted than there is", rounds);
        addRun(contest, "10", Models.crowd(10, 10, GIVE_UP));
        addRun(contest, "1,000 of whom 990 are idle", Models.crowd(1000, 10, GIVE_UP));
        addRun(contest, "100", Models.crowd(100, 100, GIVE_UP));
        addRun(contest, "1,000", Models.crowd(1000, 1000, GIVE_UP));
        return contest.run();
    }

    /** Returns what an event costs in wall time when replications run side by side, one on each core, and when they run one after another. */
    public List<Figure> cores(int cores) {
        progress.accept("replications on " + cores + " cores");
        List<Figure> figures = new ArrayList<>();
        ScenarioFile small = reader.apply(Models.SMALL_LOSS);
        ScenarioFile large = reader.apply(Models.LOSS);
        figures.addAll(cores("replications, 1,024 ids", cores, () -> new SingleRun(small)::events));
        figures.addAll(cores("replications, 65,536 ids", cores, () -> new SingleRun(large)::events));
        figures.addAll(cores("bare loops, 65,536 ids", cores, () -> () -> new BareLoss(large).run()));
        return figures;
    }

    private List<Figure> cores(String benchmark, int cores, Supplier<LongSupplier> round) {
        List<LongSupplier> all = Stream.generate(round).limit(cores).toList();
        var contest = Contest.onTheWall(benchmark, rounds);
        contest.add(
                "one after the other",
                () -> all.stream().mapToLong(LongSupplier::getAsLong).sum());
        contest.add(cores + " side by side", new SideBySide(all));
        return contest.run().stream()
                .map(figure -> figure.withBytes(Double.NaN))
                .toList();
    }

    private void addRun(Contest contest, String subject, String model) {
        var run = new SingleRun(reader.apply(model));
        contest.add(subject, run::events);
    }

    /**
     * Returns all figures. Whole runs come first, because how Java compiles the event list depends on what used it before, and in a user's run
     * nothing has.
     *
     * @param pending the numbers of pending events in the hold model
     * @param live the numbers of live processes
     */
    public List<Figure> all(List<Integer> pending, List<Integer> live) {
        List<Figure> figures = new ArrayList<>(loss());
        figures.add(memory());
        figures.addAll(live(live));
        figures.addAll(tenants());
        figures.addAll(cores(Runtime.getRuntime().availableProcessors()));
        pending.forEach(number -> figures.addAll(hold(number)));
        return figures;
    }
}
