package org.ioasidsim.policy.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.CgroupValues;
import org.ioasidsim.policy.ChangeListener;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Knobs;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicyBreach;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.book.EntitlementCrossings;
import org.ioasidsim.policy.book.RecentCount;
import org.ioasidsim.policy.book.SiblingDemands;
import org.ioasidsim.policy.book.WaterFilling;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;
import org.jspecify.annotations.Nullable;

/**
 * The weighted max-min fair share, level by level down the cgroup tree: a request is granted as long as each cgroup on its path holds less
 * than its share of what its parent's share is, given what all siblings demand now. Work-conserving: a share that nobody demands goes to
 * those who do.
 *
 * <p>The demand of a cgroup is what a kernel can know: ids held, requests that wait, and requests refused within the memory.
 *
 * <p>Knobs: {@code weights} of cgroups (a cgroup not named has the weights of the tenants in it, or 1 where none is); {@code memory}, for
 * how long a refused request counts as demand (default 1s).
 *
 * <p>Protects: each cgroup below its share from those above theirs, as ids come back. Does not prevent: that one who comes first takes all
 * and keeps it, since nothing is taken back.
 *
 * <p>Source: Bertsekas and Gallager, <i>Data Networks</i>, 2nd edition, 1992, section 6.5.2; the weights model of
 * Documentation/admin-guide/cgroup-v2.rst.
 */
final class FairShare implements Policy {
    static final Policies.Entry ENTRY = new Policies.Entry(
            "fair-share",
            "weighted max-min fair shares down the cgroup tree, work-conserving",
            "each cgroup below its share from those above theirs, as ids come back",
            "one who comes first takes all and keeps it, since nothing is taken back",
            "{name: fair-share, weights: {/web: 2}, memory: 1s}",
            Spec::read);

    private final long capacity;
    private final double memorySeconds;
    private final CgroupValues<Double> weights;
    private final Map<String, Double> tenantWeights = new HashMap<>();
    private final Map<Cgroup, Node> nodes = new HashMap<>();
    private final Deque<Node> path = new ArrayDeque<>();
    private final WaterFilling filling = new WaterFilling();
    private @Nullable Node root;
    private long changes;

    /** Whether all cgroups lie right below the root. */
    private boolean isFlat = true;

    private long shiftedAfter = -1;
    private long shiftedInStep;

    /** The demands for which {@link #shift} last reported crossings; null if all tenants were reported instead. */
    private @Nullable SiblingDemands shiftedOf;

    private FairShare(Spec spec, HostFacts host) {
        this.capacity = host.capacity();
        this.memorySeconds = spec.memorySeconds();
        this.weights = new CgroupValues<>(spec.weights());
        host.tenants().forEach(tenant -> tenantWeights.merge(tenant.cgroup(), tenant.weight(), Double::sum));
    }

    record Spec(Map<String, Double> weights, double memorySeconds) implements PolicySpec {
        static Spec read(Section section) {
            return new Spec(
                    section.optional(
                            "weights",
                            "of cgroups among their siblings",
                            Knobs.forCgroups(Forms.positive()),
                            Knobs.none()),
                    section.optional(
                            "memory", "for how long a refused request counts as demand", Forms.positiveTime(), "1s"));
        }

        @Override
        public String name() {
            return ENTRY.name();
        }

        @Override
        public List<Misfit> misfits(HostFacts host) {
            return Knobs.cgroups("weights", weights.keySet(), host);
        }

        @Override
        public Policy start(HostFacts host) {
            return new FairShare(this, host);
        }
    }

    /** A cgroup with what it and those below it hold and demand. */
    private final class Node {
        private final Cgroup group;
        private final @Nullable Node parent;
        private final List<Node> children = new ArrayList<>();
        private final double weight;
        private final RecentCount refused = new RecentCount(memorySeconds);
        private long held;
        private long waiting;

        /** Its place among its siblings; and below, its children's demands by weight at a step of the memory, null until needed. */
        private int place;

        private @Nullable SiblingDemands ofChildren;
        private long ofChildrenInStep;

        /** The water level of the children's demands; below, for which amount, when and after how many changes it was computed. */
        private double level;

