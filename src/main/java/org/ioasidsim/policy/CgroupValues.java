package org.ioasidsim.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.jspecify.annotations.Nullable;

/**
 * A knob with a value for each of some cgroups, such as {@code {/web: 1000, "/ci/{instance}": 50}}. The value of a template holds for the
 * cgroup of each instance by itself.
 */
public final class CgroupValues<T> {
    private final Map<String, T> byPath;
    private final List<Map.Entry<Pattern, T>> templates = new ArrayList<>();
    private final Map<Cgroup, T> found = new HashMap<>();

    public CgroupValues(Map<String, T> byPath) {
        this.byPath = Map.copyOf(byPath);
        byPath.forEach((text, value) -> {
            var path = new CgroupPath(text);
            if (path.isTemplate()) {
                templates.add(Map.entry(path.instances(), value));
            }
        });
    }

    /** Returns the value written for {@code group} itself, or null. */
    @Nullable
    public T of(Cgroup group) {
        T value = byPath.get(group.path());
        return value != null || templates.isEmpty() ? value : ofTemplate(group);
    }

    /** Returns the highest cgroup on the path of {@code leaf} for which a value is written, or {@code leaf} if there is none. */
    public Cgroup highest(Cgroup leaf) {
        Cgroup highest = leaf;
        for (Cgroup group = leaf; group != null; group = group.parent()) {
            if (of(group) != null) {
                highest = group;
            }
        }
        return highest;
    }

    private @Nullable T ofTemplate(Cgroup group) {
        T known = found.get(group);
        if (known != null) {
            return known;
        }
        for (Map.Entry<Pattern, T> template : templates) {
            if (template.getKey().matcher(group.path()).matches()) {
                found.put(group, template.getValue());
                return template.getValue();
            }
        }
        return null;
    }
}
