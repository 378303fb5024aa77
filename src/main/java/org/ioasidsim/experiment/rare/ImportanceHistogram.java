package org.ioasidsim.experiment.rare;

/** How often a path was at which importance, after how many events and with which weight; says where the next thresholds belong. */
final class ImportanceHistogram {
    private static final int BINS = 1 << 17;

    /** The fewest events above a new threshold: with fewer its place would be chance. */
    private static final long LEAST_EVENTS = 2000;

    /** The most thresholds that one pilot adds: its weights grow uncertain from one to the next. */
    private static final int MOST_ADDED = 3;

    /** One in so many goes on from a threshold to the next: fewer cost more copies, more make the sums less even. */
    private static final double ONE_IN = 3;

    /** So many standard deviations are a probability below 1e-30, or below 1e-16 where the mean is a tenth of an id. */
    private static final double FAR = 30;

    private final double[] weights = new double[BINS + 1];
    private final long[] events = new long[BINS + 1];

    void add(double importance, double weight) {
        int bin = bin(importance);
        weights[bin] += weight;
        events[bin]++;
    }

    private static int bin(double importance) {
        return (int) Math.min(BINS, importance * BINS);
    }

    /** Returns whether the limits are so many standard deviations above the mean that no effort gets there. */
    boolean isOutOfReach() {
        double sum = 0;
        double mean = 0;
        double squares = 0;
        for (int bin = 0; bin <= BINS; bin++) {
            double importance = (double) bin / BINS;
            sum += weights[bin];
            mean += weights[bin] * importance;
            squares += weights[bin] * importance * importance;
        }
        mean /= sum;
        double deviation = Math.sqrt(Math.max(0, squares / sum - mean * mean));
        return 1 - mean > FAR * deviation;
    }

    /** Returns whether the path has often been where a limit is full. */
    boolean isAtLimit() {
        return events[BINS] >= LEAST_EVENTS;
    }

    /** Returns {@code thresholds} and further ones, each reached by a third of what reached the one before, or by less where ids are few. */
    Thresholds extend(Thresholds thresholds) {
        double[] above = new double[BINS + 2];
        long[] eventsAbove = new long[BINS + 2];
        for (int bin = BINS; bin >= 0; bin--) {
            above[bin] = above[bin + 1] + weights[bin];
            eventsAbove[bin] = eventsAbove[bin + 1] + events[bin];
        }
        Thresholds extended = thresholds.at().length > 0
                ? thresholds
                : thresholds.with((double) firstWithin(above, above[0] / 2) / BINS, 1);
        for (int added = 0; added < MOST_ADDED; added++) {
            int last = (int) Math.round(extended.at()[extended.at().length - 1] * BINS);
            int next = firstWithin(above, above[last] / ONE_IN);
            if (next <= last || eventsAbove[next] < LEAST_EVENTS) {
                return extended;
            }
            extended = extended.with((double) next / BINS, (int) Math.rint(above[last] / above[next]));
        }
        return extended;
    }

    /** Returns the first bin where the path has been and above which it has no more than {@code weight}. */
    private int firstWithin(double[] above, double weight) {
        int bin = 0;
        while (bin <= BINS && (events[bin] == 0 || above[bin] > weight)) {
            bin++;
        }
        return bin;
    }
}