        private double levelOf = Double.NaN;
        private double levelAtSeconds;
        private long levelAfter;

        Node(Cgroup group, @Nullable Node parent) {
            this.group = group;
            this.parent = parent;
            this.weight = weightOf(group);
            if (parent != null) {
                parent.adopt(this);
            }
        }

        private void adopt(Node child) {
            children.removeIf(other -> {
                boolean isGone = !other.group.isAlive() && other.held == 0 && other.waiting == 0;
                if (isGone) {
                    nodes.remove(other.group);
                }
                return isGone;
            });
            children.add(child);
            changes++;
            ofChildren = null;
            isFlat &= parent == null;
        }

        SiblingDemands ofChildren(double nowSeconds) {
            SiblingDemands known = ofChildren;
            if (known == null) {
                known = new SiblingDemands(
                        children.stream().mapToDouble(child -> child.weight).toArray());
                for (int i = 0; i < children.size(); i++) {
                    children.get(i).place = i;
                    children.get(i).tell(known, nowSeconds);
                }
                ofChildren = known;
                ofChildrenInStep = refused.stepAt(nowSeconds);
            } else if (ofChildrenInStep != refused.stepAt(nowSeconds)) {
                for (Node child : children) {
                    if (!child.refused.isEmpty()) {
                        child.tell(known, nowSeconds);
                    }
                }
                ofChildrenInStep = refused.stepAt(nowSeconds);
            }
            return known;
        }

        private void tell(SiblingDemands siblings, double nowSeconds) {
            siblings.set(place, held, demand(nowSeconds));
        }

        /** Notes that what this cgroup holds or demands has changed. */
        void changed(double nowSeconds) {
            SiblingDemands siblings = parent == null ? null : parent.ofChildren;
            if (siblings != null) {
                tell(siblings, nowSeconds);
            }
        }

        long demand(double nowSeconds) {
            return held + waiting + refused.at(nowSeconds);
        }

        /** Returns the water level if {@code toShare} is shared out among the children; computed once for all questions between two changes. */
        double level(double toShare, double nowSeconds) {
            if (levelOf != toShare || levelAtSeconds != nowSeconds || levelAfter != changes) {
                SiblingDemands demands = ofChildren(nowSeconds);
                if (demands.isExactFor(toShare)) {
                    level = demands.level(toShare);
                } else {
                    fill(children, nowSeconds, null);
                    level = filling.level(toShare);
                }
                levelOf = toShare;
                levelAtSeconds = nowSeconds;
                levelAfter = changes;
            }
            return level;
        }
    }

    private double weightOf(Cgroup group) {
        Double written = weights.of(group);
        return written == null ? tenantWeights.getOrDefault(group.path(), 1.0) : written;
    }

    private Node node(Cgroup group) {
        Node known = nodes.get(group);
        if (known != null) {
            return known;
        }
        Cgroup above = group.parent();
        var made = new Node(group, above == null ? null : node(above));
        nodes.put(group, made);
        if (above == null) {
            root = made;
        }
        return made;
    }

    @Override
    public Answer ask(Request request) {
        return request.hasFree() && aboveShare(request) == null ? Answer.GRANT : Answer.REFUSE;
    }

    /** Returns the highest cgroup on the path that already holds its share, or null. */
    private @Nullable Node aboveShare(Request request) {
        double now = request.nowSeconds();
        Node leaf = node(request.cgroup());
        Node top = root;
        if (top == null || top.demand(now) < capacity) {
            return null;
        }
        path.clear();
        for (Node node = leaf; node.parent != null; node = node.parent) {
            path.push(node);
        }
        double share = capacity;
        for (Node node : path) {
            if (node == leaf) {
                return isAboveShare(leaf, share, now) ? leaf : null;
            }
            share = share(node, share, now);
            if (node.held >= share) {
                return node;
            }
        }
        return null;
    }

