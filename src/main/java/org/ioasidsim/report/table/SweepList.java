package org.ioasidsim.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ioasidsim.experiment.search.Sweep;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.file.MarkdownTable;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.report.text.TextGrid;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.scenario.SweepSpec;

/**
 * The points of a sweep and an estimate of its duration.
 *
 * @param replications of all points together
 * @param stored how many of these earlier runs kept
 * @param seconds the estimate for the others
 * @param isAtLeast whether it may take longer, because a pilot was stopped
 * @param pilots how many points the estimate comes from
 */
public record SweepList(
        SweepSpec sweep,
        List<Sweep.Task> tasks,
        int replications,
        int stored,
        double seconds,
        boolean isAtLeast,
        int pilots,
        int jobs) {
    private static final int HEAD = 24;

    public SweepList {
        tasks = List.copyOf(tasks);
    }

    /** Returns a row for each point, with every key by its path and every value as the scenario takes it. */
    private List<List<String>> keyed() {
        return rows(SweepSpec.Axis::path, value -> value);
    }

    /** Returns the same in words. */
    private List<List<String>> worded() {
        return rows(axis -> KeyWords.of(axis.path()), KeyWords::value);
    }

    private List<List<String>> rows(Function<SweepSpec.Axis, String> head, UnaryOperator<String> value) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(sweep.axes().stream().map(head), Stream.of("variant"))
                .toList());
        tasks.forEach(task ->
                rows.add(Stream.concat(task.point().values().values().stream().map(value), Stream.of(task.variant()))
                        .toList()));
        return rows;
    }

    /** Returns the estimate and its basis in sentences. */
    private String estimate() {
        String points =
                Phrases.counted(sweep.points().size(), "point") + ", " + Phrases.counted(replications, "replication");
        if (replications == stored) {
            return points + ", all of them stored: nothing is left to simulate.";
        }
        String kept = Phrases.count(stored) + (stored == 1 ? " is" : " are") + " stored; the rest takes ";
        return points + (stored == 0 ? ", none of them stored; simulating them takes " : ", of which " + kept)
                + (isAtLeast ? "at least " : "about ") + Wording.seconds(seconds) + " with "
                + Phrases.counted(jobs, "job") + ", judged by one replication at " + pilots + " of the points.";
    }

    public String text() {
        List<List<String>> rows = worded();
        var grid = new TextGrid(rows.get(0).size());
        grid.addHeads(rows.get(0), HEAD);
        rows.stream().skip(1).forEach(grid::add);
        return WrappedText.of(estimate(), "", ScreenText.WIDTH) + "\n" + grid.text();
    }

    public String markdown() {
        return estimate() + "\n\n" + MarkdownTable.of(worded(), worded().get(0).size());
    }

    public String csv() {
        List<List<String>> all = keyed();
        return new CsvTable(
                        all.get(0), rows -> all.stream().skip(1).forEach(row -> rows.add(row.toArray(String[]::new))))
                .text();
    }

    public String json() {
        return JsonText.of(json -> {
            json.beginObject()
                    .name("replications")
                    .value(replications)
                    .name("stored")
                    .value(stored);
            JsonText.number(json.name("estimated_seconds"), seconds);
            json.name("is_at_least")
                    .value(isAtLeast)
                    .name("estimated_from_points")
                    .value(pilots);
            json.name("jobs").value(jobs).name("points").beginArray();
            for (Sweep.Task task : tasks) {
                json.beginObject();
                for (var value : task.point().values().entrySet()) {
                    json.name(value.getKey()).value(value.getValue());
                }
                json.name("variant").value(task.variant()).endObject();
            }
            json.endArray().endObject();
        });
    }
}
