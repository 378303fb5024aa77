package org.ioasidsim.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Checks the machine and says what to do about what is wrong. */
@Command(
        name = DoctorCommand.NAME,
        description = "Check this machine: Java, memory, cores, charts, output directory, start-up, locale.")
final class DoctorCommand implements Callable<Integer> {
    static final String NAME = "doctor";

    private final Console console;
    private final Options options;

    DoctorCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() {
        List<Diagnosis> diagnoses = Diagnosis.ofThisMachine(options.out);
        diagnoses.forEach(diagnosis -> console.out().println(diagnosis));
        return diagnoses.stream().anyMatch(Diagnosis::isFailure)
                ? ExitStatus.CHECK_NOT_MET.code()
                : ExitStatus.DONE.code();
    }
}
