package org.ioasidsim.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.experiment.Precision;
import org.ioasidsim.scenario.RunCost;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.yaml.Place;
import org.ioasidsim.yaml.Units;

/**
 * Refuses what would take longer than {@code --budget}, or more memory or more room for files than there is, before anything of it runs: with
 * the figure, and the place of the value that causes it.
 */
public final class Budget {
    private static final double MIB = 1 << 20;

    private final Path file;
    private final String grid;
    private final Options options;

    private Budget(Path file, String grid, Options options) {
        this.file = file;
        this.grid = grid;
        this.options = options;
    }

    /** Returns the budget of running {@code file} by itself. */
    public static Budget of(Path file, Options options) {
        return new Budget(file, "", options);
    }

    /** Returns the budget of running the points of {@code file}, whose values come from its {@code grid}: sweep or plan. */
    public static Budget of(Path file, String grid, Options options) {
        return new Budget(file, grid, options);
    }

    /** Throws if simulating all variants of {@code scenarios} costs too much. */
    public void check(ScenarioFile scenarios) {
        check(scenarios.variants().stream()
                .map(variant -> RunCost.of(variant.scenario(), Precision.first(variant.scenario()), variant.name())));
    }

    /** Throws if what costs {@code all}, one after the other, costs too much. */
    public void check(Stream<RunCost> all) {
        all.reduce(RunCost::and).ifPresent(this::check);
    }

    private void check(RunCost cost) {
        double seconds = cost.seconds() / options.jobs;
        if (!(seconds <= options.budgetSeconds())) {
            throw refusal(
                    cost,
                    "expected a run of at most " + Units.aboutSeconds(options.budgetSeconds()) + ", found one of "
                            + time(seconds) + " or more (" + Units.about(cost.events())
                            + " events): lower it, or allow more with --budget");
        }
        double most = Runtime.getRuntime().maxMemory();
        if (!(cost.bytes() <= most)) {
            throw refusal(
                    cost,
                    "expected a run that needs at most " + Units.about(most / MIB) + " MiB of memory, found one of "
                            + Units.about(cost.bytes() / MIB)
                            + " MiB or more: lower it, or give Java more: IOASID_SIM_JAVA_OPTS=-Xmx8g");
        }
        double free = freeBytes();
        if (!(cost.fileBytes() <= free)) {
            throw refusal(
                    cost,
                    "expected results of at most " + Units.about(free / MIB) + " MiB, which is free in " + options.out
                            + ", found " + Units.about(cost.fileBytes() / MIB)
                            + " MiB or more: lower it, or choose another place with --out");
        }
    }

    private CommandFailure refusal(RunCost cost, String message) {
        Place place = ScenarioFiles.reader(options).place(file, options.overrides(), cost.variant(), cost.key(), grid);
        return CommandFailure.invalid(place + ": " + cost.key() + ": " + message);
    }

    /** Returns how much may be written where results go; without limit where the system does not say. */
    private double freeBytes() {
        for (Path place = options.out.toAbsolutePath(); place != null; place = place.getParent()) {
            if (Files.exists(place)) {
                try {
                    return Files.getFileStore(place).getUsableSpace();
                } catch (IOException unknown) {
                    return Double.POSITIVE_INFINITY;
                }
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private static String time(double seconds) {
        return Double.isFinite(seconds) ? Units.aboutSeconds(seconds) : "endless time";
    }
}
