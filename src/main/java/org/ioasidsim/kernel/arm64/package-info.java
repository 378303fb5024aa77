/** The allocators of the ASIDs of Arm CPUs and SMMUs. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.kernel.arm64;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
