/** Tenants: virtual machines, guest processes and host processes, their arrivals, lifetimes, binds and retries. */
@NullMarked
@CheckReturnValue
package org.ioasidsim.workload;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
