/**
 * Address spaces, their bonds with devices, devices and their widths and queues.
 *
 * <p>A run has up to a million address spaces. They are handles into arrays, not objects: 12 bytes for one with a single bond, and one cache miss to
 * reach it. What few of them have (further bonds, private ids, SMMU ASIDs, neighbours in a VM) is kept apart.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.kernel.sva;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
