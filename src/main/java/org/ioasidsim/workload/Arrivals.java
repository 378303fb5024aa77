package org.ioasidsim.workload;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.ioasidsim.math.PortableMath;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.Exponential;
import org.ioasidsim.random.NamedStream;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.ioasidsim.workload.trace.TraceRows;
import org.ioasidsim.workload.trace.TraceSpec;
import org.ioasidsim.workload.trace.Traces;
import umontreal.ssj.rng.RandomStream;

/** The arrivals of one source, in order. */
interface Arrivals extends Closeable, Kept {
    /** Nothing ever arrives. */
    Arrivals NONE = () -> Double.POSITIVE_INFINITY;

    /** Goes to the next arrival and returns its time; infinite when there is none. */
    double next();

    /** Returns how many arrive at that time. */
    default int count() {
        return 1;
    }

    /** Returns how long what arrived will live, in seconds; NaN if the source does not say. */
    default double lifetimeSeconds() {
        return Double.NaN;
    }

    /** Returns the number of the instance to which what arrived belongs, if the source makes instances; else 0. */
    default int instance() {
        return 0;
    }

    /** Draws other numbers from now on: those of {@code branch}. */
    default void branch(long branch) {}

    /** Returns when the next arrival is due, which was due at {@code seconds}: drawn anew where the arrivals have no memory. */
    default double redrawn(double nowSeconds, double seconds) {
        return seconds;
    }

    @Override
    default void keep(StateTape tape) {}

    /** Closes the file behind it, if there is one; nothing arrives any more. */
    @Override
    default void close() {}

    /** Returns the arrivals that {@code spec} describes for a source that starts at {@code startSeconds}; none for closed sources. */
    static Arrivals of(ArrivalsSpec spec, double startSeconds, NamedStream stream, Traces traces) {
        if (spec instanceof ArrivalsSpec.Poisson poisson) {
            return new Renewals(startSeconds, poisson.perSecond(), stream);
        }
        if (spec instanceof ArrivalsSpec.Renewal renewal) {
            return new GeneralRenewals(startSeconds, renewal.gapSeconds(), stream);
        }
        if (spec instanceof ArrivalsSpec.Batch batch) {
            return new Batches(startSeconds, batch, stream);
        }
        if (spec instanceof ArrivalsSpec.Scheduled scheduled) {
            return new Timed(startSeconds, scheduled, stream);
        }
        if (spec instanceof ArrivalsSpec.OnOff onOff) {
            return new Bursts(startSeconds, onOff, stream);
        }
        if (spec instanceof ArrivalsSpec.Profile profile) {
            return new Thinned(startSeconds, profile, stream);
        }
        if (spec instanceof ArrivalsSpec.At at) {
            return new Listed(startSeconds, at.seconds());
        }
        if (spec instanceof ArrivalsSpec.Trace trace) {
            return new Traced(startSeconds, trace.spec(), traces.rows(trace.spec()), stream);
        }
        return NONE;
    }

    /** Goes to the next arrival and sets a timer for it; returns its time, infinite, and no timer, when there is none. */
    @CanIgnoreReturnValue
    static double scheduleNext(Arrivals arrivals, Simulation simulation, int payload) {
        double at = arrivals.next();
        if (at < Double.POSITIVE_INFINITY) {
            simulation.scheduleSoon(at, payload);
        }
        return at;
    }

    private static double exponential(double perSecond, RandomStream stream) {
        return Exponential.standard(stream) / perSecond;
    }

    /** Arrivals that are drawn one after the other: from one stream, on from one time. */
    abstract class Drawn implements Arrivals {
        final NamedStream stream;

        /** From where the next one is drawn. */
        double at;

        Drawn(double startSeconds, NamedStream stream) {
            this.at = startSeconds;
            this.stream = stream;
        }

        @Override
        public final void branch(long branch) {
            stream.branch(branch);
        }

        @Override
        public void keep(StateTape tape) {
            stream.keep(tape);
            at = tape.keep(at);
        }
    }

