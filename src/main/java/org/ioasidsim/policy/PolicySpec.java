package org.ioasidsim.policy;

/** A policy as a scenario names it. */
public interface PolicySpec {
    /** Returns its name in the catalogue. */
    String name();
}
