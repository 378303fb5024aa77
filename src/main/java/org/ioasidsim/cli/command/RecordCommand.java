package org.ioasidsim.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.recording.ktrace.RecordingCommands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the commands that record lifetimes on the kernel that runs here, and runs none of them. */
@Command(
        name = RecordCommand.NAME,
        description = {
            "Print, and never run, the commands that record lifetimes with ftrace, trace-cmd, perf or bpftrace on this kernel, with what"
                    + " each costs. Run one as root, then give its text to 'import' or 'replay'.",
        })
public final class RecordCommand implements Callable<Integer> {
    public static final String NAME = "record";

    private static final String EVENTS = "/sys/kernel/tracing/events";

    private final Console console;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "The root of the files (default: /) that say which events the kernel has.")
    private Path root = Path.of("/");

    public RecordCommand(Console console) {
        this.console = console;
    }

    /** Prints the commands below the options, so that --help is enough. */
    @Spec
    void describe(CommandSpec spec) {
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(text());
        spec.usageMessage()
                .footer(lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new));
    }

    @Override
    public Integer call() {
        text().forEach(console.out()::println);
        return ExitStatus.DONE.code();
    }

    private List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.addAll(kernel());
        List<String> events = new ArrayList<>(RecordingCommands.PROCESS_EVENTS);
        RecordingCommands.PASID_EVENTS.stream().filter(this::has).forEach(events::add);
        block(
                lines,
                "perf: a binary file of about 300 bytes an event, a few percent of a host that does nothing but fork",
                RecordingCommands.perf(events));
        block(
                lines,
                "trace-cmd: the same with buffers of the kernel; losses are marked in the text",
                RecordingCommands.traceCmd(events));
        block(
                lines,
                "ftrace alone, nothing to install: text of about 120 bytes an event, of which reading costs most",
                RecordingCommands.ftrace(events));
        block(
                lines,
                "bpftrace: a table at once, least to write; what begins before or runs on is not in it",
                RecordingCommands.bpftrace());
        List<String> probes = new ArrayList<>(RecordingCommands.bindProbes());
        probes.addAll(RecordingCommands.perf(RecordingCommands.BIND_EVENTS));
        block(
                lines,
                "binds and their errors, on any processor: about 1 us for each bind; remove the probes afterwards",
                probes);
        lines.add("");
        lines.add("A process costs four events, about 1 us each. Then: ioasid-sim import trace.txt -o lifetimes.csv");
        return lines;
    }

    private List<String> kernel() {
        List<String> lines = new ArrayList<>();
        if (Files.isDirectory(below(EVENTS))) {
            List<String> missing = RecordingCommands.PROCESS_EVENTS.stream()
                    .filter(event -> !has(event))
                    .toList();
            lines.add(
                    missing.isEmpty()
                            ? "# this kernel has all events of processes"
                            : "# this kernel lacks " + String.join(", ", missing) + ": leave them out");
            boolean hasPasids = RecordingCommands.PASID_EVENTS.stream().anyMatch(this::has);
            lines.add(
                    hasPasids
                            ? "# and events of PASIDs, which are among those below"
                            : "# and none of PASIDs (" + String.join(", ", RecordingCommands.PASID_EVENTS)
                                    + "); the probes at the end see binds");
        } else {
            lines.add(
                    "# " + EVENTS
                            + " cannot be read here (root can), so that the events may be missing: perf list says which there are");
        }
        return lines;
    }

    private boolean has(String event) {
        return Files.isDirectory(below(EVENTS + "/" + event.replace(':', '/')));
    }

    private Path below(String path) {
        return root.resolve(path.substring(1));
    }

    private static void block(List<String> lines, String title, List<String> commands) {
        lines.add("");
        lines.add("# " + title);
        lines.addAll(commands);
    }
}
