package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.UnsetIoasids;

/** Says that nobody gets an id where nothing sets ioasids.max: before a run, and beside the refusals that come of it. */
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
        Set<String> searched = searched(file);
        for (ScenarioFile.Variant variant : file.variants()) {
            List<CgroupPath> groups = distinct(
                            UnsetIoasids.of(variant.scenario()).values())
                    .stream()
                    .filter(group -> !searched.contains(key(group)))
                    .toList();
            variants.computeIfAbsent(groups, unused -> new ArrayList<>()).add(variant.name());
        }
        return sentences(variants, file.variants().size());
    }

    /** Returns the keys that a sweep or a plan gives values to. */
    private static Set<String> searched(ScenarioFile file) {
        Set<String> keys = new LinkedHashSet<>();
        file.sweep().axes().forEach(axis -> keys.add(axis.path()));
        file.plan().ifPresent(plan -> {
            keys.add(plan.path());
            plan.across().forEach(axis -> keys.add(axis.path()));
        });
        return keys;
    }

    /** Returns the same of the cgroups that did refuse. */
    static List<String> found(ExperimentResult result) {
        Map<List<CgroupPath>, List<String>> variants = new LinkedHashMap<>();
        for (VariantResult variant : result.variants()) {
            variants.computeIfAbsent(refusing(variant), unused -> new ArrayList<>())
                    .add(variant.name());
        }
        return sentences(variants, result.variants().size());
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

    private static List<String> sentences(Map<List<CgroupPath>, List<String>> variants, int all) {
        List<String> sentences = new ArrayList<>();
        variants.forEach((groups, names) -> {
            if (!groups.isEmpty()) {
                sentences.add((names.size() < all ? "In " + Phrases.listed(names, name -> name) + ", " : "")
                        + Limit.IOASIDS.word() + " refuses every id at " + Phrases.listed(groups, CgroupPath::text)
                        + ": the proposed limit starts at 0; set " + Phrases.listed(groups, StartsAtZero::key) + ".");
            }
        });
        return sentences;
    }

    private static String key(CgroupPath group) {
        return group.text() + "/" + Resource.IOASIDS.maxFile();
    }
}