    /** A Poisson process. */
    final class Renewals extends Drawn {
        private final double perSecond;

        /** Drawn one arrival ahead, so that the processor need not finish a draw before it knows which event is next. */
        private double gap;

        Renewals(double startSeconds, double perSecond, NamedStream stream) {
            super(startSeconds, stream);
            this.perSecond = perSecond;
            this.gap = exponential(perSecond, stream);
        }

        @Override
        public void keep(StateTape tape) {
            super.keep(tape);
            gap = tape.keep(gap);
        }

        @Override
        public double redrawn(double nowSeconds, double seconds) {
            at = nowSeconds;
            return next();
        }

        @Override
        public double next() {
            at += gap;
            gap = exponential(perSecond, stream);
            return at;
        }
    }

    /** Independent gaps of any distribution. */
    final class GeneralRenewals extends Drawn {
        private final Distribution gap;

        GeneralRenewals(double startSeconds, Distribution gap, NamedStream stream) {
            super(startSeconds, stream);
            this.gap = gap;
        }

        @Override
        public double next() {
            at += gap.draw(stream);
            return at;
        }
    }

    /** Poisson batches. */
    final class Batches extends Drawn {
        private final ArrivalsSpec.Batch spec;
        private int count;

        Batches(double startSeconds, ArrivalsSpec.Batch spec, NamedStream stream) {
            super(startSeconds, stream);
            this.spec = spec;
        }

        @Override
        public void keep(StateTape tape) {
            super.keep(tape);
            count = tape.keep(count);
        }

        @Override
        public double next() {
            at += exponential(spec.perSecond(), stream);
            count = (int) Math.max(1, Math.rint(spec.size().draw(stream)));
            return at;
        }

        @Override
        public int count() {
            return count;
        }
    }

    /** Batches at scheduled times; with jitter one by one, in the order of their times, which are drawn as order statistics. */
    final class Timed extends Drawn {
        private final ArrivalsSpec.Scheduled spec;
        private double batchAt;
        private int left;

        /** The part of the jitter that the process drawn last has. */
        private double late;

        private int count;

        Timed(double startSeconds, ArrivalsSpec.Scheduled spec, NamedStream stream) {
            super(startSeconds, stream);
            this.spec = spec;
        }

        @Override
        public void keep(StateTape tape) {
            super.keep(tape);
            batchAt = tape.keep(batchAt);
            left = tape.keep(left);
            late = tape.keep(late);
            count = tape.keep(count);
        }

        @Override
        public double next() {
            if (left == 0) {
                batchAt = spec.schedule().atOrAfter(at);
                if (Double.isInfinite(batchAt)) {
                    return batchAt;
                }
                at = Math.nextUp(batchAt);
                left = (int) Math.max(1, Math.rint(spec.size().draw(stream)));
                late = 0;
            }
            if (spec.jitterSeconds() == 0) {
                count = left;
                left = 0;
                return batchAt;
            }
            // the least of the uniform times that are left lies above the one before as the least of so many
            late = 1 - (1 - late) * PortableMath.pow(1 - stream.nextDouble(), 1.0 / left);
            left--;
            count = 1;
            return batchAt + late * spec.jitterSeconds();
        }

        @Override
        public int count() {
            return count;
        }
    }

    /** A Poisson process that is switched on and off; it starts on. */
    final class Bursts extends Drawn {
        private final ArrivalsSpec.OnOff spec;
        private double offAt;

        Bursts(double startSeconds, ArrivalsSpec.OnOff spec, NamedStream stream) {
            super(startSeconds, stream);
            this.spec = spec;
            this.offAt = startSeconds + spec.onSeconds().draw(stream);
        }

        @Override
        public void keep(StateTape tape) {
            super.keep(tape);
            offAt = tape.keep(offAt);
        }

        @Override
        public double next() {
            double gap = exponential(spec.perSecond(), stream);
            // The gap runs only while on: what is left of it when off begins continues when on begins again.
            while (at + gap > offAt) {
                gap -= offAt - at;
                at = offAt + spec.offSeconds().draw(stream);
                offAt = at + spec.onSeconds().draw(stream);
            }
            at += gap;
            return at;
        }
    }

