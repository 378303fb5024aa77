package org.ioasidsim.experiment.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ioasidsim.experiment.Shard;
import org.ioasidsim.experiment.exact.InstanceRoom;
import org.ioasidsim.experiment.exact.UncappedDemand;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.scenario.FleetSpec;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.RunCost;
import org.ioasidsim.scenario.RunSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.TenantSpec;

/**
 * The answers for the cells of a fleet: theory answers all at once, then simulation confirms one after the other, those first whose confirmation may change
 * the number of hosts that are needed, the quick
 * ones before the slow. A cell is confirmed where simulation shows a number a little below theory's to meet
 * the conditions, and one a little above to miss them: where theory has a tenth and ten times the refusals allowed, then a third and three times.
 */
public final class FleetSearch {
    private static final String CONFIDENCE = "run.confidence";

    private static final String PRECISION = "run.precision";

    /** The keys that a search sets in each scenario it has simulated, beside the number. */
    public static final List<String> OWN_KEYS = List.of("run.replications", CONFIDENCE, PRECISION);

    /** The rounds: by how much less and more is refused at the two numbers tried. */
    private static final double[] FACTORS = {10, 3};

    private static final double LEAST_SECONDS = 0.05;

    /** How far beyond the mean demand a cell is searched of which theory says nothing. */
    private static final double BEYOND = 1.5;

    private static final int PARTS = 50;

    private final FleetSpec fleet;
    private final Function<FleetSpec.Choice, Reader> readers;
    private final Map<FleetSpec.Choice, Reader> byHost = new ConcurrentHashMap<>();
    private final Map<FleetSpec.Cell, Optional<FleetTheory>> theories = new HashMap<>();
    private Shard shard = new Shard(1, 1);

    /** Reads the cells of one type of host: lays other changes over those of the host, and selects the variant of the fleet's plan; from several threads. */
    public interface Reader {
        /** Returns a cell as it is simulated. */
        ScenarioFile file(Overrides changes);

        /** Returns the scenario of a cell for theory, which needs no text of it. */
        Scenario scenario(Overrides changes);
    }

    /** Simulates a cell at one number. */
    public interface Trials {
        /**
         * Returns the results.
         *
         * @throws CancellationException when the time is over
         */
        VariantResult run(ScenarioFile changed);
    }

    /** Is notified of each cell that simulation has answered, with all cells as they are then. */
    public interface Listener {
        void answered(FleetCell cell, int number, int most);
    }

    /**
     * Makes a search.
     *
     * @param readers of each type of host
     */
    public FleetSearch(FleetSpec fleet, Function<FleetSpec.Choice, Reader> readers) {
        this.fleet = fleet;
        this.readers = readers;
    }

    /** Confirms only the cells that {@code newShard} gets: what is simulated in a cell depends on no other. */
    public FleetSearch dealtTo(Shard newShard) {
        shard = newShard;
        return this;
    }

    /** Returns the answers of theory, in the order of {@link FleetSpec#cells}. */
    public List<FleetCell> theory() {
        List<FleetSpec.Cell> cells = fleet.cells();
        List<Optional<FleetTheory>> found = cells.parallelStream()
                .map(cell -> FleetTheory.of(fleet, scenarios(cell)))
                .toList();
        IntStream.range(0, cells.size()).forEach(i -> theories.put(cells.get(i), found.get(i)));
        return cells.parallelStream().map(this::answered).toList();
    }

    private FleetCell answered(FleetSpec.Cell cell) {
        Optional<FleetTheory> theory = theories.getOrDefault(cell, Optional.empty());
        if (theory.isEmpty()) {
            return new FleetCell(cell, OptionalLong.empty(), false, "", "", Optional.empty());
        }
        long fits = theory.get().fits(1);
        return new FleetCell(
                cell,
                OptionalLong.of(fits < fleet.plan().from() ? 0 : fits),
                theory.get().isExact(fits),
                theory.get().model(fits),
                theory.get().binds(fits),
                Optional.empty());
    }

