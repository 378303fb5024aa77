package org.ioasidsim.yaml;

/**
 * One of the keys that a one-of or a tagged value chooses from.
 *
 * @param doc its meaning, for the reference
 */
public record Alternative<T>(String key, String doc, Form<T> form) {}
