package org.ioasidsim.stats.exact;

/**
 * Classes of requests that take several ids at once and give them back together, for any law of the hold.
 *
 * <p>Source: Kaufman 1981, Roberts 1981: n q(n) = sum over k of load(k) size(k) q(n - size(k)).
 *
 * @param blocking the part of requests refused, by class
 * @param utilisation the mean part of the ids held
 */
public record KaufmanRoberts(double[] blocking, double utilisation) {
    private static final double LARGE = 1e250;

    /** Returns the model for {@code ids}; {@code loads[k]} counts requests, not ids. */
    public static KaufmanRoberts of(int ids, double[] loads, int[] sizes) {
        double[] law = law(ids, loads, sizes);
        var blocking = new double[loads.length];
        for (int k = 0; k < loads.length; k++) {
            for (int n = Math.max(0, ids - sizes[k] + 1); n <= ids; n++) {
                blocking[k] += law[n];
            }
        }
        double held = 0;
        for (int n = 0; n <= ids; n++) {
            held += n * law[n];
        }
        return new KaufmanRoberts(blocking, held / ids);
    }

    private static double[] law(int ids, double[] loads, int[] sizes) {
        var law = new double[ids + 1];
        law[0] = 1;
        for (int n = 1; n <= ids; n++) {
            for (int k = 0; k < loads.length; k++) {
                law[n] += n < sizes[k] ? 0 : loads[k] * sizes[k] * law[n - sizes[k]] / n;
            }
            if (law[n] > LARGE) {
                for (int i = 0; i <= n; i++) {
                    law[i] /= LARGE;
                }
            }
        }
        BirthDeath.normalise(law);
        return law;
    }
}
