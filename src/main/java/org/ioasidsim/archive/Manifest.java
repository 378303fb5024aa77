package org.ioasidsim.archive;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.IsolationDesign;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.experiment.summary.ReplicationProof;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.Digests;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Problems;
import org.ioasidsim.yaml.YamlParser;
import org.jspecify.annotations.Nullable;

/**
 * The origin and the contents of a directory of results; the only result file that records wall-clock time.
 *
 * @param info how the run came about
 * @param command that wrote it, such as {@code run}
 * @param page its page, to begin with
 * @param answer in one sentence
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
        String command,
        String page,
        String answer,
        String scenario,
        String scenarioFile,
        String resolvedFile,
        List<String> overrides,
        boolean interrupted,
        List<Variant> variants,
        SortedMap<String, String> fileSha256) {
    /** The name of its file. */
    public static final String FILE = "manifest.json";

    /** The scenario of an entry as a whole, or what its lines change in that of the first entry of its variant. */
    static final String RESOLVED = "scenario_resolved";

    static final String CHANGES = "scenario_changes";

    /**
     * A variant: its scenario as {@code show} prints it, its warm-up as given or found, and its replications.
     *
     * @param point where in a sweep or a plan; empty elsewhere. What is of one point was run together
     * @param load of one tenant, to which it was scaled after reading; null for that of the scenario
     */
    public record Variant(
            String name,
            String point,
            @Nullable Load load,
            String resolvedScenario,
            String scenarioSha256,
            long seed,
            double warmUpSeconds,
            List<Replication> replications) {
        public Variant {
            replications = List.copyOf(replications);
        }

        /** Returns whether its scenario is the one whose digest was written, and not put together from lines that were changed since. */
        public boolean hasItsDigest() {
            return scenarioSha256.equals(digest(resolvedScenario));
        }
    }

    /** A tenant whose load was multiplied by a factor. */
    public record Load(String tenant, double factor) {}

    /**
     * What a command says of its results.
     *
     * @param command its name, which is also that of its directory
     * @param page the file to begin with
     * @param answer in one sentence
     */
    public record Head(String command, String page, String answer) {}

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

    /** Returns the manifest of results of {@code file}, which lists {@code variants}. */
    public static Manifest of(
            ScenarioFile file,
            boolean interrupted,
            List<Variant> variants,
            Head head,
            RunInfo info,
            SortedMap<String, String> fileSha256) {
        return new Manifest(
                info,
                head.command(),
                head.page(),
                head.answer(),
                file.variants().get(0).scenario().name(),
                String.valueOf(file.path()).replace('\\', '/'),
                file.resolvedYaml(),
                file.overrides(),
                interrupted,
                variants,
                fileSha256);
    }

    /** Returns the event hash as result files write it. */
    public static String hash(long eventHash) {
        return HexFormat.of().toHexDigits(eventHash);
    }

    /** Returns what the scenario asks; empty where it does not say. */
    public String question() {
        String head = resolvedFile.split("\n\n", 2)[0]; // a fleet's file may have megabytes
        return YamlParser.parseFile(head, scenario, Path.of(""), new Problems()).stream()
                .flatMap(root -> root instanceof Node.Mapping keys ? keys.value("question").stream() : Stream.empty())
                .map(question -> question instanceof Node.Scalar text ? text.text() : "")
                .findFirst()
                .orElse("");
    }

    /** Returns the manifest as JSON. */
    public String json() {
        return JsonText.of(this::write);
    }

    /** Returns the entries of the variants of a run. */
    public static List<Variant> variants(ExperimentResult result) {
        return result.variants().stream().map(variant -> variant(variant, "")).toList();
    }

    /** Returns the entry of a variant. */
    public static Variant variant(VariantResult variant, String point) {
        return variant(
                variant.name(),
                point,
                null,
                variant.scenario(),
                variant.warmUp().seconds(),
                ReplicationProof.of(variant));
    }

    /** Returns the entries of the variants and points of a sweep. */
    public static List<Variant> variants(SweepResult result) {
        return result.cells().stream()
                .map(cell -> variant(
                        cell.variant(),
                        cell.point().toString(),
                        null,
                        cell.scenario().get(),
                        cell.warmUpSeconds(),
                        cell.replications()))
                .toList();
    }

    /** Returns the entries of {@code runs}, whose variants are {@code loads}, in their order. */
    public static List<Variant> variants(List<IsolationDesign.Load> loads, ExperimentResult runs) {
        List<Variant> entries = new ArrayList<>();
        for (int i = 0; i < runs.variants().size(); i++) {
            IsolationDesign.Load load = loads.get(i);
            VariantResult variant = runs.variants().get(i);
            entries.add(variant(
                    variant.name(),
                    "",
                    new Load(load.aggressor(), load.factor()),
                    load.variant().scenario(),
                    variant.warmUp().seconds(),
                    ReplicationProof.of(variant)));
        }
        return entries;
    }

    private static Variant variant(
            String name,
            String point,
            @Nullable Load load,
            Scenario scenario,
            double warmUpSeconds,
            List<ReplicationProof> replications) {
        String text = scenario.resolvedYaml();
        return new Variant(
                name,
                point,
                load,
                text,
                digest(text),
                scenario.run().seed(),
                warmUpSeconds,
                replications.stream().map(Manifest::replication).toList());
    }

    private static String digest(String text) {
        return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Replication replication(ReplicationProof replication) {
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
        json.name("command").value(command);
        json.name("page").value(page);
        json.name("answer").value(answer);
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
        Map<String, String> firstTexts = new HashMap<>();
        for (Variant variant : variants) {
            String first = firstTexts.putIfAbsent(variant.name(), variant.resolvedScenario());
            write(variant, first, json);
        }
        json.endArray().name("files_sha256").beginObject();
        for (var file : fileSha256.entrySet()) {
            json.name(file.getKey()).value(file.getValue());
        }
        json.endObject().endObject();
    }

    /** Writes an entry, whose scenario is told by its difference from the first text of the variant's scenario if there was one. */
    private static void write(Variant variant, @Nullable String first, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("variant").value(variant.name());
        if (!variant.point().isEmpty()) {
            json.name("point").value(variant.point());
        }
        Load load = variant.load();
        if (load != null) {
            json.name("scaled").value(load.tenant());
            json.name("factor").jsonValue(Numbers.text(load.factor()));
        }
        json.name("seed").value(variant.seed());
        json.name("warm_up_s").jsonValue(Numbers.text(variant.warmUpSeconds()));
        json.name("scenario_sha256").value(variant.scenarioSha256());
        if (first == null) {
            json.name(RESOLVED).value(variant.resolvedScenario());
        } else {
            write(LineChanges.between(first, variant.resolvedScenario()), json.name(CHANGES));
        }
        json.name("replications").beginArray();
        for (Replication replication : variant.replications()) {
            json.beginObject().name("replication").value(replication.replication());
            json.name("event_hash").value(replication.eventHash());
            json.name("status").value(replication.status()).endObject();
        }
        json.endArray().endObject();
    }

    private static void write(LineChanges changes, JsonWriter json) throws IOException {
        json.beginArray();
        for (LineChanges.Change change : changes.changes()) {
            json.beginObject().name("line").value(change.line());
            json.name("count").value(change.count()).name("lines").beginArray();
            for (String line : change.lines()) {
                json.value(line);
            }
            json.endArray().endObject();
        }
        json.endArray();
    }
}
