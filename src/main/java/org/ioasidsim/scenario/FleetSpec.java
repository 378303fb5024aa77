package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ioasidsim.yaml.Cursor;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Section;
import org.ioasidsim.yaml.YamlWriter;

/**
 * The question of {@code fleet}: how many instances of each flavour each type of host carries, and how many hosts given demands need.
 *
 * @param plan what is looked for in each cell; its path is that of the number of a tenant's instances, or any other key
 * @param hosts the types, each with what it changes
 * @param flavours the kinds of guests, each with what it changes
 * @param policies further changes; one without a name if the file has none
 * @param demands how many instances of a flavour there are to be, by its name
 * @param costs what a host of a type costs, by its name; 1 where none is given
 * @param reserve hosts of each type used that are there beyond what the demands need
 */
public record FleetSpec(
        PlanSpec plan,
        List<Choice> hosts,
        List<Choice> flavours,
        List<Choice> policies,
        Map<String, Long> demands,
        Map<String, Double> costs,
        int reserve) {
    private static final Form<String> FIND = Forms.map(
            Forms.text("`instances of TENANT` or a path", "instances +of +[A-Za-z0-9_-]+|\\S*[./]\\S*", "path"),
            FleetSpec::path);

    private static final String NAME =
            "a name of at most 40 ASCII letters, digits, '-', '_' and '.', the first of them a letter or digit";
    private static final String NAME_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}";

    public FleetSpec {
        hosts = List.copyOf(hosts);
        flavours = List.copyOf(flavours);
        policies = List.copyOf(policies);
        demands = Collections.unmodifiableMap(new LinkedHashMap<>(demands));
        costs = Collections.unmodifiableMap(new LinkedHashMap<>(costs));
    }

    /**
     * A type of host, a flavour or a policy.
     *
     * @param changes laid over the scenario, in their order
     */
    public record Choice(String name, Overrides changes) {}

    /** A type of host with a flavour under a policy. */
    public record Cell(Choice host, Choice flavour, Choice policy) {
        /** Returns the changes of this cell that are laid over those of its host. */
        public Overrides onHost() {
            return flavour.changes().then(policy.changes());
        }

        /** Returns the names of its parts, as {@code host, flavour}. */
        public String name() {
            return host.name() + ", " + flavour.name() + (policy.name().isEmpty() ? "" : ", " + policy.name());
        }
    }

    /** Returns all cells: by policy, then by host. */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Choice policy : policies) {
            for (Choice host : hosts) {
                flavours.forEach(flavour -> cells.add(new Cell(host, flavour, policy)));
            }
        }
        return cells;
    }

    /** Returns the tenant whose instances are counted; empty where another key is looked for. */
    public Optional<String> tenant() {
        List<String> keys = ScenarioPath.keys(plan.path());
        boolean isCount =
                keys.size() == 3 && keys.get(0).equals("tenants") && keys.get(2).equals("instances");
        return isCount ? Optional.of(keys.get(1)) : Optional.empty();
    }

    /** Returns what a host of a type costs. */
    public double cost(Choice host) {
        return costs.getOrDefault(host.name(), 1.0);
    }

    private static String path(String find) {
        return find.startsWith("instances ")
                ? "tenants." + find.substring(find.lastIndexOf(' ') + 1) + ".instances"
                : find;
    }

    /** Reads one, whose conditions hold in {@code baseline} if it names no variant. */
    static FleetSpec read(Section section, String baseline) {
        String path = section.required("find", "what is counted: the instances of a tenant, or a path", FIND);
        List<Expectation> conditions =
                section.required("such_that", "what must hold", Forms.listOfSome(Expectation.conditionForm()));
        String variant = section.optional("variant", "where", FileKeys.VARIANT, baseline, "the baseline");
        PlanRange range = PlanRange.of(
                section,
                section.optional(
                        "between",
                        "the least and the greatest number",
                        Forms.listOfSome(PlanRange.END),
                        "[1, 1000000]"));
        if (range.from() < 1 && range.to() > 1) { // a range that does not read is [0, 1]
            section.problem("between", "expected numbers of at least 1, found " + range.from());
        }
        var plan = new PlanSpec(
                true,
                path,
                range.from(),
                range.to(),
                range.unit(),
                1,
                section.optional("max_replications", "never more than these at one number", Forms.smallCount(2), "40"),
                conditions.stream().map(condition -> condition.in(variant)).toList(),
                variant,
                List.of());
        return new FleetSpec(
                plan,
                section.required("hosts", "the types of hosts, each with what it changes", choices()),
                section.required("flavours", "the kinds of guests, each with what it changes", choices()),
                policies(section.optional(
                        "policies",
                        "each with what it changes",
                        Forms.mapOf(NAME, NAME_PATTERN, name -> CHANGES),
                        "{}")),
                section.optional(
                        "demands",
                        "how many of each flavour there are to be",
                        Forms.mapOf(NAME, NAME_PATTERN, name -> Forms.count(0, 1_000_000_000)),
                        "{}"),
                section.optional(
                        "costs",
                        "of a host of a type; 1 if left out",
                        Forms.mapOf(NAME, NAME_PATTERN, name -> Forms.positive()),
                        "{}"),
                section.optional("reserve", "further hosts of each type that is used", Forms.smallCount(0), "0"));
    }

    private static final Form<Overrides> CHANGES =
            Forms.then(Forms.raw("what it changes"), Overrides.NONE, FleetSpec::changes);

    private static Form<List<Choice>> choices() {
        return Forms.then(Forms.<Overrides>mapOf(NAME, NAME_PATTERN, name -> CHANGES), List.of(), (changes, cursor) -> {
            if (changes.isEmpty() && cursor.node() instanceof Node.Mapping) {
                cursor.expected("at least one name with what it changes");
            }
            return listed(changes);
        });
    }

    private static List<Choice> policies(Map<String, Overrides> changes) {
        return changes.isEmpty() ? List.of(new Choice("", Overrides.NONE)) : listed(changes);
    }

    private static List<Choice> listed(Map<String, Overrides> changes) {
        List<Choice> choices = new ArrayList<>();
        changes.forEach((name, change) -> choices.add(new Choice(name, change)));
        return choices;
    }

    private static Overrides changes(Node node, Cursor cursor) {
        if (!(node instanceof Node.Mapping mapping)) {
            cursor.expected("a mapping (`{}` for no change)");
            return Overrides.NONE;
        }
        Overrides changes = Overrides.NONE;
        for (Node.Field field : mapping.fields().values()) {
            String key = ScenarioPath.keys(field.key()).get(0);
            if (FileKeys.ALL.contains(key) || key.equals("scenario")) {
                cursor.problems()
                        .add(
                                field.keyPlace(),
                                Cursor.join(cursor.path(), field.key()),
                                "expected a key that can differ between hosts, found " + field.key());
            } else {
                changes = changes.at(field.key(), YamlWriter.flow(field.value()));
            }
        }
        return changes;
    }
}
