package org.ioasidsim.experiment.search;

/**
 * How the error of a search's answer is divided over its verdicts, so that all of them together err no more often: their shares add up to 1 however
 * many values are tried (Boole's inequality). The values that decide an answer come early and are decided at the last look, so that these have most
 * of it. Each of the two edges has two fifths, of which its k-th value has 1/(k(k + 1)): these parts add up to 1. The ends, what theory expects
 * and checks divide the last fifth equally. Half of a value's share belongs to the look at all replications, the other half to all looks before it.
 *
 * <p>Where simulation only confirms an exact answer, two values are expected to be all, and their first looks to tell: the one beyond the border, which is
 * the first, has two fifths, each edge three tenths, and the k-th look at a value has 1/(k(k + 1)) of its share, the last what is left.
 *
 * <p>A verdict can only err towards one side: where the conditions hold it is wrong to say no, where they do not it is wrong to say yes. Its
 * interval may therefore leave its share open on either side.
 *
 * @param error of the whole answer
 * @param looks at a value, at most, at least 1
 * @param conditions each of which has a verdict, at least 1
 * @param confirms whether an exact answer is confirmed
 */
record ErrorShares(double error, int looks, int conditions, boolean confirms) {
    private static final double OF_OTHERS = 0.2;
    private static final double OF_OTHERS_THAT_CONFIRM = 0.4;
    private static final double OF_LAST_LOOK = 0.5;

    /** Returns the share of a value at an edge, of which {@code number - 1} values were tried before. */
    double ofTry(int number) {
        return (1 - ofOthers()) / 2 / (number * (number + 1.0));
    }

    /** Returns the share of one of so many values that are tried whatever comes out. */
    double ofOther(int values) {
        return ofOthers() / values;
    }

    private double ofOthers() {
        return confirms ? OF_OTHERS_THAT_CONFIRM : OF_OTHERS;
    }

    /**
     * Returns the confidence of the intervals of one look at a value.
     *
     * @param share of the value
     * @param number of the look at this value, from 1 on
     */
    double confidence(double share, int number, boolean isLast) {
        return 1 - 2 * error * share * ofLook(number, isLast) / conditions;
    }

    private double ofLook(int number, boolean isLast) {
        if (looks == 1) {
            return 1;
        } else if (confirms) {
            return 1.0 / (isLast ? number : number * (number + 1));
        }
        return isLast ? OF_LAST_LOOK : (1 - OF_LAST_LOOK) / (looks - 1);
    }
}
