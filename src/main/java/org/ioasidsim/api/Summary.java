package org.ioasidsim.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.file.CsvRecords;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.table.ResultTables;

/**
 * Every metric with its interval: what {@code summary.csv} holds, whether it was just simulated or lies in a directory that an earlier
 * {@code run} wrote.
 *
 * @param estimates variants in the order of the file, tenants in the order of the scenario with the host last, metrics in theirs
 */
public record Summary(List<Estimate> estimates) {
    public Summary {
        estimates = List.copyOf(estimates);
    }

    static Summary of(List<SummaryRow> rows) {
        return new Summary(rows.stream().map(Estimate::of).toList());
    }

    /**
     * Reads the results in {@code directory}, such as {@code results/my-question/compare}; nothing is simulated. Of the directory of a
     * scenario, those of {@code run} are read.
     *
     * <pre>{@code
     * Summary summary = Summary.read(directory); // such as results/my-question
     * double refused = summary.estimate("base", "web", "call_congestion").mean();
     * }</pre>
     *
     * @throws IOException if {@code summary.csv} is missing, or is not one: with the line and what was expected there
     */
    public static Summary read(Path directory) throws IOException {
        return new Summary(CsvRecords.read(file(directory), ResultTables.SUMMARY_COLUMNS, Summary::estimate));
    }

    private static Path file(Path directory) {
        Path ofRun = directory.resolve("run/summary.csv");
        return Files.exists(ofRun) ? ofRun : directory.resolve("summary.csv");
    }

    private static Estimate estimate(CsvRecords.Row row) {
        return new Estimate(
                row.text("variant"),
                row.text("tenant"),
                row.text("metric"),
                row.text("unit"),
                row.text("better"),
                row.number("mean"),
                row.number("half_width"),
                row.number("lower"),
                row.number("upper"),
                row.number("confidence"),
                (int) row.number("replications"));
    }

    /** Returns the names of the variants. */
    public List<String> variants() {
        return Names.of(estimates, Estimate::variant);
    }

    /**
     * Returns a metric of a tenant in a variant.
     *
     * @param tenant a name, or {@link Estimate#HOST}
     * @throws IllegalArgumentException naming those that exist, if the variant, the tenant or its metric does not
     */
    public Estimate estimate(String variant, String tenant, String metric) {
        List<Estimate> inVariant = Names.only(estimates, Estimate::variant, "variant", variant);
        List<Estimate> ofTenant = Names.only(inVariant, Estimate::tenant, "tenant", tenant);
        return Names.only(ofTenant, Estimate::metric, "metric of " + tenant, metric, Metric.replacement(metric))
                .get(0);
    }

    /** Returns the text of {@code summary.csv}. */
    public String csv() {
        return new CsvTable(
                        ResultTables.SUMMARY_COLUMNS, rows -> estimates.forEach(estimate -> rows.add(cells(estimate))))
                .text();
    }

    private static String[] cells(Estimate estimate) {
        return new String[] {
            estimate.variant(),
            estimate.tenant(),
            estimate.metric(),
            estimate.unit(),
            estimate.better(),
            Numbers.text(estimate.mean()),
            Numbers.text(estimate.halfWidth()),
            Numbers.text(estimate.lower()),
            Numbers.text(estimate.upper()),
            Numbers.text(estimate.confidence()),
            Integer.toString(estimate.replications())
        };
    }
}