    /** A Poisson process whose rate follows a profile that repeats from time 0, by thinning (Lewis and Shedler, 1979). */
    final class Thinned extends Drawn {
        private final ArrivalsSpec.Profile spec;
        private final double[] ratePerSecond;
        private double highest;

        Thinned(double startSeconds, ArrivalsSpec.Profile spec, NamedStream stream) {
            super(startSeconds, stream);
            this.spec = spec;
            double mean = spec.shape().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(1);
            this.ratePerSecond = new double[spec.shape().size()];
            for (int i = 0; i < ratePerSecond.length; i++) {
                ratePerSecond[i] = spec.meanPerSecond() * spec.shape().get(i) / mean;
                highest = Math.max(highest, ratePerSecond[i]);
            }
        }

        @Override
        public double next() {
            do {
                at += exponential(highest, stream);
            } while (stream.nextDouble() * highest >= rate(at));
            return at;
        }

        private double rate(double seconds) {
            double phase = (seconds % spec.periodSeconds()) / spec.periodSeconds();
            return ratePerSecond[Math.min((int) (phase * ratePerSecond.length), ratePerSecond.length - 1)];
        }
    }

    /** Arrivals at given times after the start. */
    final class Listed implements Arrivals {
        private final double startSeconds;
        private final List<Double> seconds;
        private int next;

        Listed(double startSeconds, List<Double> seconds) {
            this.startSeconds = startSeconds;
            this.seconds = seconds;
        }

        @Override
        public void keep(StateTape tape) {
            next = tape.keep(next);
        }

        @Override
        public double next() {
            return next < seconds.size() ? startSeconds + seconds.get(next++) : Double.POSITIVE_INFINITY;
        }
    }

    /** Arrivals and lifetimes from a recorded file, whose times count from time 0; those before the start are skipped. */
    final class Traced implements Arrivals {
        private final double startSeconds;
        private final TraceSpec spec;
        private final TraceRows rows;
        private final NamedStream stream;
        private TraceRows.Cursor row;
        private long round;

        Traced(double startSeconds, TraceSpec spec, TraceRows rows, NamedStream stream) {
            this.startSeconds = startSeconds;
            this.spec = spec;
            this.rows = rows;
            this.stream = stream;
            this.row = open();
        }

        private TraceRows.Cursor open() {
            try {
                return rows.open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void keep(StateTape tape) {
            throw new IllegalStateException("the place in a recorded file cannot be saved");
        }

        @Override
        public double next() {
            while (true) {
                if (!hasRow()) {
                    return Double.POSITIVE_INFINITY;
                }
                double at = row.startSeconds() + roundStart();
                if (isSampled() && at >= startSeconds && (round == 0 || !row.isCarriedIn())) {
                    return at;
                }
            }
        }

        /** Goes to the next row, in the next round if this one is over. */
        private boolean hasRow() {
            try {
                while (!row.next()) {
                    if (round + 1 >= spec.rounds()) {
                        return false;
                    }
                    row.close();
                    round++;
                    row = rows.open();
                }
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private double roundStart() {
            return round == 0 ? 0 : round * spec.roundSeconds();
        }

        private boolean isSampled() {
            return spec.sample() == 1 || stream.nextDouble() < spec.sample();
        }

        /**
         * Returns the row's. One with an open end lives to the end of its round, when the next round brings those again that were there at the
         * start of the trace; in the last round it lives for ever.
         */
        @Override
        public double lifetimeSeconds() {
            if (!row.isOpen()) {
                return row.durationSeconds();
            }
            boolean isLast = round + 1 >= spec.rounds();
            return isLast ? Double.POSITIVE_INFINITY : spec.roundSeconds() - row.startSeconds();
        }

        @Override
        public int instance() {
            return row.instance();
        }

        @Override
        public void close() {
            try {
                row.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
