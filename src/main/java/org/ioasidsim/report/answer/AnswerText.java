package org.ioasidsim.report.answer;

import java.util.List;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.report.table.Caveat;
import org.ioasidsim.report.text.WrappedText;

/** All sentences of an answer in lines of limited width. */
final class AnswerText {
    private AnswerText() {}

    /** Returns the question and the sentences of the answer that {@code result} gives in lines of at most {@code width} columns. */
    static String of(ExperimentResult result, int width) {
        RunAnswer answer = RunAnswer.of(result);
        StringBuilder text = new StringBuilder(WrappedText.of(answer.question(), "", width)).append('\n');
        answer.notes().forEach(note -> text.append(WrappedText.of("Note: " + note, "", width)));
        Caveat.of(result.file()).ifPresent(caveat -> text.append(WrappedText.of(caveat, "", width)));
        for (RunAnswer.Paragraph paragraph : answer.variants()) {
            text.append(WrappedText.of(paragraph.variant() + ":", "", width));
            paragraph.sentences().forEach(sentence -> text.append(WrappedText.of(sentence, "  ", width)));
        }
        appendBlock(text, answer.comparisons(), width);
        appendBlock(text, answer.precision(), width);
        appendBlock(text, answer.expectations(), width);
        return text.toString();
    }

    private static void appendBlock(StringBuilder text, List<String> sentences, int width) {
        text.append(sentences.isEmpty() ? "" : "\n");
        sentences.forEach(sentence -> text.append(WrappedText.of(sentence, "", width)));
    }
}
