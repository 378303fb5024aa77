package org.ioasidsim.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.run.ExactAnswer;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.cli.run.Variants;
import org.ioasidsim.experiment.exact.LossNetwork;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.stats.exact.Engset;
import org.ioasidsim.stats.exact.ErlangB;
import org.ioasidsim.stats.exact.KaufmanRoberts;
import org.ioasidsim.stats.exact.Loss;
import org.ioasidsim.stats.exact.Queues;
import org.ioasidsim.stats.exact.ReducedLoad;
import org.ioasidsim.stats.exact.Retrial;
import org.ioasidsim.stats.exact.Scaled;
import org.ioasidsim.workload.TenantSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints exact results of queueing models, for checking simulations and for sizing limits. */
@Command(
        name = AnalyticCommand.NAME,
        description = "Print the exact results of a queueing model. A load is in Erlangs: requests per mean hold time.",
        synopsisSubcommandLabel = "MODEL",
        commandListHeading = "%nModels:%n")
public final class AnalyticCommand {
    public static final String NAME = "analytic";

    private static final String LOAD = "Offered load, in Erlangs.";
    private static final String IDS = "Ids in the pool.";
    private static final int MOST = 1 << 24;

    private final Console console;
    private final Options options;

    public AnalyticCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Command(name = "erlang-b", description = "Poisson requests, lost when refused; or the load that gives a blocking.")
    int erlangB(
            @Option(names = "--load", paramLabel = "A", description = LOAD) @Nullable Double load,
            @Option(names = "--target", paramLabel = "B", description = "Find the load that is blocked so often.")
                    @Nullable
                    Double target,
            @Option(names = "--ids", paramLabel = "C", required = true, description = IDS) int ids) {
        if ((load == null) == (target == null)) {
            throw CommandFailure.usage("analytic erlang-b needs either --load or --target");
        }
        int pool = ids(ids);
        double offered = load != null ? load(load) : ErlangB.load(probability(target), pool);
        return print(new ExactAnswer("erlang-b")
                .with("load", offered)
                .with("ids", ids)
                .with("blocking", ErlangB.scaledBlocking(offered, pool))
                .with("carried", ErlangB.carried(offered, pool)));
    }

    @Command(name = "erlang-c", description = "Poisson requests that wait: the probability that one has to.")
    int erlangC(
            @Option(names = "--load", paramLabel = "A", required = true, description = LOAD) double load,
            @Option(names = "--ids", paramLabel = "C", required = true, description = IDS) int ids) {
        if (load >= ids) {
            throw CommandFailure.usage("analytic erlang-c needs a --load below --ids, or the queue grows without end");
        }
        return print(new ExactAnswer("erlang-c")
                .with("load", load(load))
                .with("ids", ids)
                .with("waiting", Queues.erlangC(load, ids(ids)))
                .with("mean_waiting", Queues.meanWaiting(load, ids))
                .with("mean_wait_in_holds", Queues.meanWaiting(load, ids).over(Scaled.of(load))));
    }

    @Command(name = "engset", description = "A finite number of processes, lost when refused.")
    int engset(
            @Option(names = "--sources", paramLabel = "N", required = true, description = "Processes.") int sources,
            @Option(names = "--ids", paramLabel = "C", required = true, description = IDS) int ids,
            @Option(
                            names = "--alpha",
                            paramLabel = "A",
                            required = true,
                            description = "Mean hold over mean pause of one process.")
                    double alpha) {
        Engset engset = Engset.of(count("--sources", sources), ids(ids), positive("--alpha", alpha));
        return print(new ExactAnswer("engset")
                .with("sources", sources)
                .with("ids", ids)
                .with("alpha", alpha)
                .with("blocking", engset.call())
                .with("time_congestion", engset.time())
                .with("carried", engset.carried())
                .with("traffic_congestion", engset.traffic()));
    }

