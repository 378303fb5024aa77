package org.ioasidsim.workload.trace;

import java.nio.ByteBuffer;
import org.ioasidsim.file.Sha256;
import org.ioasidsim.random.NamedStream;
import org.ioasidsim.stats.fit.CensoredTimes;

/** The times that a law is fitted to, row by row. */
final class FittedRows {
    private final String name;
    private final double[] seconds;
    private final boolean[] isCutOff;
    private final CensoredTimes lifetimes;
    private final String sha256;

    /**
     * Keeps the arrays, which nobody may change afterwards.
     *
     * @param name of their file, for people to read
     * @param isCutOff whether {@code seconds[i]} is only known to be exceeded
     */
    FittedRows(String name, double[] seconds, boolean[] isCutOff) {
        this.name = name;
        this.seconds = seconds;
        this.isCutOff = isCutOff;
        this.lifetimes = CensoredTimes.of(seconds, isCutOff);
        this.sha256 = digest();
    }

    private String digest() {
        ByteBuffer bytes = ByteBuffer.allocate(seconds.length * (Double.BYTES + 1));
        for (int row = 0; row < seconds.length; row++) {
            bytes.putDouble(seconds[row]).put((byte) (isCutOff[row] ? 1 : 0));
        }
        return Sha256.of(bytes.array());
    }

    CensoredTimes lifetimes() {
        return lifetimes;
    }

    /** Returns what tells these rows from others, whatever their file is called. */
    String sha256() {
        return sha256;
    }

    String described() {
        return seconds.length + (seconds.length == 1 ? " row of " : " rows of ") + name;
    }

    /** Returns as many rows, each drawn from all with the same probability. */
    CensoredTimes drawn(NamedStream stream) {
        double[] drawn = new double[seconds.length];
        boolean[] drawnCutOff = new boolean[seconds.length];
        for (int i = 0; i < drawn.length; i++) {
            int row = stream.nextInt(0, seconds.length - 1);
            drawn[i] = seconds[row];
            drawnCutOff[i] = isCutOff[row];
        }
        return CensoredTimes.of(drawn, drawnCutOff);
    }
}
