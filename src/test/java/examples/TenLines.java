package examples;

import java.nio.file.Path;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;

/** The project as a library, in ten lines; the README repeats them. */
final class TenLines {
    private TenLines() {}

    // begin
    public static void main(String[] args) throws Exception {
        Path file = Path.of("scenarios/address-spaces-apart.yaml");
        for (VariantResult variant : Experiment.of(file).run().variants()) {
            for (String tenant : variant.scenario().tenantNames()) {
                SummaryRow success = variant.row(tenant, Metric.FIRST_TRY_SUCCESS);
                System.out.printf(
                        "%-14s %-8s %5.1f %% of requests succeed, 95 %% interval %.1f to %.1f%n",
                        variant.name(), tenant, 100 * success.mean(), 100 * success.lower(), 100 * success.upper());
            }
        }
    }
    // end
}
