package org.ioasidsim.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Spelling;

/** The forms of knobs that several policies share, and checks of their values against the host. */
public final class Knobs {
    private static final String TENANT = "the name of a tenant";
    private static final String TENANT_PATTERN = "[A-Za-z0-9_-]+";
    private static final String NONE = "{}";

    private Knobs() {}

    public static Form<String> tenant() {
        return Forms.text(TENANT, TENANT_PATTERN, "tenant");
    }

    /** Returns the form of a value for each of some tenants. */
    public static <T> Form<Map<String, T>> forTenants(Form<T> value) {
        return Forms.mapOf(TENANT, TENANT_PATTERN, tenant -> value);
    }

    /** Returns the form of a value for each of some cgroups. */
    public static <T> Form<Map<String, T>> forCgroups(Form<T> value) {
        return Forms.mapOf("the path of a cgroup, such as /web", "(?:/[^/\\s]+)+", path -> value);
    }

    /** Returns the default of a knob that names no tenant and no cgroup. */
    public static String none() {
        return NONE;
    }

    /** Returns a misfit for each tenant that {@code knob} names and the host does not have. */
    public static List<PolicySpec.Misfit> tenants(String knob, Collection<String> names, HostFacts host) {
        return unknown(knob, names, host.names(), "expected a tenant");
    }

    /** Returns a misfit for each cgroup that {@code knob} names and the scenario does not list. */
    public static List<PolicySpec.Misfit> cgroups(String knob, Collection<String> paths, HostFacts host) {
        return unknown(knob, paths, host.cgroups(), "expected a cgroup that is listed under cgroups");
    }

    /** Returns a misfit for each template in a knob that promises ids: the number of its instances is not known, nor what they need together. */
    public static List<PolicySpec.Misfit> templates(String knob, Collection<String> paths) {
        return paths.stream()
                .filter(path -> new CgroupPath(path).isTemplate())
                .map(path -> new PolicySpec.Misfit(
                        List.of(knob, path), "expected a cgroup that is always there, found the template " + path))
                .toList();
    }

    /** Returns a misfit for each tenant in the list {@code knob} that the host does not have. */
    public static List<PolicySpec.Misfit> listedTenants(String knob, List<String> names, HostFacts host) {
        List<PolicySpec.Misfit> misfits = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            misfits.addAll(
                    unknown(List.of(knob, Integer.toString(i)), names.get(i), host.names(), "expected a tenant"));
        }
        return misfits;
    }

    private static List<PolicySpec.Misfit> unknown(
            String knob, Collection<String> given, List<String> known, String expected) {
        List<PolicySpec.Misfit> misfits = new ArrayList<>();
        given.forEach(name -> misfits.addAll(unknown(List.of(knob, name), name, known, expected)));
        return misfits;
    }

    private static List<PolicySpec.Misfit> unknown(
            List<String> keys, String name, List<String> known, String expected) {
        return known.contains(name)
                ? List.of()
                : List.of(new PolicySpec.Misfit(keys, expected + ", found " + name + Spelling.didYouMean(name, known)));
    }

    /** Returns a misfit at the first promise that makes their sum exceed the host's capacity. */
    public static List<PolicySpec.Misfit> promises(String knob, Map<String, Long> promised, HostFacts host) {
        long sum = 0;
        for (Map.Entry<String, Long> promise : promised.entrySet()) {
            sum += promise.getValue();
            if (sum > host.capacity()) {
                return List.of(new PolicySpec.Misfit(
                        List.of(knob, promise.getKey()),
                        "expected no more than the capacity of " + host.capacity() + " ids together, found "
                                + promise.getValue() + ", which is " + (sum - host.capacity()) + " too many"));
            }
        }
        return List.of();
    }
}
