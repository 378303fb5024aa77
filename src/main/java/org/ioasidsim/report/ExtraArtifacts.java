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
 * What a command found out beyond the runs themselves, to be written beside their results.
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
