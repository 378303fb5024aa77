package org.ioasidsim.policy;

/**
 * A policy that comes from outside the program: as one source file ({@code --policy-source}), or in a jar ({@code --plugin}) that names its
 * class in {@code META-INF/services/org.ioasidsim.policy.PolicyPlugin}. It is a public class with a public constructor without parameters.
 */
public interface PolicyPlugin {
    /** Returns the policy's entry in the catalogue; its name must be new. */
    Policies.Entry policy();
}
