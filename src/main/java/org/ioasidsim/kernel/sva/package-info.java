/** Address spaces, their bonds with devices, devices and their widths and queues. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.kernel.sva;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
