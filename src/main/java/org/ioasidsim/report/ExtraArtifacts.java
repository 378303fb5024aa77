package org.ioasidsim.report;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.report.chart.ChartJob;
import org.ioasidsim.report.draw.ChartStyle;

/**
 * Tables and charts that a command adds to the results of the runs themselves.
 *
 * @param tables by the name of their file
 * @param charts in a given look, shown in the report before all others
 */
record ExtraArtifacts(SortedMap<String, AtomicFiles.Content> tables, Function<ChartStyle, List<ChartJob>> charts) {
    static final ExtraArtifacts NONE = new ExtraArtifacts(Collections.emptySortedMap(), style -> List.of());

    ExtraArtifacts {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }
}
