package org.ioasidsim.ops;

/**
 * A bad line of an op script.
 *
 * @param line the physical line, from 1
 * @param expected what should stand there
 * @param found what stands there
 */
public record OpProblem(int line, String expected, String found) {
    /** Returns the problem as a line of text. */
    public String text(String file) {
        return file + ":" + line + ": expected " + expected + ", found " + found;
    }
}
