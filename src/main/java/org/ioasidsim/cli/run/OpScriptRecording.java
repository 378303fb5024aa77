package org.ioasidsim.cli.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Failures;
import org.ioasidsim.cli.base.OutputDirectory;
import org.ioasidsim.cli.base.OutputFile;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.ops.OpRecorder;
import org.ioasidsim.policy.rule.FirstCome;
import org.ioasidsim.random.Constant;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.workload.EventSpec;
import org.ioasidsim.workload.OnRefusal;
import org.ioasidsim.workload.TenantSpec;

/**
 * The op script that a run records, and the answers beside it that {@code ops --check} expects. Op scripts have no policies, no queues and
 * no service times, so only a scenario without these can be recorded.
 */
public final class OpScriptRecording {
    private final Path file;

    private OpScriptRecording(Path file) {
        this.file = file;
    }

    /** Returns the recording of the only variant of the only scenario; throws when it cannot be recorded to {@code file}. */
    public static OpScriptRecording of(Path file, List<ScenarioFile> scenarios) {
        if (scenarios.size() > 1) {
            throw CommandFailure.usage(
                    "--record takes one scenario, but " + scenarios.size() + " FILEs are given: run them one by one");
        }
        requireWritable(file);
        ScenarioFile scenario = scenarios.get(0);
        if (scenario.variants().size() > 1) {
            String names =
                    scenario.variants().stream().map(ScenarioFile.Variant::name).collect(Collectors.joining(", "));
            throw CommandFailure.usage("--record takes one variant, but " + scenario.path() + " has " + names
                    + ": choose one with --variant NAME");
        }
        List<String> obstacles = obstacles(scenario.variants().get(0).scenario()).stream()
                .map(obstacle -> scenario.path() + ": " + obstacle)
                .toList();
        if (!obstacles.isEmpty()) {
            throw new CommandFailure(ExitStatus.INPUT_INVALID, obstacles);
        }
        return new OpScriptRecording(file);
    }

    private static void requireWritable(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        Path directory = OutputDirectory.nearestExisting(parent == null ? file : parent);
        if (Files.isDirectory(file)) {
            throw CommandFailure.usage("--record " + file + ": is a directory, name a file");
        }
        if (OutputFile.isStandardOutput(file) || (Files.exists(file) && !Files.isRegularFile(file))) {
            throw CommandFailure.usage("--record " + file
                    + ": is no plain file, but the answers go into a file beside it: name a file, such as run.ops");
        }
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw CommandFailure.usage("--record " + file + ": " + directory + " cannot be written, name another file");
        }
    }

    /** Returns the keys that prevent a recording, each with the value that would allow it. */
    public static List<String> obstacles(Scenario scenario) {
        List<String> obstacles = new ArrayList<>();
        if (!scenario.policy().name().equals(FirstCome.NAME)) {
            obstacles.add(obstacle(
                    "controls.policy", FirstCome.NAME, scenario.policy().name()));
        }
        requireNoCost("host.costs.bind", scenario.costs().bindSeconds(), obstacles);
        requireNoCost("host.costs.free", scenario.costs().freeSeconds(), obstacles);
        requireNoCost("host.costs.rollover", scenario.costs().rolloverSeconds(), obstacles);
        requireNoCost("host.costs.invalidate", scenario.costs().invalidateSeconds(), obstacles);
        boolean losesDevices = scenario.events().stream().anyMatch(event -> event.action() instanceof EventSpec.Remove);
        for (TenantSpec tenant : scenario.tenants()) {
            boolean isVm = tenant.kind() == TenantSpec.Kind.VM;
            if ((losesDevices || isVm) && tenant.processes().forks() != null) {
                String key = "tenants." + tenant.name() + ".processes.forks";
                obstacles.add(obstacle(key, isVm ? "none in a VM" : "none beside a removed device", "workers"));
            }
            if (tenant.processes().onRefusal() instanceof OnRefusal.WaitInQueue) {
                String key = "tenants." + tenant.name() + ".processes.on_refusal";
                obstacles.add(obstacle(key, "give-up, fall-back or retry", "wait"));
            }
        }
        scenario.cgroups().keySet().stream()
                .map(CgroupPath::text)
                .filter(path -> path.contains("#"))
                .forEach(path -> obstacles.add(obstacle("cgroups." + path, "a path without #", path)));
        return obstacles;
    }

    private static void requireNoCost(String key, Distribution seconds, List<String> obstacles) {
        if (!(seconds instanceof Constant constant && constant.value() == 0)) {
            obstacles.add(obstacle(key, "0s", "a time"));
        }
    }

    private static String obstacle(String key, String expected, String found) {
        return key + ": --record needs " + expected + ", found " + found;
    }

    /** Runs {@code simulation} and keeps the recording if the replication completes. The files appear whole or not at all. */
    ExperimentResult record(List<String> comments, Function<OpRecorder, ExperimentResult> simulation) {
        var run = new Run(comments, simulation);
        try {
            AtomicFiles.write(
                    file, script -> AtomicFiles.write(expectedFile(file), answers -> run.carryOut(script, answers)));
        } catch (Unfinished unfinished) {
            return unfinished.result;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitStatus.INTERNAL_FAILURE,
                    "the recording cannot be written: " + Failures.reason(e)
                            + ": make room, or choose another --record FILE",
                    e);
        }
        return run.result();
    }

    /** The recorded simulation, so far. */
    private static final class Run {
        private final List<String> comments;
        private final Function<OpRecorder, ExperimentResult> simulation;
        private final List<ExperimentResult> results = new ArrayList<>();

        Run(List<String> comments, Function<OpRecorder, ExperimentResult> simulation) {
            this.comments = comments;
            this.simulation = simulation;
        }

        void carryOut(OutputStream script, OutputStream answers) throws IOException {
            try (Writer scriptText = writer(script);
                    Writer answerText = writer(answers)) {
                var recorder = new OpRecorder(scriptText, answerText, Numbers::text);
                comments.forEach(recorder::comment);
                results.add(simulation.apply(recorder));
                if (!recorder.isComplete()) {
                    throw new Unfinished(result());
                }
            }
        }

        ExperimentResult result() {
            return results.get(0);
        }

        private static Writer writer(OutputStream out) {
            return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        }
    }

    /** Says that the first replication did not complete; its recording is discarded. */
    private static final class Unfinished extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient ExperimentResult result;

        Unfinished(ExperimentResult result) {
            super("the first replication did not come to its end", null, false, false);
            this.result = result;
        }
    }

    /** Returns the file of the expected results of the script {@code file}. */
    public static Path expectedFile(Path file) {
        return Path.of(file.toString().replaceFirst("\\.ops$", "") + ".expected");
    }
}
