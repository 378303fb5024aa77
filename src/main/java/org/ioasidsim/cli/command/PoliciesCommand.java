package org.ioasidsim.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.Candidates;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.file.JsonRecords;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.report.answer.BriefText;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.yaml.Shape;
import org.ioasidsim.yaml.Spelling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the policies, or explains one. */
@Command(
        name = PoliciesCommand.NAME,
        description = "List the policies that a scenario may name under controls.policy, or say all about one.")
public final class PoliciesCommand implements Callable<Integer> {
    public static final String NAME = "policies";

    private final Console console;
    private final Options options;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            completionCandidates = Candidates.BuiltIn.class,
            description = "The policy to explain.")
    private @Nullable String name;

    public PoliciesCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() {
        Policies policies = options.policies();
        if (options.format == Options.Format.JSON) {
            console.out().print(json(name == null ? policies.entries() : List.of(find(policies, name))));
        } else if (name != null) {
            explain(find(policies, name));
        } else if (options.format == Options.Format.MARKDOWN) {
            console.out().print(markdown(policies));
        } else {
            policies.entries().forEach(policy -> row(policy.name(), policy.summary()));
        }
        return ExitStatus.DONE.code();
    }

    private void row(String first, String second) {
        console.out().print(WrappedText.beside(first, 21, second, BriefText.WIDTH));
    }

    private static Policies.Entry find(Policies policies, String name) {
        List<String> names =
                policies.entries().stream().map(Policies.Entry::name).toList();
        return policies.entries().stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage("no policy " + name + ", there are " + String.join(", ", names)
                        + Spelling.didYouMean(name, names)));
    }

    private void explain(Policies.Entry policy) {
        row(policy.name(), policy.summary());
        row("protects", policy.protects());
        row("does not prevent", policy.doesNotPrevent());
        if (policy.form().shape() instanceof Shape.Keys shape) {
            shape.keys().forEach(key -> row("  " + key.name(), knob(key)));
        }
        console.out().println();
        console.out().println("controls: {policy: " + policy.example() + "}");
    }

    private static String knob(Shape.Key key) {
        return key.doc() + (key.required() ? " (required)" : " (default " + key.standard() + ")");
    }

    private static String json(List<Policies.Entry> policies) {
        return JsonRecords.of(policies.stream()
                .map(policy -> new JsonRecords.Item()
                        .with("policy", policy.name())
                        .with("summary", policy.summary())
                        .with("protects", policy.protects())
                        .with("does_not_prevent", policy.doesNotPrevent())
                        .with("keys", keys(policy))
                        .with("example", policy.example()))
                .toList());
    }

    private static List<JsonRecords.Item> keys(Policies.Entry policy) {
        return policy.form().shape() instanceof Shape.Keys shape
                ? shape.keys().stream()
                        .map(key -> new JsonRecords.Item()
                                .with("key", key.name())
                                .with("is", key.doc())
                                .with("required", key.required())
                                .with("default", key.required() ? null : key.standard()))
                        .toList()
                : List.of();
    }

    /** Returns the table that docs/policies.md shows. */
    public static String markdown(Policies policies) {
        var table = new StringBuilder("| policy | what it does | protects | does not prevent |\n|---|---|---|---|\n");
        for (Policies.Entry policy : policies.entries()) {
            table.append("| `").append(policy.name()).append("` | ").append(policy.summary());
            table.append(" | ").append(policy.protects());
            table.append(" | ").append(policy.doesNotPrevent()).append(" |\n");
        }
        return table.toString();
    }
}
