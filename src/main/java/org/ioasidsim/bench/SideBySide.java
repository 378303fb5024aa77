package org.ioasidsim.bench;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/** Rounds that run at the same time, each in a thread of its own. */
final class SideBySide implements LongSupplier {
    private final List<LongSupplier> rounds;

    SideBySide(List<LongSupplier> rounds) {
        this.rounds = List.copyOf(rounds);
    }

    /** Runs all rounds; returns the sum of their events. */
    @Override
    public long getAsLong() {
        ExecutorService threads = Executors.newFixedThreadPool(rounds.size());
        try {
            long events = 0;
            for (Future<Long> done :
                    threads.invokeAll(rounds.stream().map(SideBySide::task).toList())) {
                events += done.get();
            }
            return events;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private static Callable<Long> task(LongSupplier round) {
        return round::getAsLong;
    }
}
