/** The policies, one file each, and their catalogue. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.policy.rule;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
