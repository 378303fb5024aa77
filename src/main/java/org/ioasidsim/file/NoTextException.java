package org.ioasidsim.file;

import java.io.IOException;

/** A file begins as no text and no gzip does; the message says as what, and which command makes text of it. */
@SuppressWarnings("serial") // nobody serialises it
public final class NoTextException extends IOException {
    NoTextException(String message) {
        super(message);
    }
}
