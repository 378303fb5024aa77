package org.ioasidsim.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.ioasidsim.policy.Policies;
import picocli.CommandLine.Command;

/** Lists the catalogue of policies. */
@Command(name = "policies", description = "List the policies that a scenario may name.")
final class PoliciesCommand implements Callable<Integer> {
    private final Console console;

    PoliciesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        for (Policies.Entry policy : Policies.builtIn().entries()) {
            console.out().println(String.format(Locale.ROOT, "%-20s %s", policy.name(), policy.summary()));
        }
        return ExitStatus.DONE.code();
    }
}
