/** Policies: who gets an id when several want it; one file each. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.policy;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
