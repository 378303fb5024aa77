package org.ioasidsim.archive;

/** Says that a directory has no manifest, or one that cannot be understood; the message says what to do first. */
public final class InvalidManifestException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidManifestException(String message, Throwable cause) {
        super(message, cause);
    }
}
