package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.report.table.KeyWords;
import org.ioasidsim.report.table.SweepScreen;
import org.ioasidsim.report.table.SweepTables;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.SweepSpec;

/** The answer of a sweep for a mailing list. */
public final class SweepMail {
    private static final int MOST_ROWS = 5;

    private SweepMail() {}

    /** Returns question, answer, the first metric at some of the points, scenario and command, in at most 40 lines of 75 columns. */
    public static String text(SweepResult result, RunInfo info) {
        List<ScenarioFile.Variant> swept = result.file().variants().stream()
                .filter(variant -> result.variants().contains(variant.name()))
                .toList();
        SweepSpec sweep = result.file().sweep();
        String axes = sweep.dimensions().stream()
                .map(axis -> KeyWords.of(sweep, axis))
                .collect(Collectors.joining(" and "));
        return new MailFrame(SweepTables.scenario(result), swept, result.file().baseline(), List::of)
                .around(
                        ", sweep over " + axes,
                        SweepTables.question(result),
                        SweepTables.answer(result),
                        table(result),
                        info);
    }

    private static List<String> table(SweepResult result) {
        List<String> lines = new ArrayList<>(SweepScreen.table(result, MailLines.WIDTH, MOST_ROWS));
        lines.addAll(new MailLines(2).cut(SweepTables.note(result)).lines());
        return lines;
    }

    /** Returns the text, followed by all sentences of the answer. */
    public static String full(SweepResult result, RunInfo info) {
        StringBuilder text = new StringBuilder(text(result, info)).append('\n');
        SweepTables.answer(result).forEach(said -> text.append(WrappedText.of(said, "", MailLines.WIDTH)));
        return text.toString();
    }
}
