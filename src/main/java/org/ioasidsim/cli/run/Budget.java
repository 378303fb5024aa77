package org.ioasidsim.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.experiment.Precision;
import org.ioasidsim.scenario.RunCost;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.yaml.Units;

/** Refuses what would take longer than {@code --budget}, or more memory than there is, before anything of it runs. */
public final class Budget {
    private static final double MIB = 1 << 20;

    private Budget() {}

    /** Throws if simulating {@code scenarios} of {@code file} costs too much. */
    public static void check(Path file, List<Scenario> scenarios, Options options) {
        check(file, scenarios.stream().map(scenario -> RunCost.of(scenario, Precision.first(scenario))), options);
    }

    /** Throws if what costs {@code all}, one after the other, costs too much. */
    public static void check(Path file, Stream<RunCost> all, Options options) {
        all.reduce(RunCost::and).ifPresent(cost -> check(file, cost, options));
    }

    private static void check(Path file, RunCost cost, Options options) {
        double seconds = cost.seconds() / options.jobs;
        if (!(seconds <= options.budgetSeconds())) {
            throw CommandFailure.invalid(file + ": " + cost.key() + ": expected a run of at most "
                    + Units.aboutSeconds(options.budgetSeconds()) + ", found one of " + time(seconds) + " or more ("
                    + Units.about(cost.events()) + " events): lower it, or allow more with --budget");
        }
        double most = Runtime.getRuntime().maxMemory();
        if (!(cost.bytes() <= most)) {
            throw CommandFailure.invalid(file + ": " + cost.key() + ": expected a run that needs at most "
                    + Units.about(most / MIB) + " MiB of memory, found one of " + Units.about(cost.bytes() / MIB)
                    + " MiB or more: lower it, or give Java more: IOASID_SIM_JAVA_OPTS=-Xmx8g");
        }
    }

    private static String time(double seconds) {
        return Double.isFinite(seconds) ? Units.aboutSeconds(seconds) : "endless time";
    }
}
