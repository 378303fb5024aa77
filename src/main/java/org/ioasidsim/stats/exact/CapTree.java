package org.ioasidsim.stats.exact;

import java.util.Arrays;
import java.util.List;

/**
 * A tree of hard caps over Poisson streams of requests, the leaves. A request is lost when a cap on its path is reached. The product form
 * gives the blocking, for any law of the hold, and its split by the level that refuses.
 *
 * <p>Source: Kelly, "Loss networks", Ann. Appl. Probab. 1, 1991. All sums are of positive terms, so that small probabilities keep their
 * digits. The cost is the product of the sizes of siblings, without states whose probability underflows a double.
 */
public final class CapTree {
    private final int cap;
    private final double load;
    private final List<CapTree> children;

    private CapTree(int cap, double load, List<CapTree> children) {
        this.cap = cap;
        this.load = load;
        this.children = List.copyOf(children);
    }

    /** Returns a tenant that offers {@code load} and may hold up to {@code cap}. */
    public static CapTree leaf(double load, int cap) {
        return new CapTree(cap, load, List.of());
    }

    /** Returns a group that together may hold up to {@code cap}. */
    public static CapTree group(int cap, List<CapTree> children) {
        return new CapTree(cap, 0, children);
    }

    /**
     * Returns, for the leaf reached by taking child {@code path[0]}, then {@code path[1]} and so on, the probability that a request is
     * refused by each level that sees it first: the leaf's own cap first, this root's last. Their sum is the blocking.
     */
    public double[] refusals(int... path) {
        double[][] refused = new double[path.length + 1][];
        double[] room = walk(path, 0, refused);
        double total = 0;
        var sums = new double[refused.length];
        for (int level = 0; level < refused.length; level++) {
            sums[level] = Arrays.stream(refused[level]).sum();
            total += sums[level];
        }
        total += Arrays.stream(room).sum();
        for (int level = 0; level < sums.length; level++) {
            sums[level] /= total;
        }
        return sums;
    }

    /**
     * Returns the weights of this node's total where each level so far has room, and puts into {@code refused[level]} those where that
     * level is the first that has none.
     */
    private double[] walk(int[] path, int depth, double[][] refused) {
        int level = path.length - depth;
        double[] room;
        if (depth == path.length) {
            room = law();
        } else {
            room = children.get(path[depth]).walk(path, depth + 1, refused);
            for (int i = 0; i < children.size(); i++) {
                if (i != path[depth]) {
                    double[] sibling = children.get(i).law();
                    room = convolve(room, sibling);
                    for (int below = 0; below < level; below++) {
                        refused[below] = convolve(refused[below], sibling);
                    }
                }
            }
        }
        refused[level] = new double[cap + 1];
        if (room.length > cap) {
            refused[level][cap] = room[cap];
            room[cap] = 0;
        }
        return room;
    }

    /** Returns the weights of this node's total, 0 to its cap, in proportion to their probabilities with no cap above. */
    private double[] law() {
        if (children.isEmpty()) {
            return BirthDeath.law(cap, load, n -> 1, n -> n).probabilities();
        }
        double[] law = {1};
        for (CapTree child : children) {
            law = convolve(law, child.law());
        }
        return law;
    }

    private double[] convolve(double[] a, double[] b) {
        var sum = new double[Math.min(cap, a.length + b.length - 2) + 1];
        int fromB = 0;
        while (fromB < b.length && b[fromB] == 0) {
            fromB++;
        }
        int toB = b.length;
        while (toB > fromB && b[toB - 1] == 0) {
            toB--;
        }
        for (int i = 0; i < Math.min(a.length, sum.length); i++) {
            if (a[i] != 0) {
                for (int j = fromB; j < Math.min(toB, sum.length - i); j++) {
                    sum[i + j] += a[i] * b[j];
                }
            }
        }
        return sum;
    }
}
