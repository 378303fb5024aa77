package org.ioasidsim.cli.run;

import java.nio.file.Path;
import java.util.Optional;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.scenario.ScenarioReader;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.YamlWriter;

/** Says which values of a scenario or of the command line do not count, since a grid gives the same key values of its own. */
public final class ReplacedValues {
    private final Console console;
    private final Options options;
    private final Path file;
    private final String variant;

    /** Looks in {@code file}, first in {@code variant}. */
    public ReplacedValues(Console console, Options options, Path file, String variant) {
        this.console = console;
        this.options = options;
        this.file = file;
        this.variant = variant;
    }

    /** Says in a line what {@code key} has without the grid {@code by}, if the file or the command line says it; quiet with {@code --quiet}. */
    public void tell(String by, String key) {
        replaced(key).ifPresent(field -> tell(by, key, field));
    }

    /** Does the same only where the command line says it: that a sweep replaces what the file says, its reader knows. */
    public void tellIfOption(String by, String key) {
        Optional.of(key)
                .filter(any -> !options.overrides().settings().isEmpty())
                .flatMap(this::replaced)
                .filter(field -> field.value().place().isOnCommandLine())
                .ifPresent(field -> tell(by, key, field));
    }

    private Optional<Node.Field> replaced(String key) {
        ScenarioReader reader = ScenarioFiles.reader(options);
        return options.quiet ? Optional.empty() : reader.written(file, options.overrides(), variant, key);
    }

    private void tell(String by, String key, Node.Field field) {
        console.err()
                .println("ioasid-sim: note: " + by + " gives " + key + " its values, in place of "
                        + YamlWriter.flow(field.value()) + " (" + field.value().place() + ")");
    }
}
