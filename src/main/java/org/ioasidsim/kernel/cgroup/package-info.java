/** The cgroup tree with its pids, misc and ioasids controllers. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.kernel.cgroup;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