    @Command(name = "kaufman-roberts", description = "Classes that take several ids at once.")
    int kaufmanRoberts(
            @Option(names = "--ids", paramLabel = "C", required = true, description = IDS) int ids,
            @Option(
                            names = "--class",
                            paramLabel = "LOAD:SIZE",
                            required = true,
                            arity = "1..*",
                            description = "A class: its load, and the ids that a request takes.")
                    List<String> classes) {
        List<LoadClass> parsed = LoadClass.parseAll("--class", "SIZE", classes);
        requireTerms("ids times classes", (long) ids * parsed.size(), KaufmanRoberts.MOST_TERMS);
        KaufmanRoberts answer = KaufmanRoberts.of(ids(ids), LoadClass.loads(parsed), LoadClass.counts(parsed));
        return print(new ExactAnswer("kaufman-roberts")
                .with("ids", ids)
                .with("blocking", answer.blocking())
                .with("utilisation", answer.utilisation()));
    }

    @Command(name = "trunk-reservation", description = "The last ids are kept for the first of two classes.")
    int trunkReservation(
            @Option(names = "--ids", paramLabel = "C", required = true, description = IDS) int ids,
            @Option(
                            names = "--load",
                            paramLabel = "A",
                            required = true,
                            description = "Offered load; give it twice, the protected class first.")
                    List<Double> loads,
            @Option(names = "--reserve", paramLabel = "R", required = true, description = "Ids kept.") int reserve) {
        if (loads.size() != 2) {
            throw CommandFailure.usage(
                    "analytic trunk-reservation needs --load twice, found it " + loads.size() + " times");
        }
        if (reserve < 0 || reserve > ids) {
            throw CommandFailure.usage("--reserve must be from 0 to --ids, but is " + reserve);
        }
        return print(new ExactAnswer("trunk-reservation")
                .with("ids", ids)
                .with("reserve", reserve)
                .with("blocking", Loss.trunkReservation(ids(ids), load(loads.get(0)), load(loads.get(1)), reserve)));
    }

    @Command(name = "mmck", description = "Poisson requests that wait in a queue with an end.")
    int mmck(
            @Option(names = "--load", paramLabel = "A", required = true, description = LOAD) double load,
            @Option(names = "--ids", paramLabel = "C", required = true, description = IDS) int ids,
            @Option(names = "--places", paramLabel = "K", required = true, description = "Ids and places to wait.")
                    int places) {
        if (places < ids) {
            throw CommandFailure.usage(
                    "--places counts the ids too and must be at least " + ids + ", but is " + places);
        }
        Queues.Finite queue = Queues.finite(load(load), ids(ids), count("--places", places));
        return print(new ExactAnswer("mmck")
                .with("load", load)
                .with("ids", ids)
                .with("places", places)
                .with("blocking", queue.refused())
                .with("empty", queue.empty())
                .with("mean_waiting", queue.waiting())
                .with("mean_wait_in_holds", queue.meanWaitHolds()));
    }

    @Command(name = "repairman", description = "A finite number of processes that wait.")
    int repairman(
            @Option(names = "--sources", paramLabel = "N", required = true, description = "Processes.") int sources,
            @Option(names = "--ids", paramLabel = "C", required = true, description = IDS) int ids,
            @Option(
                            names = "--alpha",
                            paramLabel = "A",
                            required = true,
                            description = "Mean hold over mean pause of one process.")
                    double alpha) {
        Queues.Repairman queue = Queues.repairman(count("--sources", sources), ids(ids), positive("--alpha", alpha));
        return print(new ExactAnswer("repairman")
                .with("sources", sources)
                .with("ids", ids)
                .with("alpha", alpha)
                .with("empty", queue.empty())
                .with("mean_present", queue.present())
                .with("mean_waiting", queue.waiting())
                .with("mean_wait_in_holds", queue.meanWaitHolds()));
    }

