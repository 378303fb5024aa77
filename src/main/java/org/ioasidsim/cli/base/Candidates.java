package org.ioasidsim.cli.base;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.Preset;
import org.ioasidsim.scenario.ScenarioTemplate;

/** The words of fixed lists, by which shells complete options and parameters. They are listed when a shell's script is written, and not before. */
public abstract class Candidates implements Iterable<String> {
    abstract List<String> words();

    @Override
    public Iterator<String> iterator() {
        return words().iterator();
    }

    /** How results are printed. */
    public static final class Formats extends Candidates {
        @Override
        List<String> words() {
            return List.of("text", "json", "csv", "markdown", "lkml");
        }
    }

    /** When colours are used. */
    public static final class Colours extends Candidates {
        @Override
        List<String> words() {
            return List.of("auto", "always", "never");
        }
    }

    /** The questions of {@code init --for}. */
    public static final class Questions extends Candidates {
        @Override
        List<String> words() {
            return Arrays.stream(ScenarioTemplate.values())
                    .map(ScenarioTemplate::word)
                    .toList();
        }
    }

    /** The metrics. */
    public static final class Metrics extends Candidates {
        @Override
        List<String> words() {
            return Arrays.stream(Metric.values()).map(Metric::word).toList();
        }
    }

    /** The built-in policies. */
    public static final class BuiltIn extends Candidates {
        @Override
        List<String> words() {
            return BuiltInPolicies.catalogue().entries().stream()
                    .map(Policies.Entry::name)
                    .toList();
        }
    }

    /** The host presets. */
    public static final class Presets extends Candidates {
        @Override
        List<String> words() {
            return Preset.all().stream().map(Preset::name).toList();
        }
    }

    /** The shells that {@code completion} knows. */
    public static final class Shells extends Candidates {
        @Override
        List<String> words() {
            return List.of("bash", "zsh", "fish");
        }
    }
}
