package org.ioasidsim.cli.command;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.scenario.Preset;
import picocli.CommandLine.Command;

/** Lists the kinds of machines that a scenario can start from. */
@Command(name = PresetsCommand.NAME, description = "List the host presets and what tenants can hold on each.")
public final class PresetsCommand implements Callable<Integer> {
    public static final String NAME = "presets";

    private final Console console;

    public PresetsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println(row("preset", "kernel", "CPUs", "PASIDs", "ASIDs", "capacity"));
        for (Preset preset : Preset.all()) {
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
        return ExitStatus.DONE.code();
    }

    private static String row(String name, String kernel, String cpus, String pasids, String asids, String capacity) {
        return String.format(Locale.ROOT, "%-22s %6s %5s %8s %8s %10s", name, kernel, cpus, pasids, asids, capacity);
    }
}
