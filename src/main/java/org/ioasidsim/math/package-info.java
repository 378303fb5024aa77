/**
 * Exponential, logarithm and power with one set of bits on every platform: what a result is computed with uses these, and neither
 * {@link java.lang.Math}, whose last bit a Java machine may choose, nor {@link java.lang.StrictMath}, which the engine inside a report,
 * compiled to WebAssembly, would take from the browser.
 *
 * <p>Why not the functions of Commons Math: these here give exactly the bits of {@code StrictMath} (both compute what <i>fdlibm</i>
 * specifies, operation by operation), so that a test compares them with Java's own, results of earlier versions stay what they were, and
 * no tables of thousands of numbers get into the page.
 */
@NullMarked
package org.ioasidsim.math;

import org.jspecify.annotations.NullMarked;
