package org.ioasidsim.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;
import org.jspecify.annotations.Nullable;

/**
 * An event of a scenario: something that happens to the host at a given time, or as soon as refusals have been counted.
 *
 * @param atSeconds infinite if {@code on} says when
 * @param on what a daemon waits for; null: a time
 */
public record EventSpec(double atSeconds, @Nullable Trigger on, Action action) {
    private static final List<String> EVENT_KEYS =
            List.of("kill", "stop", "start", "migrate", "move", "mkdir", "rmdir", "reset", "remove", "reboot", "write");

    /** Makes an event at a given time. */
    public EventSpec(double atSeconds, Action action) {
        this(atSeconds, null, action);
    }

    /**
     * What a daemon waits for that watches a file of events, and how fast it is.
     *
     * @param file pids.events, misc.events or ioasids.events of {@code group}
     * @param count of events, at least 1
     */
    public record Trigger(CgroupPath group, String file, long count, double delaySeconds) {}

    /** Returns the form of an entry of {@code events}, which is several events if it writes several files or lines. */
    public static Form<List<EventSpec>> form() {
        return Forms.section(EventSpec::read);
    }

    private static List<EventSpec> read(Section section) {
        Trigger on = trigger(section);
        double at = on != null && !section.isProbing() ? Double.POSITIVE_INFINITY : at(section);
        Form<String> name = Forms.text("the name of a tenant", "\\S+", "tenant");
        List<Action> actions = new ArrayList<>();
        actions(section, "kill", "a tenant whose instances end without clean-up", Forms.map(name, Kill::new), actions);
        actions(section, "stop", "a tenant whose instances end in order", Forms.map(name, Stop::new), actions);
        actions(section, "start", "a tenant that was off", Forms.map(name, Start::new), actions);
        actions(
                section,
                "migrate",
                "a tenant that moves to another cgroup",
                Forms.section(EventSpec::migrate),
                actions);
        Form<String> device = Forms.text("the name of a device", "\\S+", "device");
        actions(
                section,
                "reset",
                "a device whose function is reset: bonds stay, and from 7.0 on nothing can be attached meanwhile",
                Forms.map(device, Reset::new),
                actions);
        actions(section, "move", "processes of a tenant that move alone", Forms.section(EventSpec::move), actions);
        actions(section, "mkdir", "a cgroup that is made", Forms.map(CgroupFile.groupPath(), Mkdir::new), actions);
        actions(
                section,
                "rmdir",
                "a cgroup that is removed, if nothing lives there; its charges stay",
                Forms.map(CgroupFile.groupPath(), Rmdir::new),
                actions);
        actions(
                section,
                "reboot",
                "on: the machine starts anew after `for`, with the tenants that ran",
                Forms.map(Forms.words(Map.of("on", true)), isOn -> new Reboot()),
                actions);
        double lastsSeconds = lasting(section);
        actions(
                section,
                "remove",
                "a device whose driver goes and comes again: bonds end, processes bind again",
                Forms.map(device, Remove::new),
                actions);
        if (section.has("write") || section.isProbing()) {
            var files = section.optional("write", "cgroup files", writes(), "{}", "");
            files.values().forEach(actions::addAll);
        } else {
            section.known("write");
        }
        boolean isOne =
                section.isProbing() || EVENT_KEYS.stream().filter(section::has).count() == 1;
        if (!isOne) {
            section.problem(
                    "expected exactly one of " + String.join(" | ", EVENT_KEYS) + ", found another number of them");
        }
        List<EventSpec> events = new ArrayList<>();
        for (Action action : actions) {
            events.add(new EventSpec(at, on, action));
            if (action instanceof Reset reset) {
                events.add(new EventSpec(at + lastsSeconds, later(on, lastsSeconds), new ResetDone(reset.device())));
            } else if (action instanceof Reboot) {
                events.add(new EventSpec(at + lastsSeconds, later(on, lastsSeconds), new Booted()));
            }
        }
        return List.copyOf(events);
    }

    private static double at(Section section) {
        String doc = "when; or `on`, what a daemon waits for";
        return section.isProbing()
                ? section.optional("at", doc, Forms.time(), "-", "required without `on`")
                : section.required("at", doc, Forms.time());
    }

