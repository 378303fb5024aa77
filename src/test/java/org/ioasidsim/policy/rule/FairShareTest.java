package org.ioasidsim.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupTree;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.book.RecentCount;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Levels are kept for all who ask at one time: nobody may be answered by what was due before somebody else's demand changed. */
class FairShareTest {
    private static final long CAPACITY = 24;
    private static final double MEMORY = 1;

    private final CgroupTree tree = new CgroupTree(KernelConfig.IoasidsFlavour.OFF, 0, 0, new Capacity());
    private final Book root = new Book(tree.root(), null, List.of(), 1);
    private final List<Book> leaves = new ArrayList<>();
    private final Asking asking = new Asking();
    private long free = CAPACITY;

    /** What a cgroup and those below hold, await and were refused. */
    private static final class Book {
        private final Cgroup group;
        private final @Nullable Book parent;
        private final List<Book> siblings;
        private final double weight;
        private final RecentCount refused = new RecentCount(MEMORY);
        private final List<Book> children = new ArrayList<>();
        private long held;
        private long waiting;

        Book(Cgroup group, @Nullable Book parent, List<Book> siblings, double weight) {
            this.group = group;
            this.parent = parent;
            this.siblings = siblings;
            this.weight = weight;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agreesWithTheRuleTakenFromNothingForEachThatMightAsk(long seed) {
        var random = new Random(seed);
        Policy policy = new FairShare.Spec(grow(random), MEMORY)
                .start(new HostFacts(CAPACITY, List.of(), List.of(), List.of()));
        int refusals = 0;
        for (int step = 0; step < 4_000; step++) {
            change(policy, random);
            for (Book leaf : leaves) {
                boolean isDue = isDue(leaf);
                refusals += isDue || free == 0 ? 0 : 1;
                assertThat(policy.ask(asking.of(leaf)))
                        .as("seed %d, step %d, %s", seed, step, leaf.group.path())
                        .isEqualTo(isDue && free > 0 ? Answer.GRANT : Answer.REFUSE);
            }
        }
        assertThat(refusals).isPositive();
    }

    /** Makes two to five cgroups at the top, each with up to four below, and returns their weights. */
    private Map<String, Double> grow(Random random) {
        Map<String, Double> weights = new HashMap<>();
        for (int i = 2 + random.nextInt(4); i > 0; i--) {
            Book top = make(root, "/g" + i, weights, random);
            int below = random.nextInt(5);
            for (int k = below; k > 0; k--) {
                leaves.add(make(top, "/g" + i + "/h" + k, weights, random));
            }
            if (below == 0) {
                leaves.add(top);
            }
        }
        return weights;
    }

    private Book make(Book parent, String path, Map<String, Double> weights, Random random) {
        double weight = 1 + random.nextInt(3);
        weights.put(path, weight);
        var made = new Book(tree.mkdir(path), parent, parent.children, weight);
        parent.children.add(made);
        return made;
    }

    private void change(Policy policy, Random random) {
        asking.nowSeconds += random.nextInt(3) == 0 ? random.nextDouble() / 4 : 0;
        Book leaf = leaves.get(random.nextInt(leaves.size()));
        switch (random.nextInt(5)) {
            case 0, 1 -> {
                if (free > 0) {
                    policy.charge(asking.of(leaf));
                    free--;
                    add(leaf, 1, 0, 0);
                }
            }
            case 2 -> {
                if (leaf.held > 0) {
                    policy.uncharge(asking.of(leaf));
                    free++;
                    add(leaf, -1, 0, 0);
                }
            }
            case 3 -> {
                policy.refused(asking.of(leaf), Limit.POLICY);
                add(leaf, 0, 0, 1);
            }
            default -> {
                if (leaf.waiting > 0) {
                    policy.waiting(asking.of(leaf), -1);
                    add(leaf, 0, -1, 0);
                } else {
                    policy.refused(asking.of(leaf), Limit.POLICY);
                    policy.waiting(asking.of(leaf), 1);
                    add(leaf, 0, 1, 0);
                }
            }
        }
    }

    private void add(Book leaf, int held, int waiting, int refused) {
        for (Book book = leaf; book != null; book = book.parent) {
            book.held += held;
            book.waiting += waiting;
            book.refused.add(refused, asking.nowSeconds);
        }
    }

    private long demand(Book book) {
        return book.held + book.waiting + book.refused.at(asking.nowSeconds);
    }

    /** Returns whether each cgroup down to the leaf holds less than its part of its parent's, one id more being demanded by all of them. */
    private boolean isDue(Book leaf) {
        if (demand(root) < CAPACITY) {
            return true;
        }
        List<Book> path = new ArrayList<>();
        for (Book book = leaf; book.parent != null; book = book.parent) {
            path.add(0, book);
        }
        double part = CAPACITY;
        for (Book book : path) {
            part = part(book, part);
            if (book.held >= part - 1e-9) {
                return false;
            }
        }
        return true;
    }

    /** Returns the max-min part of {@code one}, which asks: the water reaches the siblings in the order of demand over weight. */
    private double part(Book one, double toShare) {
        List<Book> open = new ArrayList<>(one.siblings);
        open.sort(Comparator.comparingDouble(book -> demand(book, one) / book.weight));
        double left = toShare;
        double weight = open.stream().mapToDouble(book -> book.weight).sum();
        for (Book lowest : open) {
            double part = Math.min(demand(lowest, one), lowest.weight * left / weight);
            if (lowest == one) {
                return part;
            }
            left -= part;
            weight -= lowest.weight;
        }
        throw new AssertionError(one.group.path() + " is no child of its parent");
    }

    private double demand(Book book, Book one) {
        return demand(book) + (book == one ? 1 : 0);
    }

    /** A request of one cgroup. */
    private final class Asking implements Request {
        private double nowSeconds;
        private Cgroup cgroup = tree.root();

        Asking of(Book book) {
            cgroup = book.group;
            return this;
        }

        @Override
        public int tenant() {
            return 0;
        }

        @Override
        public Cgroup cgroup() {
            return cgroup;
        }

        @Override
        public double nowSeconds() {
            return nowSeconds;
        }

        @Override
        public boolean hasFree() {
            return free > 0;
        }

        @Override
        public boolean lacksId() {
            return free == 0;
        }

        @Override
        public long free() {
            return free;
        }

        @Override
        public double longestIdleSeconds() {
            return Double.NaN;
        }
    }
}
