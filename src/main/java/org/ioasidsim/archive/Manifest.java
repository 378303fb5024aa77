package org.ioasidsim.archive;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.Digests;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.file.Numbers;

/**
 * The origin and the contents of a directory of results; the only result file that records wall-clock time.
 *
 * @param info how the run came about
 * @param scenario its name
 * @param scenarioFile the path of the scenario's file, as it was given
 * @param resolvedFile the whole file as {@code show} prints it
 * @param overrides what the command line changed, as {@code path=value}
 * @param interrupted whether the run ended early
 * @param variants with their resolved scenarios
 * @param fileSha256 of each file beside the manifest, by its path
 */
public record Manifest(
        RunInfo info,
        String scenario,
        String scenarioFile,
        String resolvedFile,
        List<String> overrides,
        boolean interrupted,
        List<Variant> variants,
        SortedMap<String, String> fileSha256) {
    /** The name of its file. */
    public static final String FILE = "manifest.json";

    /** A variant: its scenario as {@code show} prints it, its warm-up as given or found, and its replications. */
    public record Variant(
            String name,
            String resolvedScenario,
            String scenarioSha256,
            long seed,
            double warmUpSeconds,
            List<Replication> replications) {
        public Variant {
            replications = List.copyOf(replications);
        }
    }

    /**
     * A replication.
     *
     * @param eventHash 16 hexadecimal digits
     * @param status {@code complete}, or {@code failed: } and why
     */
    public record Replication(int replication, String eventHash, String status) {
        static final String COMPLETE = "complete";

        public boolean isComplete() {
            return status.equals(COMPLETE);
        }
    }

    public Manifest {
        overrides = List.copyOf(overrides);
        variants = List.copyOf(variants);
    }

    /** Returns the manifest of a result. */
    public static Manifest of(ExperimentResult result, RunInfo info, SortedMap<String, String> fileSha256) {
        return new Manifest(
                info,
                result.scenarioName(),
                String.valueOf(result.file().path()).replace('\\', '/'),
                result.file().resolvedYaml(),
                result.file().overrides(),
                result.interrupted(),
                result.variants().stream().map(Manifest::variant).toList(),
                fileSha256);
    }

    /** Returns the event hash as result files write it. */
    public static String hash(long eventHash) {
        return HexFormat.of().toHexDigits(eventHash);
    }

    /** Returns the manifest as JSON. */
    public String json() {
        return JsonText.of(this::write);
    }

    private static Variant variant(VariantResult variant) {
        String scenario = variant.scenario().resolvedYaml();
        return new Variant(
                variant.name(),
                scenario,
                Digests.sha256(scenario.getBytes(StandardCharsets.UTF_8)),
                variant.scenario().run().seed(),
                variant.warmUp().seconds(),
                variant.replications().stream().map(Manifest::replication).toList());
    }

    private static Replication replication(ReplicationResult replication) {
        String failure = replication.failure();
        return new Replication(
                replication.replication(),
                hash(replication.eventHash()),
                failure == null ? Replication.COMPLETE : "failed: " + failure);
    }

    private void write(JsonWriter json) throws IOException {
        json.beginObject();
        json.name("program").value("ioasid-sim");
        json.name("version").value(info.version());
        json.name("commit").value(info.commit());
        json.name("java").value(info.javaVersion());
        json.name("command_line").value(info.commandLine());
        json.name("started_at").value(info.startedAt().toString());
        json.name("finished_at").value(info.finishedAt().toString());
        json.name("interrupted").value(interrupted);
        json.name("program_fingerprint").value(info.program());
        json.name("scenario").value(scenario);
        json.name("scenario_file").value(scenarioFile);
        json.name("scenario_file_resolved").value(resolvedFile);
        json.name("overrides").beginArray();
        for (String override : overrides) {
            json.value(override);
        }
        json.endArray().name("variants").beginArray();
        for (Variant variant : variants) {
            write(variant, json);
        }
        json.endArray().name("files_sha256").beginObject();
        for (var file : fileSha256.entrySet()) {
            json.name(file.getKey()).value(file.getValue());
        }
        json.endObject().endObject();
    }

    private static void write(Variant variant, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("variant").value(variant.name());
        json.name("seed").value(variant.seed());
        json.name("warm_up_s").jsonValue(Numbers.text(variant.warmUpSeconds()));
        json.name("scenario_sha256").value(variant.scenarioSha256());
        json.name("scenario_resolved").value(variant.resolvedScenario());
        json.name("replications").beginArray();
        for (Replication replication : variant.replications()) {
            json.beginObject().name("replication").value(replication.replication());
            json.name("event_hash").value(replication.eventHash());
            json.name("status").value(replication.status()).endObject();
        }
        json.endArray().endObject();
    }
}
