package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.workload.CgroupFile;
import org.ioasidsim.workload.EventSpec;
import org.ioasidsim.workload.ReplacedFits;
import org.ioasidsim.workload.TenantSpec;
import org.ioasidsim.workload.trace.FittedLaw;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/** The keys of a scenario that may differ between variants, as read and not yet checked against each other. */
record ScenarioParts(
        String name,
        String question,
        HostSpec host,
        Map<CgroupPath, Map<String, List<LimitWrite>>> cgroups,
        ControlsSpec controls,
        Map<String, TenantSpec> tenants,
        List<EventSpec> events,
        RunSpec run,
        MeasureSpec measure) {
    /**
     * Reads them.
     *
     * @param shared what was read of some of them before
     */
    static ScenarioParts read(Section section, Policies policies, SharedParts shared) {
        String name = section.required(
                "scenario",
                "its name",
                Forms.text(
                        "a name of at most 100 ASCII letters, digits and '-', the first of them no '-'",
                        "[A-Za-z0-9][A-Za-z0-9-]{0,99}",
                        "name"));
        String question = section.required("question", "what it asks", Forms.text("a sentence", ".+", "?"));
        HostSpec host = section.required("host", "the machine", shared.host().of(Forms.section(HostSpec::read), ""));
        var cgroups = section.optional(
                "cgroups",
                "files of cgroup v2; parents must be listed",
                shared.cgroups().of(cgroupsForm(), ""),
                "{}");
        ControlsSpec controls = section.optional(
                "controls",
                "what limits ids",
                shared.controls()
                        .of(
                                Forms.section(part ->
                                        ControlsSpec.read(part, host.preset().ioasids(), policies)),
                                host.preset().ioasids()),
                "{}");
        return new ScenarioParts(
                name,
                question,
                host,
                cgroups,
                controls,
                section.required("tenants", "who asks for ids", tenantsForm(controls.vmQuota(), shared)),
                section.optional("events", "what happens at given times", eventsForm(), "[]"),
                section.required("run", "how long and how often", shared.run().of(Forms.section(RunSpec::read), "")),
                section.optional(
                        "measure", "how finely", shared.measure().of(Forms.section(MeasureSpec::read), ""), "{}"));
    }

    private static Form<Map<CgroupPath, Map<String, List<LimitWrite>>>> cgroupsForm() {
        return Forms.map(
                Forms.mapOf(
                        "the path of a cgroup, such as /web",
                        "/|(?:/[^/\\s]+)+",
                        path -> Forms.mapOf("a cgroup file", ".+", CgroupFile::writes, CgroupFile.SYNONYMS)),
                ScenarioParts::byPath);
    }

    private static <T> Map<CgroupPath, T> byPath(Map<String, T> byText) {
        Map<CgroupPath, T> byPath = new LinkedHashMap<>();
        byText.forEach((text, value) -> byPath.put(new CgroupPath(text), value));
        return byPath;
    }

    private static Form<Map<String, TenantSpec>> tenantsForm(String vmQuota, SharedParts shared) {
        return Forms.mapOf(
                "a name of at most 100 ASCII letters, digits, '-' and '_'",
                "[A-Za-z0-9_-]{1,100}",
                name -> shared.tenants().of(TenantSpec.form(name, vmQuota), List.of(name, vmQuota)));
    }

    private static Form<List<EventSpec>> eventsForm() {
        return Forms.map(Forms.list(EventSpec.form()), lists -> {
            List<EventSpec> events = new ArrayList<>();
            lists.forEach(events::addAll);
            return events;
        });
    }

    /** Returns the scenario of these parts. */
    Scenario scenario(String resolvedYaml) {
        Scenario scenario = plain(resolvedYaml);
        return run.drawsInputs() ? scenario : scenario.with(new ReplacedFits(FittedLaw::law));
    }

    /** Returns the scenario with its fitted laws as such. */
    Scenario plain(String resolvedYaml) {
        return new Scenario(
                name,
                question,
                host.kernel(controls),
                host.costs(),
                limits(),
                controls.policy(),
                List.copyOf(tenants.values()),
                events,
                run,
                measure,
                resolvedYaml);
    }

    /** Returns the fitted laws, each once. */
    Set<FittedLaw> fittedLaws() {
        Set<FittedLaw> found = new LinkedHashSet<>();
        ReplacedFits noted = ReplacedFits.notedIn(found);
        for (TenantSpec tenant : tenants.values()) {
            var unused = noted.of(tenant);
        }
        var unusedCosts = host.costs().with(noted);
        return found;
    }

    private Map<CgroupPath, CgroupLimits> limits() {
        Map<CgroupPath, CgroupLimits> limits = new LinkedHashMap<>();
        cgroups.keySet().stream()
                .filter(path -> !path.isRoot())
                .sorted(Comparator.comparingInt(CgroupPath::depth))
                .forEach(path -> limits.put(path, CgroupFile.limits(cgroups.getOrDefault(path, Map.of()))));
        return limits;
    }
}
