/**
 * The simulated host: puts the modelled kernel on the clock and notifies listeners of what happens.
 *
 * <p>{@link org.ioasidsim.host.Host} connects the kernel to classes of one idea each: the {@link org.ioasidsim.host.ServiceTimes time} that
 * calls take, the {@link org.ioasidsim.host.IdHolders holders} of ids, the {@link org.ioasidsim.host.Groups cgroups} with their {@link
 * org.ioasidsim.host.Gate gates}, and the {@link org.ioasidsim.host.Arbiter arbiter}, which is {@linkplain
 * org.ioasidsim.host.KernelAlone the kernel alone} or {@linkplain org.ioasidsim.host.PolicyArbiter a policy}.
 *
 * <p>{@link org.ioasidsim.host.Congestion} measures for how long each tenant's requests would be refused, without asking about each tenant
 * after each event, so that a tenant to which nothing happens costs nothing. Without a policy, the gates at the cgroups have a clock each;
 * while {@linkplain org.ioasidsim.host.AllGates none is shut}, none is looked at when something is only given back, nor when something is
 * taken of a host that has room and no limits below its root. With a policy, the
 * answer may depend on anything. A policy that {@linkplain org.ioasidsim.policy.Policy#saysReach says how far its answers reach} is asked
 * about the tenant to which something happened and those within reach, and about others when it names them. It is asked as if the host had
 * something free. That the host is exhausted, which in overload changes at nearly every event, is kept as a list of times; tenants count
 * these later, with the same sums in the same order as if they had counted at once.
 */
@NullMarked
@CheckReturnValue
package org.ioasidsim.host;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
