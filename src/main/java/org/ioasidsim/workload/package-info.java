/**
 * Tenants: virtual machines, guest processes and host processes, their arrivals, lifetimes, binds and retries.
 *
 * <p>What a scenario says are the records named Spec; what runs is a tree in which calls go down: {@code Workload} to tenants, instances and events,
 * these to {@code ProcessLife}, it to requests, bonds, forks and the queue, all of them to the arrays of {@code LiveProcesses}. Nothing calls back up:
 * a lower part returns what came of a try, and the class above decides what follows. The table of what follows what is {@code ProcessState}.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.workload;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
