package examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ioasidsim.api.Differences;
import org.ioasidsim.api.Grid;
import org.ioasidsim.api.PlannedCapacity;
import org.ioasidsim.api.Results;
import org.ioasidsim.api.ScenarioException;
import org.ioasidsim.api.Simulation;
import org.ioasidsim.api.Summary;

/** What can be asked of a scenario file, and of results that lie there; the reference repeats the lines between the marks. */
final class Questions {
    private Questions() {}

    /** Answers all of them for a scenario file, in a directory where it may write. */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        Path directory = Path.of(args[1]);
        Files.writeString(
                directory.resolve("summary.csv"),
                Simulation.of(file).run().summary().csv());
        System.out.println("read: " + read(directory));
        System.out.println("compared: " + compared(file));
        System.out.print("swept: " + swept(file));
        System.out.println("planned: " + planned(file));
        System.out.println("own policy: "
                + withOwnPolicy(file)
                        .variant("base")
                        .estimate("web", "first_try_success")
                        .mean());
        System.out.println("changed: " + changed(file).run().scenario());
    }

    static String compared(Path file) throws ScenarioException {
        // begin compare
        Differences differences = Simulation.of(file).variants("misc").compare();
        Differences.Difference web = differences.difference("misc", "web", "first_try_success");
        String verdict = web.verdict(); // such as "better"
        // end
        return verdict;
    }

    static StringBuilder swept(Path file) throws ScenarioException {
        StringBuilder lines = new StringBuilder();
        // begin sweep
        for (Grid.Cell cell : Simulation.of(file).sweep().cells()) {
            double success = cell.estimate("web", "first_try_success").mean();
            lines.append(cell.point()).append(' ').append(success).append('\n');
        }
        // end
        return lines;
    }

    static String planned(Path file) throws ScenarioException {
        // begin plan
        PlannedCapacity plan = Simulation.of(file).plan();
        PlannedCapacity.Range range = plan.ranges().get(0);
        String text = plan.path() + ": " + range.shownToMeet() + " will do, " + range.shownToFail() + " will not";
        // end
        return text;
    }

    static double read(Path directory) throws IOException {
        // begin read
        Summary summary = Summary.read(directory); // such as results/my-question
        double refused = summary.estimate("base", "web", "call_congestion").mean();
        // end
        return refused;
    }

    static Simulation changed(Path file) {
        // begin change
        Simulation changed = Simulation.of(file).seed(7).duration("1s").set("tenants.web.weight=2");
        // end
        return changed;
    }

    static Results withOwnPolicy(Path file) throws ScenarioException {
        // begin policy
        Results results = Simulation.of(file)
                .policy(new OwnPolicy())
                .set("controls.policy={name: head-count, max: 3}")
                .run();
        // end
        return results;
    }
}
