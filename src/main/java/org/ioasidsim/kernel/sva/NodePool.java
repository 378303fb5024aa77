package org.ioasidsim.kernel.sva;

import java.util.Arrays;

/**
 * Nodes of short chains: two numbers and a link each, in parallel arrays. A chain is the number of its first node; 0 is the empty one.
 *
 * <p>A node's key is what it is found by; its value is a count or an id.
 */
public final class NodePool {
    private int[] keys = new int[16];
    private int[] values = new int[16];
    private int[] links = new int[16];
    private int unused;
    private int end = 1;
    private int count;

    /** Returns the nodes in use. */
    public int count() {
        return count;
    }

    /** Returns the chain that has a new node in front of {@code chain}. */
    public int push(int chain, int key, int value) {
        int node = unused;
        if (node == 0) {
            node = end++;
            grow();
        } else {
            unused = links[node];
        }
        keys[node] = key;
        values[node] = value;
        links[node] = chain;
        count++;
        return node;
    }

    /** Returns the node of {@code chain} with {@code key}, or 0. */
    public int find(int chain, int key) {
        int node = chain;
        while (node != 0 && keys[node] != key) {
            node = links[node];
        }
        return node;
    }

    /** Returns {@code chain} without {@code node}, which is in it and free afterwards. */
    public int remove(int chain, int node) {
        int next = links[node];
        free(node);
        if (chain == node) {
            return next;
        }
        int before = chain;
        while (links[before] != node) {
            before = links[before];
        }
        links[before] = next;
        return chain;
    }

    public int key(int node) {
        return keys[node];
    }

    public int value(int node) {
        return values[node];
    }

    /** Returns the node behind {@code node}, or 0. */
    public int next(int node) {
        return links[node];
    }

    /** Adds to a node's value; returns the new one. */
    public int add(int node, int amount) {
        values[node] += amount;
        return values[node];
    }

    private void free(int node) {
        links[node] = unused;
        unused = node;
        count--;
    }

    private void grow() {
        if (end > keys.length) {
            int length = end + (end >> 1);
            keys = Arrays.copyOf(keys, length);
            values = Arrays.copyOf(values, length);
            links = Arrays.copyOf(links, length);
        }
    }
}