    /**
     * Returns whether a cgroup that wants one more id already holds at least its share of {@code toShare}. The level without that one more
     * decides for most cgroups: one whose share is below its demand gets no more for a larger demand, and one whose share is above its
     * demand holds no more than it demands.
     */
    private boolean isAboveShare(Node asking, double toShare, double nowSeconds) {
        Node parent = asking.parent;
        double due = parent == null ? toShare : asking.weight * parent.level(toShare, nowSeconds);
        long demand = asking.demand(nowSeconds);
        return EntitlementCrossings.isJust(demand, due)
                ? asking.held >= share(asking, toShare, nowSeconds)
                : demand > due && asking.held >= due;
    }

    /** Returns the share of {@code asking}, which wants one more id, in {@code toShare}, the share of its parent. */
    private double share(Node asking, double toShare, double nowSeconds) {
        Node parent = asking.parent;
        SiblingDemands demands = parent == null ? null : parent.ofChildren(nowSeconds);
        if (demands != null && demands.isExactFor(toShare)) {
            return demands.shareOfOneMore(asking.place, toShare);
        }
        List<Node> siblings = parent == null ? List.of() : parent.children;
        fill(siblings, nowSeconds, asking);
        return filling.share(siblings.indexOf(asking), toShare);
    }

    /** Enters the demands of siblings, one more for {@code asking} if it is among them. */
    private void fill(List<Node> siblings, double nowSeconds, @Nullable Node asking) {
        filling.start(siblings.size());
        for (int i = 0; i < siblings.size(); i++) {
            Node sibling = siblings.get(i);
            filling.add(sibling.demand(nowSeconds) + (sibling == asking ? 1 : 0), sibling.weight);
        }
    }

    @Override
    public void charge(Request request) {
        changes++;
        for (Node node = node(request.cgroup()); node != null; node = node.parent) {
            node.held++;
            node.changed(request.nowSeconds());
        }
    }

    @Override
    public void uncharge(Request request) {
        changes++;
        for (Node node = node(request.cgroup()); node != null; node = node.parent) {
            if (node.held == 0) {
                throw new PolicyBreach("uncharged an id at " + node.group.path() + ", where none is charged");
            }
            node.held--;
            node.changed(request.nowSeconds());
        }
    }

    @Override
    public void refused(Request request, Limit by) {
        remember(request, 1);
    }

    /** Counts a waiting request as demand until it is served, in place of its remembered refusal. */
    @Override
    public void waiting(Request request, int change) {
        waitingMoved(request, change);
        if (change > 0) {
            remember(request, -1);
        }
    }

    @Override
    public void waitingMoved(Request request, int change) {
        changes++;
        for (Node node = node(request.cgroup()); node != null; node = node.parent) {
            node.waiting += change;
            node.changed(request.nowSeconds());
        }
    }

    private void remember(Request request, int change) {
        changes++;
        for (Node node = node(request.cgroup()); node != null; node = node.parent) {
            node.refused.add(change, request.nowSeconds());
            node.changed(request.nowSeconds());
        }
    }

    @Override
    public double changesAt(double nowSeconds) {
        return root == null ? Double.POSITIVE_INFINITY : root.refused.changesAt(nowSeconds);
    }

    @Override
    public boolean saysReach() {
        return true;
    }

    /**
     * Reports the cgroups whose holding the water level has crossed; after any change all tenants if cgroups lie
     * below others or shares may be rounded.
     */
    @Override
    public void shift(Request any, ChangeListener shifted) {
        Node top = root;
        if (top == null || (shiftedAfter == changes && shiftedInStep == top.refused.stepAt(any.nowSeconds()))) {
            return;
        }
        shiftedAfter = changes;
        shiftedInStep = top.refused.stepAt(any.nowSeconds());
        SiblingDemands demands = top.ofChildren(any.nowSeconds());
        if (!isFlat || !demands.isExactFor(capacity)) {
            shifted.all();
            shiftedOf = null;
            return;
        }
        if (shiftedOf != demands) {
            shiftedOf = demands;
            shifted.all();
        }
        double level = top.demand(any.nowSeconds()) < capacity
                ? Double.POSITIVE_INFINITY
                : top.level(capacity, any.nowSeconds());
        demands.cross(level, sibling -> shifted.below(top.children.get(sibling).group));
    }

    @Override
    public String level(Request request) {
        Node above = aboveShare(request);
        return above == null ? request.cgroup().path() : above.group.path();
    }
}
