/**
 * Reads YAML mappings key by key and collects every problem with its place.
 *
 * <p>Text becomes {@link org.ioasidsim.yaml.Node}s that know where they were written ({@link org.ioasidsim.yaml.YamlParser}); trees are laid
 * over one another ({@link org.ioasidsim.yaml.Overlay}) before anything is read from them. Then a {@link org.ioasidsim.yaml.Section} asks for
 * one key after the other, each with a {@link org.ioasidsim.yaml.Form}. The same calls also say which keys there are: a section without a file
 * behind it answers each with a placeholder and keeps the list, from which the JSON Schema and the key reference are written. Reading never
 * stops at the first problem: a form that finds a wrong value reports it and returns its placeholder.
 *
 * <p>Records that each start of the program compares have equals and hashCode written out, here and elsewhere: those that the compiler gives them are
 * made by Java 17 when they are first called, for all of them together a tenth of what it takes to read a scenario.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.yaml;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
