package org.ioasidsim.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.teavm.interop.Export;

/**
 * What the compiled engine offers to a page's script: {@link #put} each character of a request, {@link #ask}, {@link #get} each character of
 * the answer; {@link #put} each character of a file's name, {@link #data} each of its bytes, {@link #keep}.
 */
public final class LiveEntry {
    private static final LiveEngine ENGINE = new LiveEngine();
    private static final StringBuilder REQUEST = new StringBuilder();
    private static final StringBuilder ANSWER = new StringBuilder();
    private static final ByteArrayOutputStream DATA = new ByteArrayOutputStream();

    private LiveEntry() {}

    /** Does nothing: it is where the compiler begins. */
    public static void main(String[] args) {}

    /** Appends a UTF-16 unit to the request. */
    @Export(name = "put")
    public static void put(int unit) {
        REQUEST.append((char) unit);
    }

    /** Answers the request, forgets it, and returns how many UTF-16 units the answer has. */
    @Export(name = "ask")
    public static int ask() {
        ANSWER.setLength(0);
        ANSWER.append(ENGINE.answer(REQUEST.toString()));
        REQUEST.setLength(0);
        return ANSWER.length();
    }

    /** Returns a UTF-16 unit of the answer. */
    @Export(name = "get")
    public static int get(int place) {
        return ANSWER.charAt(place);
    }

    /** Appends a byte to the content of a file. */
    @Export(name = "data")
    public static void data(int one) {
        DATA.write(one);
    }

    /** Keeps the file whose name was put and whose bytes were given, and forgets both. */
    @Export(name = "keep")
    public static void keep() {
        try {
            ENGINE.keep(REQUEST.toString(), DATA.toByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        REQUEST.setLength(0);
        DATA.reset();
    }
}
