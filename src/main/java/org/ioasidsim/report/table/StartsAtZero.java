package org.ioasidsim.report.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.Quantity;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.SweepSpec;
import org.ioasidsim.scenario.UnsetIoasids;

/** Says that nobody gets an id where nothing sets ioasids.max: before a run, beside the refusals that come of it, and of what was searched. */
public final class StartsAtZero {
    private StartsAtZero() {}

    /**
     * Returns in a sentence for each set of cgroups where all will be refused, and in which variants; none where nothing is. What a sweep or a plan sets
     * counts as set, and so does all where there is a fleet, whose hosts and flavours may set it.
     */
    public static List<String> expected(ScenarioFile file) {
        Map<List<CgroupPath>, List<String>> variants = new LinkedHashMap<>();
        if (file.fleet().isPresent()) {
            return List.of();
        }
        Set<String> searched = new LinkedHashSet<>();
        file.sweep().axes().forEach(axis -> searched.add(axis.path()));
        file.plan().ifPresent(plan -> searched.addAll(searched(plan)));
        for (ScenarioFile.Variant variant : file.variants()) {
            variants.computeIfAbsent(unset(variant, searched), unused -> new ArrayList<>())
                    .add(variant.name());
        }
        return sentences("", variants, file.variants().size());
    }

    /** Returns the same of the variant in which a plan searches, whichever value it tries; nothing where its keys may choose another controller. */
    static List<String> planned(ScenarioFile file, PlanSpec plan) {
        Set<String> searched = searched(plan);
        if (searched.stream().anyMatch(key -> key.startsWith("controls") || key.startsWith("host"))) {
            return List.of();
        }
        Map<List<CgroupPath>, List<String>> variants = new LinkedHashMap<>();
        file.variants().stream()
                .filter(variant -> variant.name().equals(plan.variant()))
                .forEach(variant -> variants.put(unset(variant, searched), List.of(variant.name())));
        return sentences("", variants, file.variants().size());
    }

    private static List<CgroupPath> unset(ScenarioFile.Variant variant, Set<String> searched) {
        return distinct(UnsetIoasids.of(variant.scenario()).values()).stream()
                .filter(group -> !searched.contains(key(group)))
                .toList();
    }

    /** Returns the keys that a plan gives values to. */
    private static Set<String> searched(PlanSpec plan) {
        Set<String> keys = new LinkedHashSet<>(List.of(plan.path()));
        plan.across().forEach(axis -> keys.add(axis.path()));
        return keys;
    }

    /**
     * Returns the same of the points of a sweep: of all points of a variant, else of some. Looked at are as many as it takes to see each value of each axis
     * once that may matter: which numbers a tenant has does not, and to read each of thousands of points would take as long as to simulate some.
     */
    static List<String> swept(SweepResult result) {
        Map<List<CgroupPath>, List<String>> everywhere = new LinkedHashMap<>();
        Map<List<CgroupPath>, List<String>> somewhere = new LinkedHashMap<>();
        for (String variant : result.variants()) {
            Set<Map.Entry<String, String>> seen = new HashSet<>();
            List<List<CgroupPath>> points = result.cells().stream()
                    .filter(cell -> cell.variant().equals(variant))
                    .filter(cell -> seen.addAll(mattering(cell.point())))
                    .map(cell -> distinct(UnsetIoasids.of(cell.scenario().get()).values()))
                    .distinct()
                    .toList();
            Map<List<CgroupPath>, List<String>> where = points.size() == 1 ? everywhere : somewhere;
            where.computeIfAbsent(distinct(points), unused -> new ArrayList<>()).add(variant);
        }
        List<String> sentences =
                new ArrayList<>(sentences("", everywhere, result.variants().size()));
        sentences.addAll(
                sentences("at some points, ", somewhere, result.variants().size()));
        return sentences;
    }

    /** Returns those values of a point on which it may depend where a limit is set; and one more, so that of points without any one is looked at. */
    private static Set<Map.Entry<String, String>> mattering(SweepSpec.Point point) {
        Set<Map.Entry<String, String>> values = new HashSet<>(point.values().entrySet());
        values.removeIf(value -> value.getKey().startsWith("tenants.")
                && Quantity.of(value.getValue()).isPresent());
        values.add(Map.entry("", ""));
        return values;
    }

    /** Returns the same of the cgroups that did refuse. */
    public static List<String> found(ExperimentResult result) {
        Map<List<CgroupPath>, List<String>> variants = new LinkedHashMap<>();
        for (VariantResult variant : result.variants()) {
            variants.computeIfAbsent(refusing(variant), unused -> new ArrayList<>())
                    .add(variant.name());
        }
        return sentences("", variants, result.variants().size());
    }

    /** Returns the cgroups without a limit of those tenants whom one of them refused. */
    private static List<CgroupPath> refusing(VariantResult variant) {
        Scenario scenario = variant.scenario();
        Set<CgroupPath> levels = new LinkedHashSet<>();
        ResultTables.refusalsByLimit(variant).stream()
                .filter(refusal -> refusal.limit() == Limit.IOASIDS)
                .forEach(refusal -> levels.add(new CgroupPath(refusal.level())));
        return distinct(UnsetIoasids.of(scenario).values().stream()
                .filter(groups ->
                        groups.stream().anyMatch(group -> levels.stream().anyMatch(level -> isOf(group, level))))
                .toList());
    }

    private static boolean isOf(CgroupPath group, CgroupPath level) {
        return group.isTemplate() ? group.instances().matcher(level.text()).matches() : group.equals(level);
    }

    private static List<CgroupPath> distinct(Iterable<List<CgroupPath>> groupsOfTenants) {
        Set<CgroupPath> all = new LinkedHashSet<>();
        groupsOfTenants.forEach(all::addAll);
        return List.copyOf(all);
    }

    private static List<String> sentences(String where, Map<List<CgroupPath>, List<String>> variants, int all) {
        List<String> sentences = new ArrayList<>();
        variants.forEach((groups, names) -> {
            if (!groups.isEmpty()) {
                String in = names.size() < all ? "In " + Phrases.listed(names, name -> name) + ", " + where : where;
                sentences.add((in.isEmpty() ? "" : Phrases.capitalised(in)) + Limit.IOASIDS.word()
                        + " refuses every id at " + Phrases.listed(groups, CgroupPath::text)
                        + ": the proposed limit starts at 0; set " + Phrases.listed(groups, StartsAtZero::key) + ".");
            }
        });
        return sentences;
    }

    private static String key(CgroupPath group) {
        return group.text() + "/" + Resource.IOASIDS.maxFile();
    }
}
