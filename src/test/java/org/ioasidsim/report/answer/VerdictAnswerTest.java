package org.ioasidsim.report.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.ConditionVerdict;
import org.junit.jupiter.api.Test;

/** A first screen has room for few rows: without a choice, those that answer the question stand below it. */
class VerdictAnswerTest {
    /** One letter for each group: + good, ? not shown, - not good. */
    private static List<Integer> first(String verdicts) {
        List<VerdictAnswer.Group> groups = IntStream.range(0, verdicts.length())
                .mapToObj(i -> new VerdictAnswer.Group(
                        List.of("variant-" + i), verdict(verdicts.charAt(i)), List.of(), "", "", "", List.of()))
                .toList();
        var answer =
                new VerdictAnswer("Yes", ConditionVerdict.MET, "condition", "sentence", List.of(), List.of(), groups);
        List<Integer> first = IntStream.range(0, groups.size())
                .filter(i -> answer.isShownFirst(groups.get(i)))
                .boxed()
                .toList();
        assertThat(answer.rowsLater()).isEqualTo(groups.size() - first.size());
        return first;
    }

    private static ConditionVerdict verdict(char letter) {
        return switch (letter) {
            case '+' -> ConditionVerdict.MET;
            case '-' -> ConditionVerdict.NOT_MET;
            default -> ConditionVerdict.UNDECIDED;
        };
    }

    @Test
    void showsEachRowWhereTheyAreFew() {
        assertThat(first("+-?+-?")).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void showsTheEndsAndTheRowsBetweenWhichTheVerdictChanges() {
        assertThat(first("+++++-----")).containsExactly(0, 4, 5, 9);
        assertThat(first("+-+-+-+-")).containsExactly(0, 1, 2, 7);
    }

    @Test
    void showsTheFirstRowsWhereTheVerdictNeverChanges() {
        assertThat(first("++++++++")).containsExactly(0, 1, 2, 7);
        assertThat(first("+-------")).containsExactly(0, 1, 2, 7);
    }
}
