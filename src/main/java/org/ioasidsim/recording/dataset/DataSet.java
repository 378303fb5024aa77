package org.ioasidsim.recording.dataset;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.RowTable;
import org.ioasidsim.recording.table.TraceTable;

/** The published data sets of lifetimes that can be read. The first line of a file shows which one it is. */
public enum DataSet {
    PACKING_VMS("Azure packing trace 2020, table vm as CSV", AzurePacking::isVms, AzurePacking::readVms),
    PACKING_SECONDS("Azure packing trace 2020, requests by second", AzurePacking::isSeconds, AzurePacking::readSeconds),
    VM_TABLE("Azure public data set V1 or V2, vmtable", AzureVmTable::isMatch, AzureVmTable::read),
    INVOCATIONS("Azure Functions 2021, invocations", AzureInvocations::isMatch, AzureInvocations::read),
    SWF("Standard Workload Format log", SwfLog::isMatch, SwfLog::read),
    EUCALYPTUS("Eucalyptus START/STOP log", EucalyptusLog::isMatch, EucalyptusLog::read),
    EXITSNOOP("BCC's exitsnoop -t (processes)", BccSnoop::isExits, BccSnoop::readExits),
    EXECSNOOP("BCC's execsnoop -T or -t (programs, without ends)", BccSnoop::isExecs, BccSnoop::readExecs),
    OWN("a table with start_s and duration_s or end_s, in any order", OwnTable::isMatch, OwnTable::read);

    private final String title;
    private final Predicate<String> first;
    private final Reader reader;

    DataSet(String title, Predicate<String> first, Reader reader) {
        this.title = title;
        this.first = first;
        this.reader = reader;
    }

    /** Reads a file into a table. */
    private interface Reader {
        void read(BoundedLines lines, RowTable table) throws IOException;
    }

    /** Returns the data set whose files begin with {@code line}, which must be the first one that is not blank. */
    public static Optional<DataSet> of(String line) {
        return Arrays.stream(values()).filter(known -> known.first.test(line)).findFirst();
    }

    /** Reads a file of this data set. */
    public TraceTable read(BoundedLines lines) throws IOException {
        return RowTable.of(title, table -> reader.read(lines, table));
    }

    @Override
    public String toString() {
        return title;
    }
}
