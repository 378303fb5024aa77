package org.ioasidsim.stats.exact;

/**
 * Erlang's loss system away from its steady state: a birth-death process on 0 to {@code ids} whose rate of births is constant between breaks, solved
 * by its forward equations, {@code p'(n) = births p(n - 1) + (n + 1) d p(n + 1) - (births + n d) p(n)} without births at {@code ids}. Each step is the
 * second-order, L-stable TR-BDF2; the states looked at follow the law, so that a step costs some twenty standard deviations of it.
 *
 * <p>Sources: Jagerman, <i>Nonstationary blocking in telephone traffic</i>, Bell Syst. Tech. J. 54, 1975, for the equations; Bank, Coughran, Fichtner,
 * Grosse, Rose and Smith, <i>Transient simulation of silicon devices and circuits</i>, IEEE Trans. Electron Devices 32, 1985, for the steps.
 */
public final class TransientLoss {
    private static final double GAMMA = 2 - Math.sqrt(2);

    /** What both stages of a step have as the factor of its length. */
    private static final double IMPLICIT = GAMMA / 2;

    private static final double OF_STAGE = 1 / (GAMMA * (2 - GAMMA));
    private static final double OF_START = (1 - GAMMA) * (1 - GAMMA) * OF_STAGE;
    private static final double EXPLICIT = Math.sqrt(2) / 4;

    /** The part of its standard deviation by which the law may move in a step of no refinement. */
    private static final double MOVE = 0.25;

    /** The part of a mean hold that a step may last. */
    private static final double OF_HOLD = 1 / 16.0;

    /**
     * After so many mean holds without a break the law is that of the steady state to the last digit: two systems that start apart, with the same births and
     * deaths, differ by what neither's deaths have ended.
     */
    private static final double RELAXED = 40;

    /** So many standard deviations, and so many numbers beside them, from its mean the law is nothing. */
    private static final double DEVIATIONS = 10;

    private static final double BESIDE = 16;

    private final int ids;
    private final double deathsPerSecond;
    private final int refinement;
    private final double[] law;
    private final double[] stage;

    /** By state what elimination multiplies the row before by. */
    private final double[] factors;

    private final double[] inverses;
    private int lowest;
    private int highest;

    /**
     * Starts from a law.
     *
     * @param ids at least 1
     * @param deathsPerSecond of each that lives, above 0
     * @param first the number whose probability comes first, at least 0
     * @param probabilities of that number and those after it, none of them above {@code ids}
     * @param refinement by how much shorter steps are than those with which the time has a relative error of some 0.005, at least 1; the error falls with
     *     its square
     */
    public TransientLoss(int ids, double deathsPerSecond, int first, double[] probabilities, int refinement) {
        this.ids = ids;
        this.deathsPerSecond = deathsPerSecond;
        this.refinement = refinement;
        this.law = new double[ids + 1];
        this.stage = new double[ids + 1];
        this.factors = new double[ids + 1];
        this.inverses = new double[ids + 1];
        this.lowest = first;
        this.highest = first + probabilities.length - 1;
        System.arraycopy(probabilities, 0, law, first, probabilities.length);
    }

    /** Returns how far from its mean a law with this standard deviation, that of a Poisson number or less, is nothing. */
    public static double half(double deviation) {
        return half(0, deviation);
    }

    private static double half(double move, double deviation) {
        return (DEVIATIONS + move) * deviation + BESIDE;
    }

    /** Goes on for some time; returns how long of it all ids are taken, on average, in seconds. */
    public double fullSeconds(double birthsPerSecond, double seconds) {
        double full = 0;
        double left = Math.min(seconds, RELAXED / deathsPerSecond);
        double steady = seconds - left;
        while (left > 0) {
            double longest = longestStep(birthsPerSecond);
            double step = left <= longest ? left : left / Math.ceil(left / longest);
            full += step(birthsPerSecond, step);
            left = left <= longest ? 0 : left - step;
        }
        return full + steady * law[ids];
    }

    /** Returns the time in which the law moves by little, and moves the states looked at to where it is and will be. */
    private double longestStep(double birthsPerSecond) {
        double mean = 0;
        for (int n = lowest; n <= highest; n++) {
            mean += n * law[n];
        }
        double variance = 0;
        for (int n = lowest; n <= highest; n++) {
            variance += (n - mean) * (n - mean) * law[n];
        }
        double deviation = Math.sqrt(Math.max(1, variance));
        double drift = Math.abs(birthsPerSecond * (1 - law[ids]) - mean * deathsPerSecond);
        double half = half(2 * MOVE, deviation);
        look((int) Math.max(0, Math.floor(mean - half)), (int) Math.min(ids, Math.ceil(mean + half)));
        return Math.min(OF_HOLD / deathsPerSecond, MOVE * deviation / drift) / refinement;
    }

    private void look(int newLowest, int newHighest) {
        for (int n = lowest; n <= highest; n++) {
            if (n < newLowest || n > newHighest) {
                law[n] = 0;
            }
        }
        lowest = newLowest;
        highest = newHighest;
    }

    /** Both stages solve (I - weight Q) x = known, for the same Q: its elimination is done once. */
    private double step(double births, double seconds) {
        double before = law[ids];
        double weight = IMPLICIT * seconds;
        double up = weight * births;
        double down = weight * deathsPerSecond;
        eliminate(up, down);
        double carried = 0;
        for (int n = lowest; n <= highest; n++) {
            double below = n > lowest ? up * law[n - 1] : 0;
            double above = n < highest ? (n + 1) * down * law[n + 1] : 0;
            carried = below + above + (1 - leaving(up, down, n)) * law[n] + factors[n] * carried;
            stage[n] = carried;
        }
        substitute(down, stage);
        double between = stage[ids];
        carried = 0;
        for (int n = lowest; n <= highest; n++) {
            carried = OF_STAGE * stage[n] - OF_START * law[n] + factors[n] * carried;
            law[n] = carried;
        }
        substitute(down, law);
        return seconds * (EXPLICIT * (before + between) + IMPLICIT * law[ids]);
    }

    /** Returns {@code weight} times the rate at which a state is left for one that is looked at. */
    private double leaving(double up, double down, int n) {
        return (n < highest ? up : 0) + (n > lowest ? n * down : 0);
    }

    /** Q's columns add up to 0, so that elimination needs no pivoting. */
    private void eliminate(double up, double down) {
        double factor = 0;
        for (int n = lowest; n <= highest; n++) {
            factors[n] = factor;
            double pivot = 1 + leaving(up, down, n) - factor * n * down;
            inverses[n] = 1 / pivot;
            factor = up * inverses[n];
        }
    }

    private void substitute(double down, double[] x) {
        double next = 0;
        for (int n = highest; n >= lowest; n--) {
            next = (x[n] + (n + 1) * down * next) * inverses[n];
            x[n] = next;
        }
    }
}
