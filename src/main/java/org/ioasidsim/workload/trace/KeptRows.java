package org.ioasidsim.workload.trace;

import java.util.Arrays;

/** The rows of a recorded file, kept in memory. */
final class KeptRows implements TraceRows {
    private double[] startSeconds = new double[1024];
    private double[] durationSeconds = new double[1024];
    private boolean[] isOpen = new boolean[1024];
    private boolean[] isCarriedIn = new boolean[1024];
    private int[] instance = new int[1024];
    private int size;

    /** Adds the current row of a cursor. */
    void add(Cursor row) {
        if (size == startSeconds.length) {
            startSeconds = Arrays.copyOf(startSeconds, 2 * size);
            durationSeconds = Arrays.copyOf(durationSeconds, 2 * size);
            isOpen = Arrays.copyOf(isOpen, 2 * size);
            isCarriedIn = Arrays.copyOf(isCarriedIn, 2 * size);
            instance = Arrays.copyOf(instance, 2 * size);
        }
        startSeconds[size] = row.startSeconds();
        durationSeconds[size] = row.durationSeconds();
        isOpen[size] = row.isOpen();
        isCarriedIn[size] = row.isCarriedIn();
        instance[size] = row.instance();
        size++;
    }

    int size() {
        return size;
    }

    @Override
    public Cursor open() {
        return new Cursor() {
            private int at = -1;

            @Override
            public boolean next() {
                return ++at < size;
            }

            @Override
            public double startSeconds() {
                return startSeconds[at];
            }

            @Override
            public double durationSeconds() {
                return durationSeconds[at];
            }

            @Override
            public boolean isOpen() {
                return isOpen[at];
            }

            @Override
            public boolean isCarriedIn() {
                return isCarriedIn[at];
            }

            @Override
            public int instance() {
                return instance[at];
            }

            @Override
            public void close() {}
        };
    }
}
