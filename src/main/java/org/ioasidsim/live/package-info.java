/**
 * The engine that a report holds: the same Java as the program, compiled to WebAssembly, which a page asks for replications of a scenario
 * with other values.
 *
 * <p>{@link LiveEngine#answer} takes a request, a mapping in JSON, and returns JSON on one line. A page has an engine in each of its
 * workers; each knows the last scenario and the last point that it was asked to take. Requests, by their {@code do}:
 *
 * <ul>
 *   <li>{@code open}, with {@code name}, the {@code text} of a scenario that includes no other, and {@code set}, what was changed in it when it was
 *       run, a mapping of paths to values: takes a scenario. Its data files are given
 *       to {@link LiveEngine#keep} after that: in a page, files are kept in memory.
 *   <li>{@code take}, with a {@code variant}, {@code set}, a mapping of paths to values, and {@code warm_up}, seconds or absent where they are
 *       to be found: takes a point. Answers {@code replications}, {@code warm_up}.
 *   <li>{@code run}, with a {@code number} from 1: simulates that replication of the point. Answers its {@code hash} and {@code events}, and
 *       {@code bytes}, in hexadecimal, which {@code sum} takes.
 *   <li>{@code sum}, with {@code runs}, a list of such {@code bytes} in the order of their numbers: answers what they show together, as {@link
 *       LiveResult} writes it.
 * </ul>
 *
 * <p>A request that cannot be met answers {@code problems}, a list of what a scenario file would be told, each with the line of the value that
 * a wrong one replaces. {@code LiveEntry} (src/engine) is how the page's
 * script reaches this: strings go in and out one character at a time, so that the module imports nothing that evaluates text as a script.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.live;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
