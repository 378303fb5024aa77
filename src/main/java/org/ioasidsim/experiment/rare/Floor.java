package org.ioasidsim.experiment.rare;

import java.util.List;
import org.ioasidsim.random.Law;
import org.ioasidsim.stats.exact.Loss;
import org.ioasidsim.workload.Workload;
import umontreal.ssj.rng.RandomStream;

/**
 * Keeps a path near a limit that is seldom reached: whenever fewer than a given number of ids are held against the limit, the next request
 * arrives at once, as if the time in which fewer are held were cut out.
 *
 * <p>Poisson requests that are lost when refused hold, if no limit is near, a Poisson number of ids, whatever the law of their holds, and given
 * that number the ids are held independently, each for the rest of a hold as it is found at any time. A path that starts so with one id fewer
 * than the floor, and to which a request arrives, is a stationary path at the moment when it reaches the floor. It leaves the floor downwards
 * in the very state from which it started (Kelly, "Loss networks": the process is reversible, its truncations too), so that the next request
 * may arrive at once. Stationary paths reach the floor at a rate that is known: the rate of requests times the Poisson probability of one id
 * fewer.
 *
 * <p>With several limits this holds as far as no other one refuses below the floor, which is why it is used only where all refuse seldom.
 */
final class Floor {
    private static final int MOST_TRIES = 10_000;

    private final Level level;
    private final long ids;
    private final List<Stream> streams;
    private final RandomStream random;
    private final double load;
    private final double ratePerSecond;
    private long arrivals;

    /**
     * The requests of a tenant under the limit.
     *
     * @param tenant its number
     * @param perSecond over all instances
     * @param hold the law of its holds
     * @param rest the law of the rest of a hold as found at any time
     */
    record Stream(int tenant, double perSecond, Law hold, Law rest) {
        double load() {
            return perSecond * hold.mean();
        }
    }

    /**
     * @param level whose held ids stay above the floor
     * @param ids how many are held at the floor
     */
    Floor(Level level, long ids, List<Stream> streams, RandomStream random) {
        this.level = level;
        this.ids = ids;
        this.streams = streams;
        this.random = random;
        this.load = streams.stream().mapToDouble(Stream::load).sum();
        this.ratePerSecond = streams.stream().mapToDouble(Stream::perSecond).sum();
    }

    /** Lets one id fewer than the floor be held, each for the rest of a hold. */
    void fill(Workload workload) {
        for (int tries = 0; level.held().getAsLong() < ids - 1; tries++) {
            check(tries < 2 * ids + MOST_TRIES);
            Stream stream = pick(load, Stream::load);
            workload.arrive(stream.tenant, random.nextDouble(), stream.rest.draw(random));
        }
    }

    boolean isBelow() {
        return level.held().getAsLong() < ids;
    }

    /** Lets requests arrive until the floor is reached. */
    void refill(Workload workload) {
        for (int tries = 0; isBelow(); tries++) {
            check(tries < MOST_TRIES);
            arrivals++;
            Stream stream = pick(ratePerSecond, Stream::perSecond);
            workload.arrive(stream.tenant, random.nextDouble(), Double.NaN);
        }
    }

    private void check(boolean isInTime) {
        if (!isInTime) {
            throw new IllegalStateException("another limit keeps " + level.name() + " below " + ids + " ids");
        }
    }

    private interface Weight {
        double of(Stream stream);
    }

    private Stream pick(double total, Weight weight) {
        double left = random.nextDouble() * total;
        for (Stream stream : streams) {
            left -= weight.of(stream);
            if (left < 0) {
                return stream;
            }
        }
        return streams.get(streams.size() - 1);
    }

    /** Returns the requests that have arrived because fewer ids were held, but for the last: what follows it still lies ahead. */
    long followed() {
        return arrivals - 1;
    }

    /** Returns how many requests a second arrive while one id fewer than the floor is held. */
    double arrivalsPerSecond() {
        return ratePerSecond * Loss.poisson(load, Math.toIntExact(ids - 1)).doubleValue();
    }
}
