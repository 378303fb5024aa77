package org.ioasidsim.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.run.Diagnosis;
import picocli.CommandLine.Command;

/** Checks the machine, and says how to mend what is wrong. */
@Command(
        name = DoctorCommand.NAME,
        description = "Check this machine: Java, memory, cores, charts, output directory, start-up, locale.")
public final class DoctorCommand implements Callable<Integer> {
    public static final String NAME = "doctor";

    private final Console console;
    private final Options options;

    public DoctorCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() {
        List<Diagnosis> diagnoses = Diagnosis.ofThisMachine(options.out);
        if (options.format == Options.Format.JSON) {
            console.out().print(Diagnosis.json(diagnoses));
        } else {
            diagnoses.forEach(diagnosis -> console.out().print(diagnosis.text()));
        }
        return diagnoses.stream().anyMatch(Diagnosis::isFailure)
                ? ExitStatus.CHECK_NOT_MET.code()
                : ExitStatus.DONE.code();
    }
}
