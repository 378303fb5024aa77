/**
 * What is kept of a run so that it can be reused and proved again: stored replications and their codec, the manifest, the fingerprint of
 * the program, verification.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
