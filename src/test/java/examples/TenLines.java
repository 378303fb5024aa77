package examples;

import java.nio.file.Path;
import org.ioasidsim.api.Estimate;
import org.ioasidsim.api.Simulation;
import org.ioasidsim.api.Variant;

/** The project as a library, in ten lines; docs/library.md and the reference repeat them. */
final class TenLines {
    private TenLines() {}

    // begin
    public static void main(String[] args) throws Exception {
        Path file = Path.of("scenarios/address-spaces-apart.yaml");
        for (Variant variant : Simulation.of(file).run().variants()) {
            for (String tenant : variant.tenants()) {
                Estimate success = variant.estimate(tenant, "first_try_success");
                System.out.printf(
                        "%-14s %-8s %5.1f %% of requests succeed, 95 %% interval %.1f to %.1f%n",
                        variant.name(), tenant, 100 * success.mean(), 100 * success.lower(), 100 * success.upper());
            }
        }
    }
    // end
}
