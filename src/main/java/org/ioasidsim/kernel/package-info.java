/**
 * The modelled kernel: a state machine without clock, randomness or YAML.
 *
 * <p>{@link org.ioasidsim.kernel.Kernel} is the front. It meets the limits of a request in the kernel's order; what each limit counts is in an
 * account: tasks, VMs, ids, ids that guests own, ASIDs.
 *
 * <h2>Why there are two models of a held id</h2>
 *
 * <p>{@code IdAccount} (here) counts the ids that address spaces hold: processes of the host and of guests, which get one with a bind and return it
 * with the last unbind or with the address space. {@link org.ioasidsim.kernel.ioasid.Ioasids} is the interface of /dev/ioasid as posted: user
 * space allocates an id, others take references to it by name, and it is freed when the last one is dropped. Runs use the first only. Op scripts
 * use both on one kernel, which therefore share the pool, the table of sets and the cgroups: an id is never given out twice.
 *
 * <p>They stay two because they keep different things for an id. A run holds up to a million ids: one array entry for each, no references,
 * holders or SPIDs, but a misc charge, a policy's charge, the widths of devices and deferred frees. Behind /dev/ioasid there are a few ids with
 * all that the interface can show.
 *
 * <p>Rules that both have, and which {@code HeldIdsTest} compares by random operations on both: the order ioasids charge, quota, lowest free id; the
 * cgroup that refuses; the charge that a full set keeps as posted; moves with all charges and without a check; an id that is being freed still
 * counts in its set, its cgroup and the pool; a killed owner leaves its charges as posted; what a set takes from the capacity and returns
 * ({@link org.ioasidsim.kernel.ioasid.IoasidSets}, one class for both).
 *
 * <p>Rules that only one has, or in which they differ:
 *
 * <ul>
 *   <li>References, holders, FREE_PENDING, SPIDs, ranges, ownership of a set: {@code Ioasids}. Misc, the further rule of a policy, the width of a
 *       device, host processes that are charged: {@code IdAccount}.
 *   <li>As posted a set dies with its last id. {@code Ioasids} does that; in a run a VM keeps its set until it ends, since a VMM that lost it would
 *       open /dev/ioasid again.
 *   <li>As posted the cgroup of the task that happens to run the free is uncharged, and none once the owner is gone. {@code Ioasids} asks who that
 *       task is. {@code IdAccount} uncharges the VM's own cgroup, and nothing after a kill: in a run the VMM itself frees, or waits for its drains
 *       before it ends.
 *   <li>The ioctl answers EINVAL to every failure, and so does {@code IdAccount} as posted; in the other flavours a bind returns the error of its limit.
 *       A full set is refused at the level of the VM's cgroup in a run, at that of the host in an op script.
 * </ul>
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.kernel;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
