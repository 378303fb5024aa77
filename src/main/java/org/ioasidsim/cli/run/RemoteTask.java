package org.ioasidsim.cli.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.ioasidsim.archive.ProgramFingerprint;
import org.ioasidsim.archive.StoredReplications;
import org.ioasidsim.experiment.EngineFailure;
import org.ioasidsim.experiment.Replication;
import org.ioasidsim.experiment.ReplicationWork;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioReader;

/**
 * A replication as bytes that a worker is sent, and its answer: the resolved text of the scenario with the file whose neighbours it may name,
 * number, warm-up, whether the state is sampled, and the key under which the result is kept. A worker to which these give another key, since
 * its program, its Java or a trace differs, refuses.
 */
public final class RemoteTask {
    private static final int RESULT = 0;
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private RemoteTask() {}

    /** Returns the task of {@code work} in a scenario file. */
    static byte[] of(ReplicationWork work, Path file, String program) {
        return written(out -> {
            writeText(out, file.toAbsolutePath().toString());
            writeText(out, work.scenario().resolvedYaml());
            out.writeInt(work.number());
            out.writeDouble(work.warmUpSeconds());
            out.writeBoolean(work.recordsTimeline());
            writeText(out, program);
            writeText(out, javaVersion());
            writeText(out, store(program).key(work));
        });
    }

    /** Returns whether a worker would read the same scenario; not if the program changed it after it was read. */
    static boolean isReadAsItIs(Scenario scenario, Path file) {
        var work = new ReplicationWork(scenario, 1, 0, true);
        try {
            var again = new ReplicationWork(read(file.toString(), scenario.resolvedYaml()), 1, 0, true);
            return store("").key(again).equals(store("").key(work));
        } catch (InvalidScenarioException e) {
            return false;
        }
    }

    /** Simulates {@code task}, on a worker, and returns its answer. */
    public static byte[] run(byte[] task) {
        try (var in = new DataInputStream(new ByteArrayInputStream(task))) {
            String file = readText(in);
            String text = readText(in);
            int number = in.readInt();
            double warmUp = in.readDouble();
            boolean recordsTimeline = in.readBoolean();
            String program = readText(in);
            String java = readText(in);
            String key = readText(in);
            String own = ProgramFingerprint.own();
            if (!own.equals(program)) {
                return refusal("program and Java " + own + " (" + javaVersion() + ") and not " + program + " (" + java
                        + "): same jar and same Java everywhere");
            }
            var work = new ReplicationWork(read(file, text), number, warmUp, recordsTimeline);
            return store(program).key(work).equals(key)
                    ? answer(work, program)
                    : refusal("another content in a file that " + file
                            + " names: same traces at the same path everywhere");
        } catch (InvalidScenarioException e) {
            return refusal(String.valueOf(e.problems().get(0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] answer(ReplicationWork work, String program) {
        ReplicationResult result = Replication.of(work);
        String failure = result.failure();
        return written(out -> {
            out.writeByte(failure == null ? RESULT : FAILED);
            if (failure == null) {
                out.write(store(program).encode(work, result));
            } else {
                writeText(out, failure);
            }
        });
    }

    private static byte[] refusal(String why) {
        return written(out -> {
            out.writeByte(REFUSED);
            writeText(out, "a worker has " + why);
        });
    }

    /** Returns the result that a worker answered. */
    static ReplicationResult result(ReplicationWork work, String program, byte[] answer) {
        try (var in = new DataInputStream(new ByteArrayInputStream(answer))) {
            int kind = in.readByte();
            if (kind == RESULT) {
                return store(program)
                        .decode(work, in.readAllBytes())
                        .orElseThrow(() -> new EngineFailure("a result came back damaged", null));
            }
            if (kind == FAILED) {
                return Replication.failed(work.scenario(), work.number(), readText(in));
            }
            throw new EngineFailure(readText(in), null);
        } catch (IOException e) {
            throw new EngineFailure("a result came back damaged", e);
        }
    }

    private static Scenario read(String file, String text) throws InvalidScenarioException {
        return new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names())
                .readResolved(Path.of(file), text, Overrides.NONE)
                .variants()
                .get(0)
                .scenario();
    }

    private static StoredReplications store(String program) {
        return StoredReplications.in(Path.of(""), program, false);
    }

    private static String javaVersion() {
        return String.valueOf(System.getProperty("java.vm.version"));
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Content content) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
