package org.ioasidsim.cli.run;

import java.io.IOException;
import java.util.Optional;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.live.LiveFile;
import org.ioasidsim.report.page.LivePanel;
import org.ioasidsim.scenario.ScenarioFile;

/** The part of a report that simulates again, as the options want it. */
public final class LiveReports {
    private LiveReports() {}

    /** Says before anything runs where the part is asked for and there can be none. */
    public static void announce(ScenarioFile file, Console console, Options options) throws IOException {
        if (options.live) {
            Optional<String> why = LiveFile.hasEngine() ? LiveFile.obstacle(file) : Optional.of(LiveFile.NO_ENGINE);
            String name = file.variants().get(0).scenario().name();
            why.ifPresent(reason ->
                    console.err().println("ioasid-sim: " + name + ": no page will simulate it again: " + reason));
        }
    }

    /** Returns the part; nothing of a run that was interrupted. */
    public static LivePanel of(ExperimentResult result, Options options) throws IOException {
        return options.noLive || result.interrupted()
                ? LivePanel.NONE
                : LiveFile.panel(result.file(), result.variants(), options.live);
    }
}
