package org.ioasidsim.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.ioasidsim.cli.base.Candidates;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.file.JsonRecords;
import org.ioasidsim.report.answer.BriefText;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.yaml.Spelling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the metrics, or says what one is. */
@Command(
        name = MetricsCommand.NAME,
        description =
                "List what is measured, as expect, plan and sweep name it, with unit and better way, or say what one is.")
public final class MetricsCommand implements Callable<Integer> {
    public static final String NAME = "metrics";

    private final Console console;
    private final Options options;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            completionCandidates = Candidates.Metrics.class,
            description = "The metric to explain.")
    private @Nullable String name;

    public MetricsCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() {
        if (options.format == Options.Format.JSON) {
            console.out().print(json(name == null ? List.of(Metric.values()) : List.of(find(name))));
        } else if (name != null) {
            explain(find(name));
        } else if (options.format == Options.Format.MARKDOWN) {
            console.out().print(markdown());
        } else {
            list("of a tenant", Metric::ofTenant);
            console.out().println();
            list("of the host (*)", Metric::ofHost);
        }
        return ExitStatus.DONE.code();
    }

    private void list(String subject, Predicate<Metric> isListed) {
        row(subject, "unit", "better");
        Arrays.stream(Metric.values()).filter(isListed).forEach(metric -> {
            row(metric.word(), metric.unit().word(), metric.better().word());
            console.out().print(WrappedText.of(metric.definition(), "    ", BriefText.WIDTH));
        });
    }

    private void row(String metric, String unit, String better) {
        console.out().println(String.format(Locale.ROOT, "%-30s %-10s %s", metric, unit, better));
    }

    private static Metric find(String name) {
        List<String> words = Arrays.stream(Metric.values()).map(Metric::word).toList();
        if (!words.contains(name)) {
            throw CommandFailure.usage("no metric " + name + Metric.replacement(name) + Spelling.didYouMean(name, words)
                    + "; `ioasid-sim metrics` lists them");
        }
        return Metric.ofWord(name);
    }

    private void explain(Metric metric) {
        console.out().print(WrappedText.of(metric.word() + ": " + metric.definition() + ".", "", BriefText.WIDTH));
        console.out()
                .println("unit " + metric.unit().word() + ", better: "
                        + metric.better().word() + ", of " + of(metric));
        console.out().println();
        String subject = metric.ofTenant() ? "TENANT" : "*";
        console.out().println("expect: ['base: " + subject + "." + metric.word() + " " + metric.exampleBound() + "']");
    }

    private static String of(Metric metric) {
        if (metric.ofTenant()) {
            return metric.ofHost() ? "a tenant or the host" : "a tenant";
        }
        return "the host";
    }

    private static String json(List<Metric> metrics) {
        return JsonRecords.of(metrics.stream()
                .map(metric -> new JsonRecords.Item()
                        .with("metric", metric.word())
                        .with("of_tenant", metric.ofTenant())
                        .with("of_host", metric.ofHost())
                        .with("unit", metric.unit().word())
                        .with("better", metric.better().word())
                        .with("definition", metric.definition()))
                .toList());
    }

    /** Returns the table that docs/metrics.md shows. */
    public static String markdown() {
        var table = new StringBuilder("| metric | of | unit | better | is |\n|---|---|---|---|---|\n");
        for (Metric metric : Metric.values()) {
            table.append("| `").append(metric.word()).append("` | ").append(of(metric));
            table.append(" | ").append(metric.unit().word());
            table.append(" | ").append(metric.better().word());
            table.append(" | ").append(metric.definition()).append(" |\n");
        }
        return table.toString();
    }
}
