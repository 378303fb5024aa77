package org.ioasidsim.stats.exact;

/**
 * Classes of requests that take several ids at once and give them back together, for any law of the hold.
 *
 * <p>Source: Kaufman 1981, Roberts 1981: n q(n) = sum over k of load(k) size(k) q(n - size(k)).
 *
 * @param blocking the part of requests refused, by class
 * @param utilisation the mean part of the ids held
 */
public record KaufmanRoberts(Scaled[] blocking, double utilisation) {
    /** Ids times classes that take a few seconds. */
    public static final long MOST_TERMS = 200_000_000L;

    /** Returns the model for {@code ids}; {@code loads[k]} counts requests, not ids. */
    public static KaufmanRoberts of(int ids, double[] loads, int[] sizes) {
        ScaledLaw law = law(ids, loads, sizes);
        var blocking = new Scaled[loads.length];
        for (int k = 0; k < loads.length; k++) {
            blocking[k] = law.probability(ids - sizes[k] + 1, ids);
        }
        return new KaufmanRoberts(
                blocking, law.mean(held -> (double) held / ids).doubleValue());
    }

    private static ScaledLaw law(int ids, double[] loads, int[] sizes) {
        var factors = new double[loads.length];
        var steps = new int[loads.length];
        for (int k = 0; k < loads.length; k++) {
            factors[k] = ScaledLaw.restOf(loads[k]) * sizes[k];
            steps[k] = ScaledLaw.stepOf(loads[k]);
        }
        var law = new ScaledLaw(ids);
        law.set(0, 1, 0);
        for (int n = 1; n <= ids; n++) {
            int largest = Integer.MIN_VALUE;
            for (int k = 0; k < sizes.length; k++) {
                if (n >= sizes[k] && !law.isZero(n - sizes[k])) {
                    largest = Math.max(largest, law.step(n - sizes[k]) + steps[k]);
                }
            }
            double sum = 0;
            for (int k = 0; k < sizes.length && largest > Integer.MIN_VALUE; k++) {
                sum += n < sizes[k] ? 0 : factors[k] * law.in(n - sizes[k], largest - steps[k]);
            }
            if (sum > 0) {
                law.set(n, sum / n, largest);
            }
        }
        return law;
    }
}
