package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.report.table.KeyWords;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.ResolvedSettings;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.jspecify.annotations.Nullable;

/** A scenario in a few sentences made from its resolved settings: host, devices, tenants, what its variants change, rules of its policies. */
final class MailScenario {
    private static final int VALUE_WIDTH = 40;
    private static final int LINE = MailLines.WIDTH - 2;
    private static final Set<String> UNSAID = Set.of("none", "off", "0", "");

    private final ScenarioFile.Variant baseline;
    private final Scenario scenario;

    /** The settings of the host. */
    private final Map<String, String> settings;

    private @Nullable Map<String, String> all;

    MailScenario(ScenarioFile.Variant baseline) {
        this.baseline = baseline;
        this.scenario = baseline.scenario();
        this.settings = ResolvedSettings.below(scenario, List.of("host"));
    }

    /** Returns the release of the kernel whose behaviour a scenario has, such as {@code Linux 6.10}; without a number where none is given. */
    static String kernel(Scenario scenario) {
        Map<String, String> host = ResolvedSettings.below(scenario, List.of("host"));
        return Stream.of("Linux", host.getOrDefault("host.kernel", ""))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Returns the settings of the whole scenario, which are read when a variant is compared with it. */
    private Map<String, String> all() {
        Map<String, String> read = all == null ? ResolvedSettings.of(scenario) : all;
        all = read;
        return read;
    }

    /** Returns host and devices. */
    List<String> host() {
        List<String> parts = new ArrayList<>();
        said(settings, "host.preset", "%s").ifPresent(parts::add);
        said(settings, "host.cpus", "%s CPUs").ifPresent(parts::add);
        said(settings, "host.sva", "sva %s").ifPresent(parts::add);
        said(settings, "host.asid_scheme", "ASIDs %s").ifPresent(parts::add);
        said(settings, "host.guest_ids", "guest ids %s").ifPresent(parts::add);
        parts.add("room for " + Phrases.counted(scenario.capacity(), "id"));
        List<String> sentences = new ArrayList<>(List.of("Host: " + String.join(", ", parts) + "."));
        String devices = devices();
        if (!devices.isEmpty()) {
            sentences.add("Devices: " + devices + ".");
        }
        return sentences;
    }

    private static Optional<String> said(Map<String, String> settings, String path, String wording) {
        String value = settings.getOrDefault(path, "");
        return UNSAID.contains(value) ? Optional.empty() : Optional.of(wording.replace("%s", value));
    }

    private String devices() {
        return settings.keySet().stream()
                .filter(path -> path.matches("host\\.devices\\.[^.]+\\.pasid_bits"))
                .map(path -> path.substring("host.devices.".length(), path.lastIndexOf('.')))
                .map(name -> name + " ("
                        + Stream.of(
                                        said(settings, "host.devices." + name + ".pasid_bits", "PASIDs of %s bits"),
                                        said(settings, "host.devices." + name + ".driver", "%s"),
                                        said(settings, "host.devices." + name + ".mode", "%s"),
                                        said(settings, "host.devices." + name + ".work_queues", "%s work queues"))
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining(", "))
                        + ")")
                .collect(Collectors.joining(", "));
    }

    /** Returns one sentence on a tenant: instances, arrivals, lifetimes, devices, what follows a refusal. */
    String tenant(String name) {
        Map<String, String> own = ResolvedSettings.below(scenario, List.of("tenants", name));
        String prefix = "tenants." + name + ".";
        String processes = prefix + "processes.";
        List<String> parts = new ArrayList<>();
        said(own, prefix + "kind", "%s x " + own.getOrDefault(prefix + "instances", "1"))
                .ifPresent(parts::add);
        said(own, prefix + "role", "%s")
                .filter(role -> !role.equals("ordinary"))
                .ifPresent(parts::add);
        said(own, processes + "initial", "%s processes at first")
                .map(initial -> initial.equals("1 processes at first") ? "1 process at first" : initial)
                .ifPresent(parts::add);
        said(own, processes + "arrivals", "arrivals", parts);
        said(own, processes + "lifetime", "lifetime", parts);
        said(own, processes + "devices", "devices", parts);
        said(own, processes + "bind.probability", "bind %s")
                .filter(bind -> !bind.equals("bind 1"))
                .ifPresent(parts::add);
        said(own, processes + "on_refusal", "on refusal", parts);
        return name + ": " + (parts.isEmpty() ? "as in the scenario" : String.join(", ", parts)) + ".";
    }

    /** Adds the value at a path, or all values below it with the keys that lead to them. */
    private static void said(Map<String, String> settings, String path, String word, List<String> parts) {
        List<String> values = new ArrayList<>();
        settings.forEach((key, value) -> {
            if ((key.equals(path) || key.startsWith(path + ".")) && !UNSAID.contains(value)) {
                String keys = key.substring(path.length()).replace('.', ' ').strip();
                values.add((keys + " " + brief(value)).strip());
            }
        });
        if (!values.isEmpty()) {
            parts.add(word + " " + String.join(" ", values));
        }
    }

    /** Returns one line on a variant: what its policy does where that differs from the baseline's, what it changes. */
    String variant(ScenarioFile.Variant variant) {
        boolean isBaseline = variant.name().equals(baseline.name());
        String policy = variant.scenario().policy().name();
        if (isBaseline || !policy.equals(scenario.policy().name())) {
            return variant.name() + ": " + (variant.name().equals(policy) ? "" : policy + ", ") + rule(policy);
        }
        List<String> changes = ResolvedSettings.difference(all(), variant.scenario()).entrySet().stream()
                .map(setting -> changed(setting.getKey(), brief(setting.getValue())))
                .toList();
        return changes.isEmpty() ? variant.name() + ": as " + baseline.name() : listed(variant.name() + ": ", changes);
    }

    /** Returns a file of a cgroup with what is written to it, any other key in words. */
    private static String changed(String path, String value) {
        return path.startsWith("/") ? path + " = " + value : KeyWords.of(path) + " " + KeyWords.value(value);
    }

    /** Returns as many items as one line has room for, and how many more there are. */
    private static String listed(String head, List<String> items) {
        for (int shown = items.size(); shown > 0; shown--) {
            String more = shown < items.size() ? " and " + (items.size() - shown) + " more" : "";
            String line = head + String.join(", ", items.subList(0, shown)) + more;
            if (line.length() <= LINE) {
                return line;
            }
        }
        return Phrases.elided(head + String.join(", ", items), LINE);
    }

    /** Returns what a policy does, in one line from the catalogue. */
    private static String rule(String policy) {
        return BuiltInPolicies.catalogue().entries().stream()
                .filter(entry -> entry.name().equals(policy))
                .map(Policies.Entry::summary)
                .findFirst()
                .orElse("a policy from outside the program");
    }

    private static String brief(String value) {
        return Phrases.elided(value.replaceAll("\\s+", " "), VALUE_WIDTH);
    }
}
