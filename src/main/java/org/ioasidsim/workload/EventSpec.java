package org.ioasidsim.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/** An event of a scenario: something that happens to the host at a given time. */
public record EventSpec(double atSeconds, Action action) {
    private static final List<String> EVENT_KEYS =
            List.of("kill", "stop", "start", "migrate", "reset", "remove", "write");

    /** Returns the form of an entry of {@code events}, which is several events if it writes several files or lines. */
    public static Form<List<EventSpec>> form() {
        return Forms.section(EventSpec::read);
    }

    private static List<EventSpec> read(Section section) {
        double at = section.required("at", "when", Forms.time());
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
            events.add(new EventSpec(at, action));
            if (action instanceof Reset reset) {
                events.add(new EventSpec(at + lastsSeconds, new ResetDone(reset.device())));
            }
        }
        return List.copyOf(events);
    }

    private static double lasting(Section section) {
        if (section.has("reset") || section.isProbing()) {
            return section.optional("for", "how long a reset lasts", Forms.time(), "0s");
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
                section.required("to", "the cgroup", TenantSpec.cgroupPath()));
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

    /** A limit of a cgroup is written. */
    public record Write(CgroupPath cgroup, LimitWrite limit) implements Action {}

    /** The reset of a device's function begins; its bonds stay. */
    public record Reset(String device) implements Action {}

    /** The reset of a device's function ends. */
    public record ResetDone(String device) implements Action {}

    /** A device's driver goes and comes again: all bonds with the device end, and their processes bind again. */
    public record Remove(String device) implements Action {}
}
