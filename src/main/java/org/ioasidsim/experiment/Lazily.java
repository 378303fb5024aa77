package org.ioasidsim.experiment;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Work that is done at the first call, once for all threads. */
final class Lazily {
    private Lazily() {}

    static <T> Callable<T> once(Callable<T> work) {
        var task = new FutureTask<T>(work);
        return () -> {
            task.run();
            return task.get();
        };
    }
}
