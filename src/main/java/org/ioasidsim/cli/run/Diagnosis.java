package org.ioasidsim.cli.run;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.ioasidsim.cli.base.OutputDirectory;
import org.ioasidsim.file.JsonRecords;
import org.ioasidsim.report.draw.ChartCheck;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.report.text.WrappedText;

/**
 * The result of one check of the machine.
 *
 * @param finding the state found and, unless it is good, what to do about it
 */
public record Diagnosis(Level level, String subject, String finding) {
    private static final long SMALL_HEAP_BYTES = 1L << 30;

    /** How much it matters. */
    enum Level {
        OK,
        WARN,
        FAIL
    }

    /** Runs all checks and returns their results in the order of the report. */
    public static List<Diagnosis> ofThisMachine(Path out) {
        return List.of(java(), memory(), cores(), charts(), output(out), startUp(), locale());
    }

    public boolean isFailure() {
        return level == Level.FAIL;
    }

    /** Returns the lines of the report. */
    public String text() {
        String head = String.format(Locale.ROOT, "%-5s%-8s", level.name().toLowerCase(Locale.ROOT), subject);
        return WrappedText.beside(head, head.length() + 2, finding, ScreenText.WIDTH);
    }

    /** Returns the report as an array of objects. */
    public static String json(List<Diagnosis> diagnoses) {
        return JsonRecords.of(diagnoses.stream()
                .map(diagnosis -> new JsonRecords.Item()
                        .with("check", diagnosis.subject)
                        .with("result", diagnosis.level.name().toLowerCase(Locale.ROOT))
                        .with("finding", diagnosis.finding))
                .toList());
    }

    private static Diagnosis java() {
        String java = System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor");
        return Runtime.version().feature() >= 17
                ? new Diagnosis(Level.OK, "java", java)
                : new Diagnosis(Level.FAIL, "java", java + ": install a JDK 17 or newer, or point JAVA_HOME at one");
    }

    private static Diagnosis memory() {
        long bytes = Runtime.getRuntime().maxMemory();
        String heap = (bytes >> 20) + " MiB of heap";
        return bytes >= SMALL_HEAP_BYTES
                ? new Diagnosis(Level.OK, "memory", heap)
                : new Diagnosis(
                        Level.WARN,
                        "memory",
                        heap + ": scenarios with many processes need IOASID_SIM_JAVA_OPTS=-Xmx2g");
    }

    private static Diagnosis cores() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Diagnosis(Level.OK, "cores", cores + ", which is the default of --jobs");
    }

    private static Diagnosis charts() {
        return ChartCheck.problem()
                .map(problem -> new Diagnosis(
                        Level.FAIL,
                        "charts",
                        "cannot be drawn (" + problem + "): install fontconfig and a font (Debian: fontconfig"
                                + " fonts-dejavu-core), or use --no-charts"))
                .orElse(new Diagnosis(Level.OK, "charts", "can be drawn"));
    }

    private static Diagnosis output(Path out) {
        Path directory = OutputDirectory.nearestExisting(out);
        try {
            Files.delete(Files.createTempFile(directory, ".ioasid-sim", null));
            return new Diagnosis(Level.OK, "output", out + " can be written");
        } catch (IOException e) {
            return new Diagnosis(
                    Level.FAIL, "output", out + " cannot be written: choose another directory with --out DIR");
        }
    }

    private static Diagnosis startUp() {
        String archive = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("SharedArchiveFile")
                .getValue();
        return !archive.isEmpty() && isFilled(Path.of(archive))
                ? new Diagnosis(Level.OK, "start-up", "classes come from a shared archive")
                : new Diagnosis(
                        Level.WARN,
                        "start-up",
                        "no shared class archive, each start takes longer: run ./ioasid-sim, not the jar, and let it"
                                + " write in target/");
    }

    private static boolean isFilled(Path file) {
        try {
            return Files.size(file) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Diagnosis locale() {
        return new Diagnosis(
                Level.OK,
                "locale",
                Locale.getDefault().toLanguageTag() + ", "
                        + TimeZone.getDefault().getID() + ": results depend on neither");
    }
}
