package org.ioasidsim.experiment;

import org.jspecify.annotations.Nullable;

/** An engine could not be reached or gave up: no fault of a model, and what was finished before is kept. */
public final class EngineFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EngineFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
