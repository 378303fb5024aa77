/**
 * The program as a library: run, compare, sweep and plan a scenario file, and read what came out.
 *
 * <p>{@link org.ioasidsim.api.Simulation} is where to begin. All other types here are results: immutable, with the same numbers as the
 * files that the commands write, and with the same words for variants, tenants and metrics as scenario files and {@code summary.csv} have:
 *
 * <pre>{@code
 * public static void main(String[] args) throws Exception {
 *     Path file = Path.of("scenarios/address-spaces-apart.yaml");
 *     for (Variant variant : Simulation.of(file).run().variants()) {
 *         for (String tenant : variant.tenants()) {
 *             Estimate success = variant.estimate(tenant, "first_try_success");
 *             System.out.printf(
 *                     "%-14s %-8s %5.1f %% of requests succeed, 95 %% interval %.1f to %.1f%n",
 *                     variant.name(), tenant, 100 * success.mean(), 100 * success.lower(), 100 * success.upper());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>A policy of your own implements the interfaces of {@link org.ioasidsim.policy} and comes in by
 * {@link org.ioasidsim.api.Simulation#policy}.
 *
 * <p>Results are made of words and numbers, in types of this package: the types that the program's own packages hand to each other may
 * change with any version, and so none of them appears here.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
