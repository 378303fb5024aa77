package org.ioasidsim.random;

import org.ioasidsim.math.PortableMath;
import umontreal.ssj.rng.RandomStream;

/**
 * Standard exponential and standard normal numbers by the ziggurat method: 256 layers of equal area cover the density, and a draw mostly
 * takes one uniform number and one comparison. The distribution is exact, wedges and tail included.
 *
 * <p>Source: Marsaglia and Tsang, "The ziggurat method for generating random variables", J. Stat. Softw. 5(8), 2000.
 */
final class Ziggurat {
    private static final int LAYERS = 256;

    /** The start of the tail, for 256 layers. */
    private static final double EXPONENTIAL_TAIL = 7.69711747013105;

    private static final double NORMAL_TAIL = 3.654152885361009;

    /** The area of each normal layer, the lowest with its tail. */
    private static final double NORMAL_AREA = 4.92867323399e-3;

    private static final double[] EXPONENTIAL_X = new double[LAYERS + 1];
    private static final double[] EXPONENTIAL_Y = new double[LAYERS + 1];
    private static final double[] NORMAL_X = new double[LAYERS + 1];
    private static final double[] NORMAL_Y = new double[LAYERS + 1];

    static {
        fillExponential();
        fillNormal();
    }

    private Ziggurat() {}

    /** Draws an exponential number of mean 1. */
    static double exponential(RandomStream stream) {
        double base = 0;
        while (true) {
            double scaled = stream.nextDouble() * LAYERS; // its whole part is the layer, the rest the place in it
            int layer = (int) scaled;
            double x = (scaled - layer) * EXPONENTIAL_X[layer];
            if (x < EXPONENTIAL_X[layer + 1]) {
                return base + x;
            }
            if (layer == 0) {
                base += EXPONENTIAL_TAIL; // without memory: the tail is the whole distribution, moved to the tail's
                // start
            } else if (height(EXPONENTIAL_Y, layer, stream) < PortableMath.exp(-x)) {
                return base + x;
            }
        }
    }

    /** Draws a normal number of mean 0 and variance 1. */
    static double normal(RandomStream stream) {
        while (true) {
            double scaled = stream.nextDouble() * LAYERS;
            int layer = (int) scaled;
            double signed = 2 * (scaled - layer) - 1;
            double x = signed * NORMAL_X[layer];
            if (Math.abs(x) < NORMAL_X[layer + 1]) {
                return x;
            }
            if (layer == 0) {
                return Math.copySign(normalTail(stream), signed);
            }
            if (height(NORMAL_Y, layer, stream) < PortableMath.exp(-0.5 * x * x)) {
                return x;
            }
        }
    }

    /** Draws a height in a layer, uniform between its lower and its upper edge. */
    private static double height(double[] y, int layer, RandomStream stream) {
        return y[layer] + stream.nextDouble() * (y[layer + 1] - y[layer]);
    }

    /** Draws from the tail. Source: Marsaglia, "Generating a variable from the tail of the normal distribution", Technometrics 6(1), 1964. */
    private static double normalTail(RandomStream stream) {
        while (true) {
            double x = exponential(stream) / NORMAL_TAIL;
            if (2 * exponential(stream) > x * x) {
                return NORMAL_TAIL + x;
            }
        }
    }

    private static void fillExponential() {
        double area = (EXPONENTIAL_TAIL + 1) * PortableMath.exp(-EXPONENTIAL_TAIL);
        EXPONENTIAL_X[0] = area / PortableMath.exp(-EXPONENTIAL_TAIL);
        EXPONENTIAL_X[1] = EXPONENTIAL_TAIL;
        for (int i = 1; i < LAYERS; i++) {
            EXPONENTIAL_Y[i] = PortableMath.exp(-EXPONENTIAL_X[i]);
            if (i + 1 < LAYERS) {
                EXPONENTIAL_X[i + 1] = -PortableMath.log(EXPONENTIAL_Y[i] + area / EXPONENTIAL_X[i]);
            }
        }
        EXPONENTIAL_Y[LAYERS] = 1;
    }

    private static void fillNormal() {
        NORMAL_X[0] = NORMAL_AREA / PortableMath.exp(-0.5 * NORMAL_TAIL * NORMAL_TAIL);
        NORMAL_X[1] = NORMAL_TAIL;
        for (int i = 1; i < LAYERS; i++) {
            NORMAL_Y[i] = PortableMath.exp(-0.5 * NORMAL_X[i] * NORMAL_X[i]);
            if (i + 1 < LAYERS) {
                NORMAL_X[i + 1] = Math.sqrt(-2 * PortableMath.log(NORMAL_Y[i] + NORMAL_AREA / NORMAL_X[i]));
            }
        }
        NORMAL_Y[LAYERS] = 1;
    }
}
