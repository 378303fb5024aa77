package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

/** A scenario in a few sentences made from its resolved settings: host, devices, tenants, what its variants change, rules of its policies. */
final class MailScenario {
    private static final String TENANTS = "tenants.";
    private static final int VALUE_WIDTH = 40;
    private static final int LINE = MailLines.WIDTH - 2;
    private static final Set<String> UNSAID = Set.of("none", "off", "0", "");

    private final ScenarioFile.Variant baseline;
    private final Scenario scenario;
    private final Map<String, String> settings;

    /** The settings of each tenant by its name. */
    private final Map<String, Map<String, String>> ofTenants = new HashMap<>();

    MailScenario(ScenarioFile.Variant baseline) {
        this.baseline = baseline;
        this.scenario = baseline.scenario();
        this.settings = ResolvedSettings.of(scenario);
        settings.forEach((path, value) -> {
            if (path.startsWith(TENANTS)) {
                String name = path.substring(TENANTS.length(), path.indexOf('.', TENANTS.length()));
                ofTenants.computeIfAbsent(name, any -> new LinkedHashMap<>()).put(path, value);
            }
        });
    }

    /** Returns the release of the kernel whose behaviour is simulated, such as {@code Linux 6.10}; without a number where none is given. */
    String kernel() {
        return Stream.of("Linux", settings.getOrDefault("host.kernel", ""))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Returns host and devices. */
    List<String> host() {
        List<String> parts = new ArrayList<>();
        said("host.preset", "%s").ifPresent(parts::add);
        said("host.cpus", "%s CPUs").ifPresent(parts::add);
        said("host.sva", "sva %s").ifPresent(parts::add);
        said("host.asid_scheme", "ASIDs %s").ifPresent(parts::add);
        said("host.guest_ids", "guest ids %s").ifPresent(parts::add);
        parts.add("room for " + Phrases.counted(scenario.capacity(), "id"));
        List<String> sentences = new ArrayList<>(List.of("Host: " + String.join(", ", parts) + "."));
        String devices = devices();
        if (!devices.isEmpty()) {
            sentences.add("Devices: " + devices + ".");
        }
        return sentences;
    }

    private Optional<String> said(String path, String wording) {
        String value = settings.getOrDefault(path, "");
        return UNSAID.contains(value) ? Optional.empty() : Optional.of(wording.replace("%s", value));
    }

    private String devices() {
        return settings.keySet().stream()
                .filter(path -> path.matches("host\\.devices\\.[^.]+\\.pasid_bits"))
                .map(path -> path.substring("host.devices.".length(), path.lastIndexOf('.')))
                .map(name -> name + " ("
                        + Stream.of(
                                        said("host.devices." + name + ".pasid_bits", "PASIDs of %s bits"),
                                        said("host.devices." + name + ".driver", "%s"),
                                        said("host.devices." + name + ".mode", "%s"),
                                        said("host.devices." + name + ".work_queues", "%s work queues"))
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining(", "))
                        + ")")
                .collect(Collectors.joining(", "));
    }

    /** Returns one sentence for each tenant: instances, arrivals, lifetimes, devices, what follows a refusal. */
    List<String> tenants() {
        return scenario.tenantNames().stream().map(this::tenant).toList();
    }

    private String tenant(String name) {
        Map<String, String> own = ofTenants.getOrDefault(name, Map.of());
        String prefix = TENANTS + name + ".";
        String processes = prefix + "processes.";
        List<String> parts = new ArrayList<>();
        said(prefix + "kind", "%s x " + settings.getOrDefault(prefix + "instances", "1"))
                .ifPresent(parts::add);
        said(prefix + "role", "%s").filter(role -> !role.equals("ordinary")).ifPresent(parts::add);
        said(processes + "initial", "%s processes at first")
                .map(initial -> initial.equals("1 processes at first") ? "1 process at first" : initial)
                .ifPresent(parts::add);
        said(own, processes + "arrivals", "arrivals", parts);
        said(own, processes + "lifetime", "lifetime", parts);
        said(own, processes + "devices", "devices", parts);
        said(processes + "bind.probability", "bind %s")
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

    /** Returns one line for each variant: what its policy does where that differs from the baseline's, what it changes. */
    List<String> variants(List<ScenarioFile.Variant> variants) {
        return variants.stream().map(this::variant).toList();
    }

    private String variant(ScenarioFile.Variant variant) {
        boolean isBaseline = variant.name().equals(baseline.name());
        String policy = variant.scenario().policy().name();
        if (isBaseline || !policy.equals(scenario.policy().name())) {
            return variant.name() + ": " + (variant.name().equals(policy) ? "" : policy + ", ") + rule(policy);
        }
        List<String> changes = ResolvedSettings.difference(scenario, variant.scenario()).entrySet().stream()
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