    @Command(name = "retrial", description = "Poisson requests that try again after exponential pauses.")
    int retrial(
            @Option(names = "--load", paramLabel = "A", required = true, description = LOAD) double load,
            @Option(names = "--ids", paramLabel = "C", required = true, description = IDS) int ids,
            @Option(
                            names = "--retry-rate",
                            paramLabel = "R",
                            required = true,
                            description = "Mean hold over mean pause.")
                    double retryRate,
            @Option(
                            names = "--persistence",
                            paramLabel = "H",
                            defaultValue = "1",
                            description = "Probability, at each refusal, of trying again (default: 1).")
                    double persistence) {
        if (!(persistence > 0 && persistence <= 1)) {
            throw CommandFailure.usage("--persistence must be above 0 and at most 1, but is " + persistence);
        }
        Retrial queue = solve(ids(ids), load(load), positive("--retry-rate", retryRate), persistence);
        return print(new ExactAnswer("retrial")
                .with("load", load)
                .with("ids", ids)
                .with("retry_rate", retryRate)
                .with("persistence", persistence)
                .with("blocking", queue.blocked())
                .with("mean_orbit", queue.orbit())
                .with("carried", queue.held()));
    }

    private static Retrial solve(int ids, double load, double retryRate, double persistence) {
        try {
            return Retrial.of(ids, load, retryRate, persistence);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitStatus.USAGE, "analytic retrial: " + e.getMessage(), e);
        }
    }

    @Command(
            name = "reduced-load",
            description = "Groups with caps under one root, approximately: each level as a pool of its own.")
    int reducedLoad(
            @Option(names = "--ids", paramLabel = "C", required = true, description = IDS) int ids,
            @Option(
                            names = "--group",
                            paramLabel = "LOAD:CAP",
                            required = true,
                            arity = "1..*",
                            description = "A group: its load, and the ids that it may hold.")
                    List<String> groups) {
        List<LoadClass> parsed = LoadClass.parseAll("--group", "CAP", groups);
        long terms = ids + parsed.stream().mapToLong(LoadClass::count).sum();
        requireTerms("ids and caps together", terms, ReducedLoad.MOST_TERMS);
        ReducedLoad answer = ReducedLoad.of(ids(ids), LoadClass.loads(parsed), LoadClass.counts(parsed));
        return print(new ExactAnswer("reduced-load")
                .with("ids", ids)
                .with("blocking", answer.blocking())
                .with("at_cap", answer.caps())
                .with("at_root", answer.root()));
    }

    @Command(name = "time-to-exhaustion", description = "From an empty pool until the last id is taken, in mean holds.")
    int timeToExhaustion(
            @Option(names = "--load", paramLabel = "A", required = true, description = LOAD) double load,
            @Option(names = "--ids", paramLabel = "C", required = true, description = IDS) int ids) {
        return print(new ExactAnswer("time-to-exhaustion")
                .with("load", load(load))
                .with("ids", ids)
                .with("mean_in_holds", Loss.timeToExhaustion(load, ids(ids)))
                .with("fluid_in_holds", Loss.fluidTimeToExhaustion(load, ids))
                .with("exhausted_before_empty", Loss.exhaustedBeforeEmpty(load, ids)));
    }

    @Command(name = "overflow", description = "How bursty the refused requests are.")
    int overflow(
            @Option(names = "--load", paramLabel = "A", required = true, description = LOAD) double load,
            @Option(names = "--ids", paramLabel = "C", required = true, description = IDS) int ids) {
        Loss.Overflow overflow = Loss.overflow(load(load), ids(ids));
        return print(new ExactAnswer("overflow")
                .with("load", load)
                .with("ids", ids)
                .with("mean", overflow.mean())
                .with("variance", overflow.variance())
                .with("peakedness", overflow.peakedness()));
    }

    @Command(name = "poisson-tail", description = "How often an unlimited pool would hold at least so many ids.")
    int poissonTail(
            @Option(names = "--load", paramLabel = "A", required = true, description = LOAD) double load,
            @Option(names = "--ids", paramLabel = "C", required = true, description = IDS) int ids) {
        return print(new ExactAnswer("poisson-tail")
                .with("load", load(load))
                .with("ids", ids)
                .with("probability", Loss.unlimitedTail(load, ids(ids))));
    }

    @Command(
            name = "cap-tree",
            description = "The limits of a scenario's cgroups as a tree of caps: who is refused where.")
    int capTree(
            @Parameters(paramLabel = "SCENARIO", description = "A scenario file.") Path file,
            @Option(names = "--variant", paramLabel = "NAME", description = "A variant, if not the baseline.") @Nullable
                    String variant) {
        ScenarioFile scenario = ScenarioFiles.read(List.of(file), options).get(0);
        String chosen = variant == null ? scenario.baseline() : variant;
        ScenarioFile only = Variants.select(scenario, List.of(chosen));
        return print(capTree(only.variants().get(0).scenario()));
    }

    private static ExactAnswer capTree(Scenario scenario) {
        List<String> lacking = LossNetwork.lacking(scenario);
        if (!lacking.isEmpty()) {
            throw new CommandFailure(
                    ExitStatus.INPUT_INVALID,
                    lacking.stream()
                            .map(problem -> "cap-tree: " + problem + " for an exact result")
                            .toList());
        }
        LossNetwork network = LossNetwork.of(scenario);
        var answer = new ExactAnswer("cap-tree").with("capacity", network.ids());
        for (TenantSpec tenant : network.tenants()) {
            Map<String, Double> refusals = network.refusals(tenant);
            double blocking =
                    refusals.values().stream().mapToDouble(Double::doubleValue).sum();
            answer.with(tenant.name() + ".load", network.load(tenant));
            answer.with(tenant.name() + ".blocking", blocking);
            refusals.forEach((level, refused) -> answer.with(tenant.name() + ".refused_at_" + level, refused));
        }
        return answer;
    }

    private int print(ExactAnswer answer) {
        console.out().print(answer.in(options.format));
        return ExitStatus.DONE.code();
    }

    private static int ids(int ids) {
        return count("--ids", ids);
    }

    private static double load(double load) {
        return positive("--load", load);
    }

    private static int count(String option, int value) {
        if (value < 1) {
            throw CommandFailure.usage(option + " must be at least 1, but is " + value);
        }
        if (value > MOST) {
            throw CommandFailure.usage(option + " must be at most " + MOST + ", but is " + value);
        }
        return value;
    }

    /** Refuses what would take longer than a few seconds, before it begins. */
    private static void requireTerms(String what, long terms, long most) {
        if (terms > most) {
            throw CommandFailure.usage(what + " must be at most " + most + ", or it takes too long, but is " + terms);
        }
    }

    private static double positive(String option, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw CommandFailure.usage(option + " must be above 0 and finite, but is " + value);
        }
        return value;
    }

    private static double probability(@Nullable Double value) {
        if (value == null || !(value > 0 && value < 1)) {
            throw CommandFailure.usage("--target must be between 0 and 1, but is " + value);
        }
        return value;
    }

    /** A class of requests as the command line writes it: its load, and a number of ids. */
    private record LoadClass(double load, int count) {
        static List<LoadClass> parseAll(String option, String countName, List<String> texts) {
            return texts.stream().map(text -> parse(option, countName, text)).toList();
        }

        private static LoadClass parse(String option, String countName, String text) {
            String[] parts = text.split(":", -1);
            try {
                if (parts.length == 2) {
                    return new LoadClass(
                            positive("LOAD in " + option, Double.parseDouble(parts[0])),
                            AnalyticCommand.count(countName + " in " + option, Integer.parseInt(parts[1])));
                }
            } catch (NumberFormatException e) {
                throw new CommandFailure(ExitStatus.USAGE, wrong(option, countName, text), e);
            }
            throw CommandFailure.usage(wrong(option, countName, text));
        }

        private static String wrong(String option, String countName, String text) {
            return option + " '" + text + "' is not LOAD:" + countName + ", such as 20:16";
        }

        static double[] loads(List<LoadClass> classes) {
            return classes.stream().mapToDouble(LoadClass::load).toArray();
        }

        static int[] counts(List<LoadClass> classes) {
            return classes.stream().mapToInt(LoadClass::count).toArray();
        }
    }
}