    /** Returns the scenario of a cell by the number looked for; read once where that is a number of instances. */
    private LongFunction<Scenario> scenarios(FleetSpec.Cell cell) {
        Scenario first = scenario(cell, fleet.plan().from());
        boolean isPlain = fleet.tenant().isPresent()
                && first.tenants().stream()
                        .filter(tenant -> tenant.name().equals(fleet.tenant().get()))
                        .allMatch(tenant -> tenant.instances().arrivals() instanceof ArrivalsSpec.None);
        return isPlain
                ? number -> first.with(first.cgroups(), with(first.tenants(), number))
                : number -> scenario(cell, number);
    }

    private List<TenantSpec> with(List<TenantSpec> tenants, long number) {
        int count = (int) Math.min(Integer.MAX_VALUE, number);
        return tenants.stream()
                .map(tenant ->
                        tenant.name().equals(fleet.tenant().orElseThrow()) ? tenant.withInstances(count) : tenant)
                .toList();
    }

    private Scenario scenario(FleetSpec.Cell cell, long number) {
        return reader(cell)
                .scenario(cell.onHost().at(fleet.plan().path(), fleet.plan().text(number)));
    }

    /** Returns the reader of a cell, to which all cells of its host are one reading of the host. */
    private Reader reader(FleetSpec.Cell cell) {
        return byHost.computeIfAbsent(cell.host(), readers);
    }

    /** What is to be tried in a cell, and what it is worth. */
    private record Task(
            int number, PlanSpec plan, boolean isBetweenTheory, boolean decides, double worth, double seconds) {}

    /**
     * Confirms cells until all are, or {@code trials} say that the time is over: then the cell at which they stopped is left as it was.
     *
     * @param answers of {@link #theory}
     * @return the same, with what simulation showed
     */
    public List<FleetCell> confirm(List<FleetCell> answers, Trials trials, Listener listener) {
        List<FleetCell> found = new ArrayList<>(answers);
        int[] done = {0};
        try {
            for (double factor : FACTORS) {
                for (Task task : tasks(found, factor)) {
                    found.set(task.number(), simulated(found.get(task.number()), task, trials));
                    listener.answered(found.get(task.number()), ++done[0], FACTORS.length * found.size());
                }
            }
        } catch (CancellationException over) {
            return List.copyOf(found);
        }
        return List.copyOf(found);
    }

    /** Returns the cells in the order in which they will be confirmed, then those that simulation does not answer. */
    public List<FleetCell> inOrder(List<FleetCell> answers) {
        Stream<FleetCell> first = tasks(answers, FACTORS[0]).stream().map(task -> answers.get(task.number()));
        return Stream.concat(first, answers.stream()).distinct().toList();
    }

    /** Returns about how long the first look at each cell takes in all, by a low estimate, on one core. */
    public double seconds(List<FleetCell> answers) {
        return tasks(answers, FACTORS[0]).stream().mapToDouble(Task::seconds).sum();
    }

    private List<Task> tasks(List<FleetCell> found, double factor) {
        var mix = new FleetMix(fleet, found);
        List<Task> tasks = shard.part(IntStream.range(0, found.size()).boxed().toList()).parallelStream()
                .map(number -> task(number, found.get(number), factor, mix))
                .flatMap(Optional::stream)
                .toList();
        return tasks.stream()
                .sorted(Comparator.comparing((Task task) -> !task.decides())
                        .thenComparing(task -> -task.worth())
                        .thenComparing(Task::number))
                .toList();
    }

    private Optional<Task> task(int number, FleetCell cell, double factor, FleetMix mix) {
        Optional<FleetTheory> theory = theories.getOrDefault(cell.cell(), Optional.empty());
        boolean isFirst = factor == FACTORS[0];
        boolean isOpen = isFirst || cell.state() == FleetCell.State.CONFIRMED;
        if (!isOpen || (theory.isEmpty() && !isFirst)) {
            return Optional.empty();
        }
        PlanSpec plan = theory.map(known -> between(known, factor)).orElseGet(() -> wide(cell.cell()));
        if (plan.from() >= plan.to()) {
            return Optional.empty();
        }
        Scenario dear = scenario(cell.cell(), plan.to());
        double seconds = 2 * RunCost.of(dear, dear.run().replications()).seconds() + LEAST_SECONDS;
        double stake = hostsAtStake(cell.cell(), plan);
        boolean decides = mix.decides(cell.cell()) && (stake > 0 || theory.isEmpty());
        return Optional.of(new Task(number, plan, theory.isPresent(), decides, (1 + stake) / seconds, seconds));
    }

