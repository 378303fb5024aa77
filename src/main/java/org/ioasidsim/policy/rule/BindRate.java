package org.ioasidsim.policy.rule;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.CgroupValues;
import org.ioasidsim.policy.ChangeListener;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Knobs;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for each cgroup limits the rate of binds that need an id: a grant takes one token from the cgroup's bucket and from that
 * of each ancestor that has one; tokens come back at the rate, up to the burst.
 *
 * <p>Knobs: {@code max}, {@code {rate, burst}} of each cgroup; a cgroup not named has no bucket.
 *
 * <p>Protects: everybody from a storm of binds. Does not prevent: ids held for long still run out, only later, since what is held is limited
 * to the rate times the hold time.
 *
 * <p>Source: Turner, "New directions in communications", IEEE Communications Magazine 24(10), 1986; the token bucket of RFC 2697 with one
 * colour. The refusal is -EAGAIN: the next try may succeed.
 */
final class BindRate implements Policy {
    static final Policies.Entry ENTRY = new Policies.Entry(
            "bind-rate",
            "a token bucket limits the rate of binds of each cgroup",
            "everybody from a storm of binds",
            "ids that are held for long run out all the same, only later",
            "{name: bind-rate, max: {/noisy: {rate: 100/s, burst: 200}}}",
            Spec::read);

    private final CgroupValues<Bucket> limits;
    private final Map<Cgroup, State> states = new HashMap<>();

    /** When empty buckets will have a token again. A bucket used or refunded since has a stale entry besides its current one. */
    private final PriorityQueue<Refill> refills = new PriorityQueue<>(Comparator.comparingDouble(Refill::atSeconds));

    private BindRate(Spec spec) {
        this.limits = new CgroupValues<>(spec.max());
    }

    /**
     * The size of a bucket.
     *
     * @param perSecond tokens that come back, above 0
     * @param burst tokens that it holds, at least 1
     */
    record Bucket(double perSecond, long burst) {
        static Bucket read(Section section) {
            return new Bucket(
                    section.required("rate", "binds in the long run", Forms.rate()),
                    section.optional("burst", "binds at once", Forms.count(1, Integer.MAX_VALUE), "1"));
        }
    }

    /** The tokens in a bucket at a time, at most its burst. */
    private static final class State {
        private final Bucket bucket;
        private double tokens;
        private double atSeconds;

        State(Bucket bucket, double nowSeconds) {
            this.bucket = bucket;
            this.tokens = bucket.burst();
            this.atSeconds = nowSeconds;
        }

        double tokens(double nowSeconds) {
            return Math.min(bucket.burst(), tokens + (nowSeconds - atSeconds) * bucket.perSecond());
        }

        void add(double change, double nowSeconds) {
            tokens = Math.min(bucket.burst(), tokens(nowSeconds) + change);
            atSeconds = nowSeconds;
        }

        /** Returns when the bucket has a whole token; a time in the past if it has one. */
        double refilledAt() {
            return atSeconds + (1 - tokens) / bucket.perSecond();
        }

        boolean isEmpty(double nowSeconds) {
            return nowSeconds < refilledAt();
        }
    }

    /** The time at which a bucket will have a token again, as computed when it became empty. */
    private record Refill(double atSeconds, Cgroup group, State state) {
        /** Returns whether this is the bucket's current entry and the bucket is still empty. */
        boolean isAwaited(double nowSeconds) {
            return atSeconds == state.refilledAt() && state.isEmpty(nowSeconds) && group.isAlive();
        }
    }

    record Spec(Map<String, Bucket> max) implements PolicySpec {
        static Spec read(Section section) {
            return new Spec(section.required(
                    "max", "the bucket of each cgroup", Knobs.forCgroups(Forms.section(Bucket::read))));
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
            return new BindRate(this);
        }
    }

    @Override
    public Answer ask(Request request) {
        return request.hasFree() && empty(request) == null ? Answer.GRANT : Answer.REFUSE;
    }

    private @Nullable Cgroup empty(Request request) {
        for (Cgroup group = request.cgroup(); group != null; group = group.parent()) {
            State state = states.get(group);
            if (state != null && state.isEmpty(request.nowSeconds())) {
                return group;
            }
        }
        return null;
    }

    @Override
    public void charge(Request request) {
        take(request, -1);
    }

    /** Does nothing: a used token comes back with time, not with the id. */
    @Override
    public void uncharge(Request request) {}

    @Override
    public void undo(Request request) {
        take(request, 1);
    }

    private void take(Request request, int change) {
        for (Cgroup group = request.cgroup(); group != null; group = group.parent()) {
            State state = state(group, request.nowSeconds());
            if (state != null) {
                state.add(change, request.nowSeconds());
                if (state.isEmpty(request.nowSeconds())) {
                    refills.add(new Refill(state.refilledAt(), group, state));
                }
            }
        }
    }

    private @Nullable State state(Cgroup group, double nowSeconds) {
        State known = states.get(group);
        Bucket bucket = known == null ? limits.of(group) : null;
        if (bucket == null) {
            return known;
        }
        states.keySet().removeIf(other -> !other.isAlive());
        var full = new State(bucket, nowSeconds);
        states.put(group, full);
        return full;
    }

    @Override
    public double changesAt(double nowSeconds) {
        for (Refill next = refills.peek(); next != null; next = refills.peek()) {
            if (next.isAwaited(nowSeconds)) {
                return next.atSeconds();
            }
            refills.remove();
        }
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public void shift(Request any, ChangeListener shifted) {
        for (Refill next = refills.peek();
                next != null && next.atSeconds() <= any.nowSeconds();
                next = refills.peek()) {
            shifted.below(next.group());
            refills.remove();
        }
    }

    @Override
    public boolean chargesMove() {
        return false;
    }

    @Override
    public boolean saysReach() {
        return true;
    }

    @Override
    public Cgroup reach(Cgroup leaf) {
        return limits.highest(leaf);
    }

    @Override
    public String level(Request request) {
        Cgroup empty = empty(request);
        return empty == null ? request.cgroup().path() : empty.path();
    }

    @Override
    public Errno errno() {
        return Errno.EAGAIN;
    }
}
