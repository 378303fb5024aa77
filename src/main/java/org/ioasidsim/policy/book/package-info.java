/** What policies keep books with: accounts by cgroup, filling algorithms, sums that change one value at a time. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.policy.book;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