    /** Returns by how many hosts the demand for a flavour differs between the ends of a range. */
    private double hostsAtStake(FleetSpec.Cell cell, PlanSpec plan) {
        double demand = fleet.demands().getOrDefault(cell.flavour().name(), 0L);
        return Math.ceil(demand / plan.from()) - Math.ceil(demand / plan.to());
    }

    /** Returns the numbers that simulation tries; the same where no instance beyond the first can start, which would show in no share of requests. */
    private PlanSpec between(FleetTheory theory, double factor) {
        PlanSpec plan = fleet.plan();
        long from = Math.max(plan.from(), Math.min(plan.to() - 1, theory.fits(1 / factor)));
        long to = Math.min(theory.room(), Math.max(from + 1, Math.min(plan.to(), theory.fits(factor) + 1)));
        return narrowed(from, to, to - from);
    }

    private PlanSpec wide(FleetSpec.Cell cell) {
        PlanSpec plan = fleet.plan();
        Scenario one = scenario(cell, plan.from());
        var demand = UncappedDemand.of(one);
        double end = Math.max(0, one.run().warmUpSeconds()) + one.run().durationSeconds();
        double mean = IntStream.range(0, one.tenants().size())
                .mapToDouble(tenant -> demand.mean(tenant, 0, end).orElse(plan.from()))
                .sum();
        double most = plan.from() * BEYOND * one.capacity() / Math.max(1, mean);
        double room = fleet.tenant()
                .map(tenant -> InstanceRoom.of(one, tenant).instances())
                .orElse(Long.MAX_VALUE);
        long to = Math.max(plan.from() + 1, (long) Math.min(Math.min(plan.to(), most), room + 1));
        PlanSpec narrowed = narrowed(plan.from(), to, Math.max(1, (to - plan.from()) / PARTS));
        return StartConditions.added(narrowed, List.of(one, scenario(cell, to)));
    }

    private PlanSpec narrowed(long from, long to, long resolution) {
        PlanSpec plan = fleet.plan();
        return new PlanSpec(
                plan.isLargest(),
                plan.path(),
                from,
                to,
                plan.unit(),
                resolution,
                plan.maxReplications(),
                plan.conditions(),
                plan.variant(),
                List.of());
    }

    private FleetCell simulated(FleetCell cell, Task task, Trials trials) {
        Overrides at = cell.cell().onHost();
        RunSpec run = scenario(cell.cell(), task.plan().from()).run();
        Map<Limit, Long> refusals = new HashMap<>();
        PlanSearch search =
                PlanSearch.of(task.plan(), run.replications(), run.confidence(), (value, replications, confidence) -> {
                    Overrides changes = task.plan()
                            .over(at, value)
                            .replications(replications)
                            .at(CONFIDENCE, Numbers.text(confidence))
                            .at(PRECISION, "none");
                    VariantResult result = trials.run(reader(cell.cell()).file(changes));
                    count(result, refusals);
                    return result.summary();
                });
        PlanResult result = (task.isBetweenTheory() ? search.endsOnly() : search).run();
        if (result.interrupted()) {
            throw new CancellationException("the time is over");
        }
        return better(cell, cell.with(result, binds(refusals)));
    }

    /** Returns the second where it is known as well as the first: a narrower range may stay undecided. */
    private static FleetCell better(FleetCell before, FleetCell after) {
        return after.state() == FleetCell.State.UNDECIDED && before.simulated().isPresent() ? before : after;
    }

    private static void count(VariantResult result, Map<Limit, Long> refusals) {
        for (ReplicationResult replication : result.replications()) {
            replication.refusals().forEach(refused -> refusals.merge(refused.limit(), refused.count(), Long::sum));
        }
    }

    private static String binds(Map<Limit, Long> refusals) {
        return refusals.entrySet().stream()
                .max(Map.Entry.<Limit, Long>comparingByValue()
                        .thenComparing(Map.Entry.<Limit, Long>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .map(limit -> switch (limit) {
                    case POOL -> "ids";
                    case ASID -> "ASIDs";
                    default -> limit.word();
                })
                .orElse("");
    }
}