    private static @Nullable Trigger trigger(Section section) {
        if (!section.has("on") && !section.isProbing()) {
            section.known("on");
            return null;
        }
        if (section.has("at")) {
            section.problem("on", "expected `at` or `on`, found both");
        }
        section.known("at");
        return section.optional(
                "on", "what a daemon waits for, in place of `at`", Forms.section(EventSpec::readTrigger), "-", "");
    }

    private static Trigger readTrigger(Section section) {
        var file = new CgroupPath(section.required(
                "file",
                "a file of events, such as /ci/misc.events",
                Forms.text(
                        "the path of pids.events, misc.events or ioasids.events, such as /ci/misc.events",
                        "/\\S+/(?:pids|misc|ioasids)\\.events",
                        "/x/misc.events")));
        return new Trigger(
                file.parent(),
                file.name(),
                section.optional("count", "events, counted from the boot", Forms.count(1, Long.MAX_VALUE), "1"),
                section.optional("delay", "until the daemon acts", Forms.time(), "0s"));
    }

    private static @Nullable Trigger later(@Nullable Trigger on, double seconds) {
        return on == null ? null : new Trigger(on.group, on.file, on.count, on.delaySeconds + seconds);
    }

    private static Move move(Section section) {
        return new Move(
                section.required("tenant", "which", Forms.text("the name of a tenant", "\\S+", "tenant")),
                section.required("to", "the cgroup", CgroupFile.groupPath()),
                section.optional("processes", "how many, the oldest first", Forms.smallCount(1), "1"));
    }

    private static double lasting(Section section) {
        if (section.has("reset") || section.has("reboot") || section.isProbing()) {
            return section.optional("for", "how long a reset or a reboot lasts", Forms.time(), "0s");
        }
        section.known("for");
        return 0;
    }

    private static void actions(
            Section section, String key, String doc, Form<? extends Action> form, List<Action> actions) {
        if (section.has(key) || section.isProbing()) {
            actions.add(section.optional(key, doc, form, "-", ""));
        } else {
            section.known(key);
        }
    }

    private static Migrate migrate(Section section) {
        return new Migrate(
                section.required("tenant", "which", Forms.text("the name of a tenant", "\\S+", "tenant")),
                section.required("to", "the cgroup", CgroupFile.groupPath()));
    }

    private static Form<Map<String, List<Write>>> writes() {
        return Forms.mapOf("the path of a cgroup file, such as /ci/pids.max", "/.*[.].*", EventSpec::writes);
    }

    private static Form<List<Write>> writes(String path) {
        var file = new CgroupPath(path);
        return Forms.map(
                CgroupFile.writes(file.name()),
                writes -> writes.stream()
                        .map(write -> new Write(file.parent(), write))
                        .toList());
    }

    /** What an event does. */
    public sealed interface Action {}

    /** All instances of a tenant end without clean-up. */
    public record Kill(String tenant) implements Action {}

    /** All instances of a tenant end in order. */
    public record Stop(String tenant) implements Action {}

    /** A tenant that is off starts. */
    public record Start(String tenant) implements Action {}

    /** A tenant's processes move to another cgroup. */
    public record Migrate(String tenant, CgroupPath to) implements Action {}

    /** Processes of a tenant move to another cgroup, the oldest first, without their instance. */
    public record Move(String tenant, CgroupPath to, int processes) implements Action {}

    /** A cgroup is made. */
    public record Mkdir(CgroupPath cgroup) implements Action {}

    /** A cgroup is removed, if nothing lives there. */
    public record Rmdir(CgroupPath cgroup) implements Action {}

    /** The machine goes down with all tenants. */
    public record Reboot() implements Action {}

    /** The machine has booted, and the tenants start that ran before. */
    public record Booted() implements Action {}

    /** A limit of a cgroup is written. */
    public record Write(CgroupPath cgroup, LimitWrite limit) implements Action {}

    /** The reset of a device's function begins; its bonds stay. */
    public record Reset(String device) implements Action {}

    /** The reset of a device's function ends. */
    public record ResetDone(String device) implements Action {}

    /** A device's driver goes and comes again: all bonds with the device end, and their processes bind again. */
    public record Remove(String device) implements Action {}
}
