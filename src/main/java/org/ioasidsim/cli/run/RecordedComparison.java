package org.ioasidsim.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.workload.trace.TraceReader;
import org.ioasidsim.workload.trace.TraceSpec;
import org.ioasidsim.yaml.Units;

/**
 * The ids that a recording itself shows held, and the refusals that it saw, beside those of the first simulated replication. Every row that
 * lives counts as an id held.
 *
 * @param recorded ids held at the times of the timeline
 * @param simulated ids held then
 * @param recordedRefusals empty where the recording does not tell
 * @param simulatedRefusals of the tenant's requests, repeated ones among them
 */
public record RecordedComparison(
        String variant,
        double[] timeSeconds,
        int[] recorded,
        int[] simulated,
        OptionalLong recordedRefusals,
        long simulatedRefusals) {
    private static final String FILE = "recorded.csv";

    /**
     * Returns the comparison of a variant.
     *
     * @param tenant whose processes were replayed
     */
    public static RecordedComparison of(
            VariantResult variant, String tenant, TraceSpec spec, OptionalLong recordedRefusals) throws IOException {
        ReplicationResult first = variant.replications().get(0);
        ReplicationResult.Timeline timeline = first.timeline();
        if (timeline == null) {
            throw CommandFailure.invalid("--compare: expected a timeline of the first replication, found none");
        }
        long refusals = first.refusals().stream()
                .filter(count -> count.tenant().equals(tenant))
                .mapToLong(ReplicationResult.RefusalCount::count)
                .sum();
        return new RecordedComparison(
                variant.name(),
                timeline.timeSeconds(),
                TraceReader.occupancy(spec, timeline.timeSeconds()),
                timeline.held()[first.tenants().indexOf(tenant)],
                recordedRefusals,
                refusals);
    }

    /** Returns the mean of the distances between the ids recorded and simulated. */
    double meanDistance() {
        double sum = 0;
        for (int i = 0; i < recorded.length; i++) {
            sum += Math.abs(recorded[i] - simulated[i]);
        }
        return sum / recorded.length;
    }

    private int farthest() {
        int farthest = 0;
        for (int i = 1; i < recorded.length; i++) {
            if (Math.abs(recorded[i] - simulated[i]) > Math.abs(recorded[farthest] - simulated[farthest])) {
                farthest = i;
            }
        }
        return farthest;
    }

    /** Returns the lines that say it. */
    public List<String> lines() {
        double mean = mean(recorded);
        int farthest = farthest();
        String share = mean > 0
                ? String.format(Locale.ROOT, ", %s %% of what was recorded", Units.about(100 * meanDistance() / mean))
                : "";
        return List.of(
                "Recorded beside simulated (" + variant + ", first replication, " + recorded.length + " instants):",
                row("", "recorded", "simulated"),
                row("ids held, mean", Units.about(mean), Units.about(mean(simulated))),
                row("ids held, most", Integer.toString(most(recorded)), Integer.toString(most(simulated))),
                row(
                        "refusals",
                        recordedRefusals.isPresent() ? Long.toString(recordedRefusals.getAsLong()) : "not told",
                        Long.toString(simulatedRefusals)),
                "Distance: " + Units.about(meanDistance())
                        + (Units.about(meanDistance()).equals("1") ? " id" : " ids") + " on average" + share
                        + "; at most "
                        + Math.abs(recorded[farthest] - simulated[farthest]) + ", at "
                        + Units.aboutSeconds(timeSeconds[farthest]) + ".");
    }

    private static String row(String name, String one, String other) {
        return String.format(Locale.ROOT, "  %-16s %10s %10s", name, one, other);
    }

    private static double mean(int[] counts) {
        return Arrays.stream(counts).average().orElse(0);
    }

    private static int most(int[] counts) {
        return Arrays.stream(counts).max().orElse(0);
    }

    /** Writes both series of all comparisons into the directory of the results. */
    public static void write(Path directory, List<RecordedComparison> comparisons) throws IOException {
        AtomicFiles.write(
                directory.resolve(FILE),
                new CsvTable(
                        List.of("variant", "time_s", "recorded", "simulated"),
                        rows -> comparisons.forEach(one -> {
                            for (int i = 0; i < one.recorded.length; i++) {
                                rows.add(
                                        one.variant,
                                        Units.plain(one.timeSeconds[i]),
                                        Integer.toString(one.recorded[i]),
                                        Integer.toString(one.simulated[i]));
                            }
                        })));
    }
}
