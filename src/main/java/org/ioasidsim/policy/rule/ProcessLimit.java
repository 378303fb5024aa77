package org.ioasidsim.policy.rule;

import java.util.List;
import java.util.Map;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.CgroupValues;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Knobs;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.book.LimitsByCgroup;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * Only the number of host tasks of each cgroup is limited, as by the pids controller; ids themselves are first come.
 *
 * <p>Knobs: {@code max}, the tasks of each cgroup and those below it; a cgroup not named has no limit.
 *
 * <p>Protects: everybody from host processes that fork and hold, one id each. Does not prevent: what guest processes take, which are no
 * host tasks; and it refuses threads and processes that never bind.
 *
 * <p>Source: kernel/cgroup/pids.c; Jean-Philippe Brucker, 5 March 2021: limiting fork "works but isn't perfect".
 */
final class ProcessLimit implements Policy, Kept {
    static final Policies.Entry ENTRY = new Policies.Entry(
            "process-limit",
            "limits host tasks only, as the pids controller does",
            "everybody from host processes that fork and hold",
            "guest processes take what they like; threads and processes that never bind are refused too",
            "{name: process-limit, max: {/noisy: 1000}}",
            Spec::read);

    private final LimitsByCgroup tasks;

    private ProcessLimit(Spec spec) {
        this.tasks = new LimitsByCgroup(new CgroupValues<>(spec.max()));
    }

    record Spec(Map<String, Long> max) implements PolicySpec {
        static Spec read(Section section) {
            return new Spec(
                    section.required("max", "the host tasks of each cgroup", Knobs.forCgroups(Forms.countOrMax(0))));
        }

        @Override
        public String name() {
            return ENTRY.name();
        }

        @Override
        public List<Misfit> misfits(HostFacts host) {
            return Knobs.cgroups("max", max.keySet(), host);
        }

        @Override
        public Policy start(HostFacts host) {
            return new ProcessLimit(this);
        }
    }

    @Override
    public Answer ask(Request request) {
        return request.hasFree() ? Answer.GRANT : Answer.REFUSE;
    }

    @Override
    public void charge(Request request) {}

    @Override
    public void uncharge(Request request) {}

    @Override
    public boolean mayFork(Request request, int count) {
        return tasks.full(request.cgroup(), count) == null;
    }

    @Override
    public void forked(Request request, int count) {
        if (count >= 0) {
            tasks.accounts().charge(request.cgroup(), count);
        } else {
            tasks.accounts().uncharge(request.cgroup(), -count);
        }
    }

    @Override
    public boolean saysReach() {
        return true;
    }

    @Override
    public Cgroup reach(Cgroup leaf) {
        return tasks.highest(leaf);
    }

    @Override
    public String level(Request request) {
        return tasks.level(request.cgroup());
    }

    @Override
    public Errno errno() {
        return Errno.EAGAIN;
    }

    @Override
    public void keep(StateTape tape) {
        tasks.keep(tape);
    }
}
