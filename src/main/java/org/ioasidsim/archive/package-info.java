/** What is kept of a run and proved again: stored replications, their codec, the manifest, the program's fingerprint, verification. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
