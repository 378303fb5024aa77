package org.ioasidsim.report;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.report.chart.ChartJob;
import org.ioasidsim.report.draw.ChartStyle;

/**
 * Tables and charts that a command adds to the results of the runs themselves.
 *
 * @param command that adds them; empty for none
 * @param answer in sentences, the first one by itself
 * @param variants what the manifest lists; empty for the variants of the result
 * @param tables by the name of their file
 * @param charts in a given look, shown in the report before all others
 */
record ExtraArtifacts(
        String command,
        List<String> answer,
        List<Manifest.Variant> variants,
        SortedMap<String, AtomicFiles.Content> tables,
        Function<ChartStyle, List<ChartJob>> charts) {
    static final ExtraArtifacts NONE =
            new ExtraArtifacts("", List.of(), List.of(), Collections.emptySortedMap(), style -> List.of());

    ExtraArtifacts {
        answer = List.copyOf(answer);
        variants = List.copyOf(variants);
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }
}
