package org.ioasidsim.live;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ioasidsim.archive.ReplicationBytes;
import org.ioasidsim.experiment.SteppedVariant;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.policy.PolicyBreach;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.report.answer.Criterion;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioReader;
import org.ioasidsim.scenario.VerdictSpec;
import org.ioasidsim.yaml.Problem;
import org.jspecify.annotations.Nullable;

/** Answers a page's requests, which the package describes. */
public final class LiveEngine {
    private final ScenarioReader reader = new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names());
    private Path path = Path.of("scenario.yaml");
    private String text = "";
    private String taking = "";
    private Overrides opened = Overrides.NONE;
    private Overrides overrides = Overrides.NONE;
    private @Nullable ScenarioFile file;
    private @Nullable SteppedVariant variant;

    /**
     * Keeps a file that the scenario reads.
     *
     * @param name as the scenario has it, relative to the scenario's directory
     */
    public void keep(String name, byte[] content) throws IOException {
        Path directory = path.getParent() == null ? Path.of("") : path.getParent();
        Path data = directory.resolve(name).normalize(); // as the reader of scenarios looks for it
        Path parent = data.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(data, content);
    }

    /** Returns the answer to {@code request}, on one line. */
    public String answer(String request) {
        try {
            return answer(new LiveRequest(request));
        } catch (InvalidScenarioException invalid) {
            return problems(invalid.problems().stream()
                    .map(problem -> placed(problem).toString())
                    .toList());
        } catch (PolicyBreach breach) {
            return problems(List.of(String.valueOf(breach.getMessage())));
        } catch (IOException | RuntimeException failure) {
            return problems(List.of(failure.toString()));
        }
    }

    /** Returns the problem of a changed value at the line where the scenario has the value that it replaces. */
    private Problem placed(Problem problem) {
        return overrides.settings().stream()
                .filter(setting -> setting.option().equals(problem.place().source()))
                .findFirst()
                .map(setting -> new Problem(
                        reader.place(path, text, taking, setting.path()), problem.path(), problem.message()))
                .orElse(problem);
    }

    private static String problems(List<String> problems) {
        return JsonText.inPage(json -> {
            json.beginObject().name("problems").beginArray();
            for (String problem : problems) {
                json.value(problem);
            }
            json.endArray().endObject();
        });
    }

    private String answer(LiveRequest request) throws InvalidScenarioException, IOException {
        return switch (request.text("do")) {
            case "open" -> open(request);
            case "take" -> take(request);
            case "run" -> run(Integer.parseInt(request.text("number")));
            case "sum" -> sum(request.list("runs"));
            default ->
                throw new IllegalArgumentException("expected open, take, run or sum, found " + request.text("do"));
        };
    }

    private String open(LiveRequest request) {
        path = Path.of(request.text("name"));
        text = request.text("text");
        opened = overrides(request);
        return "{}";
    }

    private String take(LiveRequest request) throws InvalidScenarioException {
        taking = request.text("variant");
        overrides = overrides(request);
        ScenarioFile read =
                reader.readResolved(path, text, overrides.at("sweep", "{}").at("plan", "none"));
        Scenario scenario = sampled(named(taking, read).scenario());
        file = read.judgedBy(wanted(read));
        var stepped = request.has("warm_up")
                ? new SteppedVariant(taking, scenario, Double.parseDouble(request.text("warm_up")))
                : new SteppedVariant(taking, scenario);
        variant = stepped;
        return JsonText.inPage(json -> {
            json.beginObject().name("replications").value(stepped.replications());
            JsonText.number(json.name("warm_up"), stepped.warmUpSeconds());
            json.endObject();
        });
    }

    private static Overrides overrides(LiveRequest request) {
        Overrides set = Overrides.NONE;
        for (Map.Entry<String, String> value : request.mapping("set").entrySet()) {
            set = set.at(value.getKey(), value.getValue());
        }
        return set;
    }

    /** Returns whom the scenario is about, by what its plan asks too: as it was opened, since its plan need not be possible with other values. */
    private Optional<VerdictSpec> wanted(ScenarioFile read) {
        ScenarioFile asked = read;
        if (read.verdict().isEmpty()) {
            try {
                asked = reader.readResolved(path, text, opened.at("sweep", "{}"));
            } catch (InvalidScenarioException changedAnyway) {
                asked = read;
            }
        }
        return Criterion.wanted(asked);
    }

    private static ScenarioFile.Variant named(String name, ScenarioFile read) {
        return read.variants().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no variant " + name));
    }

    /** Returns the scenario with a timeline, which travels from worker to page, of no more samples than a picture can show. */
    private static Scenario sampled(Scenario scenario) {
        double seconds = Math.max(
                scenario.measure().timelineSeconds(), scenario.run().durationSeconds() / LiveResult.MOST_SAMPLES);
        return scenario.with(scenario.measure().sampled(seconds));
    }

    private String run(int number) throws IOException {
        ReplicationResult result = taken().replicate(number);
        var bytes = new ByteArrayOutputStream();
        ReplicationBytes.write(result, new DataOutputStream(bytes));
        return JsonText.inPage(json -> {
            json.beginObject().name("number").value(number);
            json.name("hash").value(Hexadecimal.of(result.eventHash()));
            JsonText.number(json.name("events"), result.value(result.tenants().size(), Metric.EVENTS));
            json.name("bytes").value(Hexadecimal.of(bytes.toByteArray())).endObject();
        });
    }

    private String sum(List<String> runs) throws IOException {
        List<ReplicationResult> replications = new ArrayList<>();
        for (String run : runs) {
            replications.add(
                    ReplicationBytes.read(new DataInputStream(new ByteArrayInputStream(Hexadecimal.bytes(run)))));
        }
        var result = taken().result(replications);
        return JsonText.inPage(json -> LiveResult.write(taken(file), result, LiveResult.MOST_SAMPLES, json));
    }

    private SteppedVariant taken() {
        return taken(variant);
    }

    private static <T> T taken(@Nullable T what) {
        if (what == null) {
            throw new IllegalStateException("expected a point to be taken first");
        }
        return what;
    }
}
