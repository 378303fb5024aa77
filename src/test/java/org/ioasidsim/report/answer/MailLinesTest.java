package org.ioasidsim.report.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A mail of thousands of tenants must not make the sentences on those whom it only counts. */
class MailLinesTest {
    @Test
    void makesNoParagraphThatHasNoRoom() {
        List<Integer> made = new ArrayList<>();
        List<Integer> items = IntStream.range(0, 2000).boxed().toList();
        List<String> lines = new MailLines(4)
                .counted(
                        items,
                        item -> {
                            made.add(item);
                            return "tenant " + item;
                        },
                        "tenant")
                .lines();
        assertThat(lines).containsExactly("tenant 0", "tenant 1", "tenant 2", "and 1,997 more tenants");
        assertThat(made).hasSizeLessThanOrEqualTo(4);
    }
}
