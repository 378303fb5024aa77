package org.ioasidsim.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.Candidates;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.file.JsonRecords;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.scenario.Preset;
import org.ioasidsim.yaml.Spelling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the kinds of machines that a scenario can start from. */
@Command(
        name = PresetsCommand.NAME,
        description = "List the host presets and what tenants can hold on each, or show one.")
public final class PresetsCommand implements Callable<Integer> {
    public static final String NAME = "presets";

    private final Console console;
    private final Options options;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            completionCandidates = Candidates.Presets.class,
            description = "The preset to show alone.")
    private @Nullable String name;

    public PresetsCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() {
        List<Preset> shown = name == null ? Preset.all() : List.of(find(name));
        if (options.format == Options.Format.JSON) {
            console.out().print(json(shown));
        } else {
            print(shown);
        }
        return ExitStatus.DONE.code();
    }

    private static Preset find(String name) {
        List<String> names = Preset.all().stream().map(Preset::name).toList();
        return Preset.all().stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage(
                        "no preset " + name + Spelling.didYouMean(name, names) + "; `ioasid-sim presets` lists them"));
    }

    /** Returns each preset as an object: bits of ASIDs are 0 where there are none. */
    private static String json(List<Preset> presets) {
        return JsonRecords.of(presets.stream()
                .map(preset -> new JsonRecords.Item()
                        .with("preset", preset.name())
                        .with("summary", preset.summary())
                        .with("kernel", preset.kernel())
                        .with("cpus", preset.cpus())
                        .with("pasid_bits", preset.pasidBits())
                        .with("asid_bits", preset.asidBits())
                        .with("capacity", preset.capacity()))
                .toList());
    }

    private void print(List<Preset> presets) {
        console.out().println(row("preset", "kernel", "CPUs", "PASIDs", "ASIDs", "capacity"));
        for (Preset preset : presets) {
            console.out()
                    .println(row(
                            preset.name(),
                            preset.kernel(),
                            Integer.toString(preset.cpus()),
                            preset.pasidBits() + " bits",
                            preset.asidBits() == 0 ? "-" : preset.asidBits() + " bits",
                            Phrases.count(preset.capacity())));
            console.out().print(WrappedText.of(preset.summary(), "    ", ScreenText.WIDTH));
        }
    }

    private static String row(String name, String kernel, String cpus, String pasids, String asids, String capacity) {
        return String.format(Locale.ROOT, "%-22s %6s %5s %8s %8s %10s", name, kernel, cpus, pasids, asids, capacity);
    }
}
