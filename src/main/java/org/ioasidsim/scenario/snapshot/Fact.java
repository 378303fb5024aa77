package org.ioasidsim.scenario.snapshot;

/**
 * A value of the scenario and where it came from.
 *
 * @param key as the scenario writes it
 * @param value as the scenario writes it
 * @param source for people to read
 */
record Fact(String key, String value, String source) {}
