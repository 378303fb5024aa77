package org.ioasidsim.cli.base;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.Preset;
import org.ioasidsim.scenario.ScenarioTemplate;

/** The words of fixed lists, by which shells complete options and parameters. They are listed when a shell's script is written, and not before. */
public abstract class Candidates implements Iterable<String> {
    protected abstract List<String> words();

    /** Returns the words by which a command line names the constants of an enum. */
    protected static List<String> of(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Override
    public Iterator<String> iterator() {
        return words().iterator();
    }

    /** The questions of {@code init --for}. */
    public static final class Questions extends Candidates {
        @Override
        protected List<String> words() {
            return Arrays.stream(ScenarioTemplate.values())
                    .map(ScenarioTemplate::word)
                    .toList();
        }
    }

    /** The metrics. */
    public static final class Metrics extends Candidates {
        @Override
        protected List<String> words() {
            return Arrays.stream(Metric.values()).map(Metric::word).toList();
        }
    }

    /** The built-in policies. */
    public static final class BuiltIn extends Candidates {
        @Override
        protected List<String> words() {
            return BuiltInPolicies.catalogue().entries().stream()
                    .map(Policies.Entry::name)
                    .toList();
        }
    }

    /** The host presets. */
    public static final class Presets extends Candidates {
        @Override
        protected List<String> words() {
            return Preset.all().stream().map(Preset::name).toList();
        }
    }
}
