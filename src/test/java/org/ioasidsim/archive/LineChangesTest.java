package org.ioasidsim.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineChangesTest {
    @ParameterizedTest
    @CsvSource({
        "a-b-c, a-b-c",
        "a-b-c, a-x-c",
        "a-b-c-d-e-f, x-b-c-y-e-z",
        "a-b-c, a-c",
        "a-c, a-b1-b2-c",
        "a-a-a, a-a-a-a",
        "a-b-, a-b",
        "a, b-c-d",
        "'', a"
    })
    void whatDiffersTurnsOneTextIntoTheOther(String from, String to) {
        String before = from.replace('-', '\n');
        String after = to.replace('-', '\n');
        assertThat(LineChanges.between(before, after).applyTo(before)).isEqualTo(after);
    }

    @Test
    void onlyLinesThatDifferAreTold() {
        assertThat(LineChanges.between("a\nb\nc\nd\n", "a\nx\nc\ny\n").changes())
                .containsExactly(
                        new LineChanges.Change(2, 1, List.of("x")), new LineChanges.Change(4, 1, List.of("y")));
        assertThat(LineChanges.between("a\n", "a\n").changes()).isEmpty();
    }

    @Test
    void aChangeOutsideOfTheTextIsRefused() {
        var changes = new LineChanges(List.of(new LineChanges.Change(3, 2, List.of())));
        assertThatThrownBy(() -> changes.applyTo("a\nb\nc"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line 3");
    }
}
