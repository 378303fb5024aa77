package org.ioasidsim.cli.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.PolicyPlugin;
import org.ioasidsim.policy.rule.BuiltInPolicies;

/** Makes the catalogue of a run: the built-in policies, then those of {@code --policy-source} and {@code --plugin}. */
final class PolicyCatalogue {
    private PolicyCatalogue() {}

    static Policies of(List<Path> sources, List<Path> jars) {
        Policies policies = BuiltInPolicies.catalogue();
        for (Path source : sources) {
            policies = with(policies, SourcePolicy.load(source), source);
        }
        for (Path jar : jars) {
            policies = with(policies, plugins(jar), jar);
        }
        return policies;
    }

    private static Policies with(Policies known, List<PolicyPlugin> plugins, Path file) {
        Policies policies = known;
        for (PolicyPlugin plugin : plugins) {
            Policies.Entry entry = entry(plugin, file);
            if (policies.entries().stream().anyMatch(other -> other.name().equals(entry.name()))) {
                throw CommandFailure.invalid(
                        file + ": expected a policy with a name of its own, found " + entry.name() + " again");
            }
            policies = policies.with(entry);
        }
        return policies;
    }

    private static Policies.Entry entry(PolicyPlugin plugin, Path file) {
        Policies.Entry entry;
        try {
            entry = plugin.policy();
        } catch (RuntimeException e) {
            throw new CommandFailure(ExitStatus.INPUT_INVALID, file + ": its policy() failed: " + e, e);
        }
        if (entry == null) {
            throw CommandFailure.invalid(file + ": expected an entry from its policy(), found null");
        }
        return entry;
    }

    private static List<PolicyPlugin> plugins(Path jar) {
        InputFile.requireReadable(jar);
        List<PolicyPlugin> plugins = new ArrayList<>();
        // never closed: classes of the plug-in may be loaded until the process ends
        var loader = new URLClassLoader(new URL[] {url(jar)}, PolicyPlugin.class.getClassLoader());
        try {
            ServiceLoader.load(PolicyPlugin.class, loader).stream()
                    .filter(found -> found.type().getClassLoader() == loader)
                    .forEach(found -> plugins.add(found.get()));
        } catch (ServiceConfigurationError e) {
            throw new CommandFailure(ExitStatus.INPUT_INVALID, jar + ": " + e.getMessage(), e);
        }
        if (plugins.isEmpty()) {
            throw CommandFailure.invalid(jar + ": expected a jar whose META-INF/services/"
                    + PolicyPlugin.class.getName() + " names a class, found none");
        }
        return plugins;
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
