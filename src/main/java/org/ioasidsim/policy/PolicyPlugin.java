package org.ioasidsim.policy;

/**
 * A policy from outside the program: an object given to {@code Simulation.policy} of the library, one source file
 * ({@code --policy-source}), or a jar ({@code --plugin}) that names the class in
 * {@code META-INF/services/org.ioasidsim.policy.PolicyPlugin}. For the last two the class is public and has a public constructor without
 * parameters.
 */
public interface PolicyPlugin {
    /** Returns the policy's entry in the catalogue; no other policy may have its name. */
    Policies.Entry policy();
}
