package org.ioasidsim.report.answer;

import java.util.List;
import org.ioasidsim.report.table.KeyWords;
import org.ioasidsim.report.table.PlanAnswer;
import org.ioasidsim.report.table.PlanTables;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.ScenarioFile;

/** The answer of a plan for a mailing list. */
public final class PlanMail {
    private static final int MOST_ROWS = 6;

    private PlanMail() {}

    /** Returns question, answer, the evidence next to it, scenario and command, in at most 40 lines of 75 columns. */
    public static String text(PlanAnswer answer) {
        PlanSpec plan = answer.lines().get(0).result().plan();
        List<ScenarioFile.Variant> planned = answer.file().variants().stream()
                .filter(variant -> variant.name().equals(plan.variant()))
                .toList();
        String sought = KeyWords.withArticle(KeyWords.ofExtreme(plan.path(), plan.isLargest()));
        return new MailFrame(planned.get(0).scenario().name(), planned, plan.variant(), List::of)
                .around(
                        ", plan for " + sought,
                        PlanTables.question(answer),
                        PlanTables.sentences(answer),
                        PlanTables.nearest(answer, MOST_ROWS),
                        answer.info());
    }

    /** Returns the text, followed by all sentences of the answer and the method. */
    public static String full(PlanAnswer answer) {
        StringBuilder text = new StringBuilder(text(answer)).append('\n');
        PlanTables.sentences(answer).forEach(said -> text.append(WrappedText.of(said, "", MailLines.WIDTH)));
        PlanTables.method(answer).forEach(said -> text.append(WrappedText.of(said, "", MailLines.WIDTH)));
        return text.toString();
    }
}
