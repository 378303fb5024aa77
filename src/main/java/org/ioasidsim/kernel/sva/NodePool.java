package org.ioasidsim.kernel.sva;

import java.util.Arrays;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/** Nodes of short chains: a key, a value and a link each, contiguous in one array. A chain is the number of its first node; 0 is the empty chain. */
public final class NodePool implements Kept {
    private static final int KEY = 0;
    private static final int VALUE = 1;
    private static final int LINK = 2;
    private static final int WIDTH = 3;

    private int[] cells = new int[16 * WIDTH];
    private int unused;
    private int end = 1;
    private int count;

    /** Returns the number of nodes in use. */
    public int count() {
        return count;
    }

    /** Puts a new node in front of {@code chain}; returns the new chain. */
    public int push(int chain, int key, int value) {
        int node = unused;
        if (node == 0) {
            node = end++;
            grow();
        } else {
            unused = cells[node * WIDTH + LINK];
        }
        cells[node * WIDTH + KEY] = key;
        cells[node * WIDTH + VALUE] = value;
        cells[node * WIDTH + LINK] = chain;
        count++;
        return node;
    }

    /** Returns the node of {@code chain} with {@code key}, or 0. */
    public int find(int chain, int key) {
        int node = chain;
        while (node != 0 && cells[node * WIDTH + KEY] != key) {
            node = cells[node * WIDTH + LINK];
        }
        return node;
    }

    /** Removes {@code node} from {@code chain}, which must contain it, and frees it; returns the new chain. */
    public int remove(int chain, int node) {
        int next = cells[node * WIDTH + LINK];
        free(node);
        if (chain == node) {
            return next;
        }
        int before = chain;
        while (cells[before * WIDTH + LINK] != node) {
            before = cells[before * WIDTH + LINK];
        }
        cells[before * WIDTH + LINK] = next;
        return chain;
    }

    public int key(int node) {
        return cells[node * WIDTH + KEY];
    }

    public int value(int node) {
        return cells[node * WIDTH + VALUE];
    }

    /** Returns the node after {@code node}, or 0. */
    public int next(int node) {
        return cells[node * WIDTH + LINK];
    }

    /** Adds {@code amount} to a node's value; returns the new value. */
    public int add(int node, int amount) {
        cells[node * WIDTH + VALUE] += amount;
        return cells[node * WIDTH + VALUE];
    }

    private void free(int node) {
        cells[node * WIDTH + LINK] = unused;
        unused = node;
        count--;
    }

    private void grow() {
        if (end * WIDTH > cells.length) {
            cells = Arrays.copyOf(cells, (end + (end >> 1)) * WIDTH);
        }
    }

    @Override
    public void keep(StateTape tape) {
        cells = tape.keepFirst(cells, end * WIDTH);
        unused = tape.keep(unused);
        end = tape.keep(end);
        count = tape.keep(count);
    }
}
